package io.hookline.rules.explain;

import static io.hookline.rules.Samples.NOW;
import static io.hookline.rules.Samples.json;
import static io.hookline.rules.Samples.rule;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.common.model.RunnerType;
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.parameters.ActionParameters;
import io.hookline.common.secret.SecretBox;
import io.hookline.expressions.template.Datastore;
import io.hookline.rules.engine.EnabledRule;
import io.hookline.rules.engine.RuleEnforcer;
import io.hookline.rules.explain.Consequence.Asked;
import io.hookline.rules.rule.KnownActions.Known;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsequenceTest {
    private static final SecretBox BOX = new SecretBox(Base64.getEncoder().encodeToString(new byte[32]));
    private static final Datastore DATASTORE =
            Datastore.ofSystem(key -> Optional.of("sealed"), cipher -> Optional.of("hush"));
    private static final TriggerInstance INSTANCE =
            new TriggerInstance("5f0000010000000000000001", "core.d09c03c3", NOW, json("{'n': 5}"), "tag-1");

    private final RuleEnforcer enforcer = new RuleEnforcer("stanley", DATASTORE, BOX);

    @Test
    void whatTheActionDeclaresSecretIsMasked() {
        var followed = followed(json("{'password': 'x{{ trigger.n }}', 'message': 'y{{ trigger.n }}'}"));

        assertThat(followed).isEqualTo(new Asked("core.local", json("{'password': '********', 'message': 'y5'}")));
    }

    @Test
    void whatIsDecryptedIsMaskedWhereverItIsTakenOver() {
        var followed = followed(json("""
                {'message': '{{ st2kv.system.token | decrypt_kv }}', 'other': 'Bearer {{ message }}', 'plain': 'y{{ trigger.n }}'}"""));

        assertThat(followed)
                .isEqualTo(
                        new Asked("core.local", json("{'message': '********', 'other': '********', 'plain': 'y5'}")));
    }

    @Test
    void aFailureIsToldAsItsEnforcementWouldTellIt() {
        var followed = followed(json("{'message': '{{ trigger.nope }}'}"));

        assertThat(followed.clause())
                .startsWith(", but core.local is not run: Failed to render parameter \"message\": ");
    }

    private Consequence followed(ObjectNode parameters) {
        ObjectNode action = Json.object().put("ref", "core.local");
        action.set("parameters", parameters);
        var rule = rule(Json.object(), action);
        Optional<Known> known = Optional.of(known());
        var enforced = enforcer.enforce(
                new EnabledRule(rule, Json.object(), Json.object()), Json.object(), INSTANCE, known, NOW);
        return Consequence.of(rule, enforced, known);
    }

    private static Known known() {
        var runner = new RunnerType(
                "5f0000000000000000000011",
                "noop",
                "runner_type:noop",
                "",
                true,
                "noop",
                "noop",
                Json.object(),
                null,
                Json.object());
        var action = new Action(
                "5f0000000000000000000013",
                "core.local",
                "action:core:local",
                "local",
                "core",
                null,
                true,
                "noop",
                "",
                json(
                        "{'password': {'type': 'string', 'secret': true}, 'message': {'type': 'string'}, 'other': {'type': 'string'}, 'plain': {'type': 'string'}}"),
                Json.object(),
                Json.mapper().createArrayNode(),
                Json.object(),
                "",
                null);
        return new Known(action, runner, ActionParameters.of(action, runner));
    }
}
