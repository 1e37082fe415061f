package io.hookline.rules.rule;

import static io.hookline.rules.Surroundings.ann;
import static io.hookline.rules.Surroundings.json;
import static io.hookline.rules.Surroundings.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.model.TriggerUse;
import io.hookline.common.topic.Views;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TriggerUsesTest {
    private static final String TRIGGER = "core.st2.sensor.process_exit";

    @Inject
    Views views;

    @Test
    void whoRaisesATriggerLearnsWhetherAnEnabledRuleIsOnIt() {
        views.triggers().awaitCaughtUp();
        assertThat(used()).isFalse();

        String rule = unique("listens");
        String body = json("""
                {'name': '%s', 'enabled': true, 'trigger': {'type': '%s'}, 'action': {'ref': 'core.echo'}}
                """.formatted(rule, TRIGGER));
        ann().body(body).post("/v1/rules").then().statusCode(201);
        assertThat(used()).isTrue();

        ann().body(body.replace("true", "false"))
                .put("/v1/rules/default." + rule)
                .then()
                .statusCode(200);
        assertThat(used()).isFalse();

        ann().body(body).put("/v1/rules/default." + rule).then().statusCode(200);
        assertThat(used()).isTrue();
        ann().delete("/v1/rules/default." + rule).then().statusCode(204);
        assertThat(used()).isFalse();
    }

    private boolean used() {
        return views.triggers().values().stream()
                .filter(fact -> fact.ref().equals(TRIGGER) && fact instanceof TriggerUse)
                .map(TriggerUse.class::cast)
                .findFirst()
                .orElseThrow()
                .used();
    }
}
