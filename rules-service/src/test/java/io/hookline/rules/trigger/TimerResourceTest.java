package io.hookline.rules.trigger;

import static io.hookline.rules.Surroundings.ann;
import static io.hookline.rules.Surroundings.json;
import static io.hookline.rules.Surroundings.saveRule;
import static io.hookline.rules.Surroundings.unique;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TimerResourceTest {
    @Test
    void timersAreTheTriggersThatTimeRaises() {
        String name = unique("timer");
        Response rule = ann().body(json("""
                        {'name': '%s', 'trigger': {'type': 'core.st2.IntervalTimer', 'parameters': {'unit': 'weeks', 'delta': %d}},
                         'action': {'ref': 'core.noop'}}
                        """.formatted(name, 1 + Math.abs(name.hashCode() % 1000))))
                .post("/v1/rules");
        String timer = rule.path("trigger.ref");
        String hook = saveRule(unique("hook"), "{'ref': 'core.noop'}", "{}", "standard")
                .path("trigger.ref");

        ann().get("/v1/timers")
                .then()
                .statusCode(200)
                .body("ref", hasItem(timer))
                .body("ref", not(hasItem(hook)));
        ann().get("/v1/timers?timer_type=core.st2.CronTimer").then().body("ref", not(hasItem(timer)));
        ann().get("/v1/timers/" + timer).then().statusCode(200).body("type", equalTo("core.st2.IntervalTimer"));
        ann().get("/v1/timers/" + hook)
                .then()
                .statusCode(404)
                .body("faultstring", equalTo("Resource with a reference or id \"" + hook + "\" not found"));
        ann().get("/v1/timers?timer_type=core.nope")
                .then()
                .statusCode(400)
                .body("faultstring", startsWith("Timer type core.nope not in supported types - "));
    }
}
