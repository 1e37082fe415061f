package io.hookline.rules.rule;

import io.hookline.common.model.Ref;
import io.hookline.common.model.TriggerType;
import io.hookline.common.schema.SchemaCheck;
import io.hookline.rules.RulesConfig;
import io.hookline.rules.criteria.CriteriaParser;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells why a rule of the right shape can't be saved: the checks of spec rules-and-criteria 2.1 that need no other rule, in its order. */
final class RuleCheck {
    private static final Set<String> ALWAYS_CHECKED =
            Set.of("core.st2.webhook", "core.st2.IntervalTimer", "core.st2.DateTimer", "core.st2.CronTimer");
    private static final Pattern ONLY_SLASHES = Pattern.compile("/*");

    private final RulesConfig config;

    RuleCheck(RulesConfig config) {
        this.config = config;
    }

    /**
     * @param type the trigger type that the draft names; empty if there is none
     * @param hasTrigger whether that type has a trigger with the draft's parameters already
     */
    Optional<String> fault(RuleDraft draft, Optional<TriggerType> type, boolean hasTrigger) {
        return ruleTypeFault(draft)
                .or(() -> type.flatMap(known -> parametersFault(draft, known)))
                .or(() -> triggerFault(draft, type, hasTrigger))
                .or(() -> nameFault(draft))
                .or(() -> CriteriaParser.fault(draft.criteria()));
    }

    // StackStorm stores any other type and treats it as standard; nobody can want that.
    private static Optional<String> ruleTypeFault(RuleDraft draft) {
        String ref = draft.type().path("ref").asText();
        return RuleType.named(ref).isPresent()
                ? Optional.empty()
                : Optional.of("Rule type \"" + ref + "\" does not exist; there are \"standard\" and \"backstop\"");
    }

    private Optional<String> parametersFault(RuleDraft draft, TriggerType type) {
        boolean checked = ALWAYS_CHECKED.contains(type.ref()) || config.validateTriggerParameters();
        if (!checked || !type.hasParameters()) {
            return Optional.empty();
        }
        return SchemaCheck.firstFault(type.parametersSchema(), draft.triggerParameters())
                .or(() -> hookFault(draft));
    }

    // Such a hook could never be reached (spec: webhooks-and-triggers, 1.1).
    private static Optional<String> hookFault(RuleDraft draft) {
        boolean nameless = draft.triggerType().equals("core.st2.webhook")
                && ONLY_SLASHES
                        .matcher(draft.triggerParameters().path("url").asText())
                        .matches();
        return nameless
                ? Optional.of("The url of a webhook must not be empty or consist of slashes only")
                : Optional.empty();
    }

    private static Optional<String> triggerFault(RuleDraft draft, Optional<TriggerType> type, boolean hasTrigger) {
        try {
            Ref.parse(draft.triggerType());
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
        boolean canBeMade = type.isPresent() && !draft.triggerParameters().isEmpty();
        return hasTrigger || canBeMade
                ? Optional.empty()
                : Optional.of(
                        "Trigger \"" + draft.triggerType()
                                + "\" defined in the rule does not exist in system or it's missing required \"parameters\" attribute");
    }

    private static Optional<String> nameFault(RuleDraft draft) {
        if (draft.name().isEmpty() || draft.pack().isEmpty()) {
            return Optional.of(
                    "Both pack and name needed for building ref. pack=" + draft.pack() + ", name=" + draft.name());
        }
        // PostgreSQL's texts can't hold it.
        boolean storable = Stream.of(
                        draft.name(),
                        draft.pack(),
                        String.valueOf(draft.description()),
                        draft.action().path("ref").asText(),
                        draft.metadataFile())
                .allMatch(text -> text.indexOf('\0') < 0);
        return storable ? Optional.empty() : Optional.of("Texts of a rule must not contain the character NUL");
    }
}
