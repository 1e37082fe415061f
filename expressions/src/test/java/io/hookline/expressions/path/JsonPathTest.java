package io.hookline.expressions.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.expressions.python.PythonError;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of criteria (spec: rules-and-criteria, 6.3). */
class JsonPathTest {
    private static Optional<Object> first(String key) {
        Map<String, Object> body = new HashMap<>();
        body.put("n", 5L);
        body.put("zero", 0L);
        body.put("nothing", null);
        body.put("text", "a😀b");
        body.put("list", Arrays.asList(Map.of("x", 1L), Map.of("x", 2L)));
        body.put("x y", "blank");
        body.put("a.b", "dot");
        body.put("é", "accent");
        body.put("", "empty");
        body.put("@type", "at");
        return JsonPath.read(key).first(Map.of("trigger", Map.of("body", body, "headers", Map.of("X-Custom", "h"))));
    }

    @Test
    void fieldsAreReached() {
        assertThat(first("trigger.body.n")).contains(5L);
        assertThat(first("trigger.body.zero")).contains(0L);
        assertThat(first("$.trigger.body.n")).contains(5L);
        assertThat(first("trigger.headers.X-Custom")).contains("h");
        assertThat(first("trigger.headers['X-Custom']")).contains("h");
        assertThat(first("trigger.headers[\"X-Custom\"]")).contains("h");
        assertThat(first("trigger.body.@type")).contains("at");
    }

    @Test
    void quotesAllowAnyName() {
        assertThat(first("trigger.body.'x y'")).contains("blank");
        assertThat(first("trigger.body['a.b']")).contains("dot");
        assertThat(first("trigger.body['é']")).contains("accent");
        assertThat(first("trigger.body['']")).contains("empty");
    }

    @Test
    void positionsCountFromEitherEnd() {
        assertThat(first("trigger.body.list[0].x")).contains(1L);
        assertThat(first("trigger.body.list[-1].x")).contains(2L);
        assertThat(first("trigger.body.list[5]")).isEmpty();
        assertThat(first("trigger.body.text[1]")).contains("😀");
    }

    @Test
    void onlyTheFirstHitCounts() {
        assertThat(first("trigger.body.list[*].x")).contains(1L);
        assertThat(first("trigger..x")).contains(1L);
        assertThat(first("trigger.body['zero','n']")).contains(0L);
        assertThat(first("trigger.body.(nope|n)")).contains(5L);
        assertThat(first("trigger.body.list[1:2].x")).contains(2L);
    }

    @Test
    void missingAndNullAreTheSame() {
        assertThat(first("trigger.body.nope")).isEmpty();
        assertThat(first("trigger.body.nope.deeper")).isEmpty();
        assertThat(first("trigger.body.nothing")).isEmpty();
        assertThat(first("trigger.body.list.x")).isEmpty();
        assertThat(first("body.n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trigger.l.0",
                "trigger.0",
                "trigger.9x",
                "trigger.é",
                "trigger.a$b",
                "trigger.",
                "trigger.body.[k",
                "trigger[?(@.x)]",
                "trigger[?x]",
                "a|b",
                "trigger.`parent`",
                "a where b",
                "",
                "#x",
                "trigger['x",
                "trigger..",
                "(a"
            })
    void whatCanNotBeReadIsBroken(String key) {
        assertThatThrownBy(() -> JsonPath.read(key)).isInstanceOf(InvalidPath.class);
    }

    @Test
    void plainNamesAreTold() {
        assertThat(JsonPath.read("trigger.body.'x y'").plain()).contains(List.of("trigger", "body", "x y"));
        assertThat(JsonPath.read("trigger.body[-1].x").plain()).contains(List.of("trigger", "body", -1, "x"));
        assertThat(JsonPath.read("trigger.body[*]").plain()).isEmpty();
        assertThat(JsonPath.read("trigger.body[0,1]").plain()).isEmpty();
    }

    @Test
    void pathsAreBounded() {
        assertThatThrownBy(() -> JsonPath.read("a".repeat(2_001))).isInstanceOf(InvalidPath.class);
        assertThatThrownBy(() -> JsonPath.read("(".repeat(51) + "a" + ")".repeat(51)))
                .isInstanceOf(InvalidPath.class);
        List<Object> wide = List.copyOf(
                java.util.Collections.nCopies(1_000, List.copyOf(java.util.Collections.nCopies(1_000, 1L))));
        assertThatThrownBy(() -> JsonPath.read("$..[*]").all(wide)).isInstanceOf(PythonError.class);
        assertThat(JsonPath.read("$..[*]").first(wide)).isPresent();
    }
}
