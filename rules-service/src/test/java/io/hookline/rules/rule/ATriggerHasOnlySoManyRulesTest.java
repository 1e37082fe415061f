package io.hookline.rules.rule;

import static io.hookline.rules.Surroundings.ann;
import static io.hookline.rules.Surroundings.json;
import static io.hookline.rules.Surroundings.unique;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ATriggerHasOnlySoManyRulesTest.SmallLimits.class)
class ATriggerHasOnlySoManyRulesTest {
    private static final String HIDDEN = "{'trigger.body.a': {'type': 'nequals', 'pattern': 1}}";
    private static final String FOUND = "{'trigger.body.a': {'type': 'equals', 'pattern': 1}}";
    private static final String OURS = "a limit of Hookline, not of StackStorm";

    private final String hook = unique("full");

    @Test
    void oneMoreIsRefusedUnlessItIsDisabled() {
        save("one", FOUND, true).then().statusCode(201);
        save("two", FOUND, true).then().statusCode(201);
        save("three", FOUND, true).then().statusCode(201);

        save("four", FOUND, true)
                .then()
                .statusCode(400)
                .body("faultstring", allOf(containsString("has 3 enabled rules already"), containsString(OURS)));
        save("five", FOUND, false).then().statusCode(201);
    }

    @Test
    void oneThatNoValueLeadsToIsRefusedByTheCriterionAtFault() {
        String first =
                save("one", HIDDEN, true).then().statusCode(201).extract().path("id");

        save("two", HIDDEN, true)
                .then()
                .statusCode(400)
                .body("faultstring", allOf(containsString("For field: trigger.body.a, "), containsString(OURS)));
        save("three", FOUND, true).then().statusCode(201);
        body("one", HIDDEN, true).put("/v1/rules/" + first).then().statusCode(200);
    }

    @Test
    void whatARuleMayAskIsLimited() {
        save("long", "{'trigger.body.a': {'type': 'equals', 'pattern': '12345678901'}}", false)
                .then()
                .statusCode(400)
                .body("faultstring", allOf(containsString("characters of the pattern: 11"), containsString(OURS)));
    }

    private Response save(String name, String criteria, boolean enabled) {
        return body(name, criteria, enabled).post("/v1/rules");
    }

    private RequestSpecification body(String name, String criteria, boolean enabled) {
        return ann().body(json("""
                        {'name': '%s-%s', 'enabled': %s, 'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': '%s'}},
                         'criteria': %s, 'action': {'ref': 'core.noop'}}
                        """.formatted(hook, name, enabled, hook, criteria)));
    }

    /** Few enough to be reached. */
    public static class SmallLimits implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "hookline.rules.limits.rules-per-trigger", "3",
                    "hookline.rules.limits.hidden-rules-per-trigger", "1",
                    "hookline.rules.limits.text", "10");
        }
    }
}
