package io.hookline.rules.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.model.TriggerType;
import io.hookline.common.schema.SchemaCheck;
import io.hookline.rules.timer.TimerType;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells why there can't be a trigger of a type with certain parameters, for a rule or by itself. */
public final class TriggerCheck {
    private static final Set<String> ALWAYS_CHECKED =
            Set.of("core.st2.webhook", "core.st2.IntervalTimer", "core.st2.DateTimer", "core.st2.CronTimer");
    private static final Pattern ONLY_SLASHES = Pattern.compile("/*");

    private final boolean validateParameters;

    /**
     * @param validateParameters false: only webhooks and timers are checked
     */
    public TriggerCheck(boolean validateParameters) {
        this.validateParameters = validateParameters;
    }

    public Optional<String> fault(TriggerType type, ObjectNode parameters) {
        boolean checked = validateParameters || ALWAYS_CHECKED.contains(type.ref());
        if (!checked || !type.hasParameters()) {
            return Optional.empty();
        }
        return SchemaCheck.firstFault(type.parametersSchema(), parameters)
                .or(() -> hookFault(type, parameters))
                .or(() -> TimerType.fault(type.ref(), parameters));
    }

    // Such a hook could never be reached (spec: webhooks-and-triggers, 1.1).
    private static Optional<String> hookFault(TriggerType type, ObjectNode parameters) {
        boolean nameless = type.ref().equals("core.st2.webhook")
                && ONLY_SLASHES.matcher(parameters.path("url").asText()).matches();
        return nameless
                ? Optional.of("The url of a webhook must not be empty or consist of slashes only")
                : Optional.empty();
    }
}
