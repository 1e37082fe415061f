package io.hookline.rules.engine;

import static io.hookline.rules.Samples.NOW;
import static io.hookline.rules.Samples.json;
import static io.hookline.rules.Samples.rule;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.common.model.Ids;
import io.hookline.common.model.LiveAction;
import io.hookline.common.model.RunnerType;
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.model.TriggerType;
import io.hookline.common.parameters.ActionParameters;
import io.hookline.common.secret.SecretBox;
import io.hookline.expressions.template.Datastore;
import io.hookline.rules.Measured;
import io.hookline.rules.engine.RuleEnforcer.Enforced;
import io.hookline.rules.rule.KnownActions.Known;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleEnforcerTest {
    private static final ArrayNode NO_TAGS = Json.mapper().createArrayNode();
    private static final SecretBox BOX = new SecretBox(Base64.getEncoder().encodeToString(new byte[32]));
    private static final RunnerType RUNNER = new RunnerType(
            "5f0000000000000000000011",
            "local-shell-cmd",
            "runner_type:local-shell-cmd",
            "",
            true,
            "local_runner",
            "local_runner",
            json(
                    "{'cmd': {'type': 'string'}, 'timeout': {'type': 'integer', 'default': 60}, 'sudo': {'type': 'boolean', 'default': false}}"),
            null,
            Json.object());
    private static final TriggerInstance INSTANCE = new TriggerInstance(
            "5f0000010000000000000001", "core.d09c03c3", NOW, json("{'body': {'n': 5, 'x': 'xx'}}"), "tag-1");

    private final RuleEnforcer enforcer = new RuleEnforcer("stanley", Measured.DATASTORE, BOX);

    @Test
    void aMatchIsAnOrderWithRenderedParametersAndItsWholeStory() {
        var enforced = enforced(json("{'cmd': 'echo {{ trigger.body.n }}', 'timeout': '{{ trigger.body.n }}'}"), true);

        LiveAction order = enforced.liveAction().orElseThrow();
        assertThat(order.parameters()).hasToString("{\"cmd\":\"echo 5\",\"timeout\":5}");
        assertThat(order.executionId()).isEqualTo(Ids.following(NOW, INSTANCE.id(), "5f0000000000000000000001"));
        assertThat(order.error()).isNull();
        assertThat(order.context().path("rule"))
                .isEqualTo(json("{'id': '5f0000000000000000000001', 'name': 'on_push'}"));
        assertThat(order.context().path("trigger_instance").path("id").asText()).isEqualTo(INSTANCE.id());
        assertThat(order.context().path("trigger_instance").path("name").isNull())
                .isTrue();
        assertThat(order.context().path("user").asText()).isEqualTo("stanley");
        assertThat(order.context().path("pack").asText()).isEqualTo("core");
        assertThat(order.context().path("trace_context").path("trace_tag").asText())
                .isEqualTo("tag-1");
        assertThat(order.triggerInstance().path("status").asText()).isEqualTo("processing");
        assertThat(order.trigger().path("ref").asText()).isEqualTo("core.d09c03c3");
        assertThat(order.triggerType().path("ref").asText()).isEqualTo("core.st2.webhook");
        assertThat(enforced.enforcement().hasSucceeded()).isTrue();
        assertThat(enforced.enforcement().executionId()).isEqualTo(order.executionId());
    }

    @Test
    void whatFollowsIsOfTheTimeOfTheOccurrenceWhateverTheInstancesIdSays() {
        var named = new TriggerInstance(
                Ids.ofDelivery("core.d09c03c3", "delivery-1"),
                "core.d09c03c3",
                NOW,
                INSTANCE.payload(),
                "tag-1",
                "delivery-1",
                0);

        var enforced = enforced(named, json("{'cmd': 'date'}"), true);

        LiveAction order = enforced.liveAction().orElseThrow();
        assertThat(List.of(
                        order.id(), order.executionId(), enforced.enforcement().id()))
                .allMatch(id -> Ids.time(id).equals(NOW));
    }

    @Test
    void theSameRecordLeadsToTheSameIdsAgain() {
        var once = enforced(json("{'cmd': 'date'}"), true);
        var again = enforced(json("{'cmd': 'date'}"), true);

        assertThat(again).isEqualTo(once);
        assertThat(once.liveAction().orElseThrow().id())
                .isNotEqualTo(once.liveAction().orElseThrow().executionId());
    }

    @Test
    void theDepthOfAChainGoesOn() {
        var raised = new TriggerInstance(
                INSTANCE.id(),
                INSTANCE.trigger(),
                INSTANCE.occurrenceTime(),
                INSTANCE.payload(),
                INSTANCE.traceTag(),
                null,
                3);

        var fromOutside = enforced(INSTANCE, json("{'cmd': 'date'}"), true);
        var inAChain = enforced(raised, json("{'cmd': 'date'}"), true);

        assertThat(trace(fromOutside).has("depth")).isFalse();
        assertThat(trace(inAChain).path("depth").asInt()).isEqualTo(3);
    }

    private static JsonNode trace(Enforced enforced) {
        return enforced.liveAction().orElseThrow().context().path("trace_context");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "{} | 'cmd' is a required property",
                "{'cmd': 'date', 'bogus': 1} | Additional properties are not allowed ('bogus' was unexpected)",
                "{'cmd': 'date', 'timeout': '{{ trigger.body.x }}'} | invalid literal for int() with base 10: 'xx'",
                "{'cmd': 5} | Value \"5\" must either be a string or None. Got \"int\".",
                "{'cmd': 'date', 'sudo': true} | Override of immutable parameter(s) ['sudo'] is unsupported.",
            })
    void whatTheActionDoesNotTakeMakesNoExecution(String parameters, String reason) {
        var enforced = enforced(json(parameters), true);

        assertThat(enforced.enforcement().failureReason()).isEqualTo(reason);
        assertThat(enforced.enforcement().executionId()).isNull();
        assertThat(enforced.liveAction()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "{'cmd': '{{ trigger.body.nope }}'} | Failed to render parameter \"cmd\": ",
                "{'cmd': '{{ nope }}'} | Dependency unsatisfied in variable \"nope\"",
                "{'cmd': '{{ cmd }}'} | Cyclic dependency found in the following variables: cmd. Likely the variable is referencing itself",
            })
    void whatCannotBeRenderedIsRecordedAsAFailedExecution(String parameters, String start) {
        var enforced = enforced(json(parameters), true);

        LiveAction order = enforced.liveAction().orElseThrow();
        assertThat(order.error()).startsWith(start);
        assertThat(order.parameters()).isEqualTo(json(parameters));
        assertThat(enforced.enforcement().failureReason()).isEqualTo(order.error());
        assertThat(enforced.enforcement().executionId()).isEqualTo(order.executionId());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'cmd': 'x', 'timeout': '{{ st2kv.system.k | decrypt_kv }}'} ; '{\"pin\": \"it''s 4711\"}'",
                "{'cmd': 'x', 'timeout': '{{ (st2kv.system.k | decrypt_kv | from_json_string).pin }}'} ; '{\"pin\": \"it''s 4711\"}'",
                "{'cmd': '{{ st2kv.system.k | decrypt_kv | version_bump_major }}'} ; it's 4711",
                "{'cmd': '{{ {}[st2kv.system.k | decrypt_kv] }}'} ; it's 4711",
                "{'cmd': 'x', 'sudo': '{{ st2kv.system.k | decrypt_kv }}'} ; it's 4711",
                "{'cmd': 'x', 'timeout': '{{ st2kv.system.k | decrypt_kv | reverse }}'} ; it's 4711",
                "{'cmd': 'x', 'timeout': 'n{{ env.a }}', 'env': {'a': '{{ st2kv.system.k | decrypt_kv | reverse }}'}} ; it's 4711",
                "{'cmd': '{{ st2kv.system.k | decrypt_kv | reverse | from_json_string }}'} ; it's 4711",
                "{'cmd': '{{ env.a | version_bump_major }}', 'env': {'a': '{{ st2kv.system.k | decrypt_kv | reverse }}'}} ; it's 4711",
                "{'cmd': 'x', 'sudo': '{{ st2kv.system.k | decrypt_kv }}'} ; '[4711]'",
            })
    void whatWasDecryptedStandsInNoReason(String parameters, String secret) {
        Datastore datastore = Datastore.ofSystem(key -> Optional.of("cipher"), text -> Optional.of(secret));
        var known = Optional.of(known(true));

        var enforced = new RuleEnforcer("stanley", datastore, BOX)
                .enforce(enabled(json(parameters)), Json.object(), INSTANCE, known, NOW);

        String told = enforced.enforcement().failureReason()
                + enforced.liveAction().map(LiveAction::error).orElse("");
        assertThat(told).contains("********").doesNotContain("4711", "1174");
    }

    @Test
    void aReasonThatHasNothingToDoWithASecretIsTold() {
        Datastore datastore = Datastore.ofSystem(key -> Optional.of("cipher"), text -> Optional.of("it's 4711"));
        var parameters = json("{'env': {'a': '{{ st2kv.system.k | decrypt_kv }}'}, 'cmd': '{{ trigger.nope }}'}");

        var enforced = new RuleEnforcer("stanley", datastore, BOX)
                .enforce(enabled(parameters), Json.object(), INSTANCE, Optional.of(known(true)), NOW);

        assertThat(enforced.enforcement().failureReason())
                .isEqualTo("Failed to render parameter \"cmd\": 'dict object' has no attribute 'nope'");
    }

    @Test
    void anActionThatIsDisabledOrNotThereIsNamed() {
        var disabled = enforced(json("{'cmd': 'date'}"), false);
        var missing = enforcer.enforce(enabled(json("{}")), Json.object(), INSTANCE, Optional.empty(), NOW);

        assertThat(disabled.enforcement().failureReason())
                .isEqualTo("Unable to execute. Action \"core.local\" is disabled.");
        assertThat(missing.enforcement().failureReason()).isEqualTo("Action \"core.local\" doesn't exist");
        assertThat(missing.liveAction()).isEmpty();
    }

    @Test
    void aReasonThatPostgresqlCannotHoldIsSpelledOut() {
        var enforcement = enforcer.broken(rule(Json.object()), INSTANCE, "not \0 text", NOW);

        assertThat(enforcement.failureReason())
                .isEqualTo("Failed to match rule \"default.on_push\" against trigger instance \"" + INSTANCE.id()
                        + "\": not \\x00 text");
    }

    private Enforced enforced(ObjectNode parameters, boolean actionEnabled) {
        return enforced(INSTANCE, parameters, actionEnabled);
    }

    private Enforced enforced(TriggerInstance instance, ObjectNode parameters, boolean actionEnabled) {
        return enforcer.enforce(enabled(parameters), Json.object(), instance, Optional.of(known(actionEnabled)), NOW);
    }

    private static EnabledRule enabled(ObjectNode parameters) {
        ObjectNode action = Json.object().put("ref", "core.local");
        action.set("parameters", parameters);
        var rule = rule(Json.object(), action);
        var type = new TriggerType(
                "5f0000000000000000000012",
                "core.st2.webhook",
                "trigger_type:core:st2.webhook",
                "st2.webhook",
                "core",
                null,
                Json.object(),
                Json.object(),
                NO_TAGS,
                null);
        return new EnabledRule(rule, Json.tree(Objects.requireNonNull(rule.trigger())), Json.tree(type));
    }

    private static Known known(boolean enabled) {
        var action = new Action(
                "5f0000000000000000000013",
                "core.local",
                "action:core:local",
                "local",
                "core",
                null,
                enabled,
                "local-shell-cmd",
                "",
                json("{'cmd': {'type': 'string', 'required': true}, 'sudo': {'immutable': true}}"),
                Json.object(),
                NO_TAGS,
                Json.object(),
                "",
                null);
        return new Known(action, RUNNER, ActionParameters.of(action, RUNNER));
    }
}
