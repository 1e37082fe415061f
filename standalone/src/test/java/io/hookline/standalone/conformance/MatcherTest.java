package io.hookline.standalone.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.hookline.common.json.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatcherTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            quoteCharacter = '"',
            value = {
                // values: equal, type included
                "'x' -> 'x' -> true",
                "'x' -> 'y' -> false",
                "1 -> 1.0 -> true",
                "1 -> '1' -> false",
                "'1' -> 1 -> false",
                "1 -> true -> false",
                "true -> true -> true",
                "null -> null -> true",
                "null -> 0 -> false",
                "12345678901234567890 -> 12345678901234567891 -> false",
                "'$$any' -> '$any' -> true",
                "'$$any' -> 'other' -> false",
                // objects: every key named, others are free
                "{} -> {'a': 1} -> true",
                "{'a': 1} -> {'a': 1, 'b': 2} -> true",
                "{'a': 1} -> {'b': 1} -> false",
                "{'a': {'b': 1}} -> {'a': {'b': 1, 'c': 2}} -> true",
                "{'a': {'b': 1}} -> {'a': [1]} -> false",
                "{'a': '$absent'} -> {'b': 1} -> true",
                "{'a': '$absent'} -> {'a': null} -> false",
                "{'a': '$any'} -> {'a': null} -> true",
                "{'a': '$any'} -> {} -> false",
                // lists: all items in their order, or some of them
                "[] -> [] -> true",
                "[] -> [1] -> false",
                "[1, 2] -> [1, 2] -> true",
                "[1, 2] -> [2, 1] -> false",
                "[1] -> {'0': 1} -> false",
                "['$contains'] -> [] -> true",
                "['$contains', 2, 1] -> [1, 2, 3] -> true",
                "['$contains', 4] -> [1, 2, 3] -> false",
                "['$contains', {'a': 1}] -> [{'b': 1}, {'a': 1, 'b': 2}] -> true",
                // kinds of values
                "'$null' -> null -> true",
                "'$null' -> 0 -> false",
                "'$string' -> '' -> true",
                "'$string' -> 1 -> false",
                "'$number' -> 1.5 -> true",
                "'$number' -> true -> false",
                "'$bool' -> false -> true",
                "'$bool' -> 0 -> false",
                "'$object' -> {} -> true",
                "'$object' -> [] -> false",
                "'$array' -> [] -> true",
                "'$array' -> {} -> false",
                "'$id' -> '0123456789abcdef01234567' -> true",
                "'$id' -> '0123456789ABCDEF01234567' -> false",
                "'$id' -> '0123456789abcdef0123456' -> false",
                "'$timestamp' -> '2030-01-31T08:21:18.828620Z' -> true",
                "'$timestamp' -> '2030-01-31T08:21:18Z' -> true",
                "'$timestamp' -> '2030-01-31T08:21:18+00:00' -> false",
                "'$empty' -> '' -> true",
                "'$empty' -> [] -> true",
                "'$empty' -> {} -> true",
                "'$empty' -> null -> true",
                "'$empty' -> 0 -> false",
                "'$empty' -> false -> false",
                "'$len:2' -> 'ab' -> true",
                "'$len:1' -> '😀' -> true",
                "'$len:2' -> [1] -> false",
                "'$len:2' -> 2 -> false",
                "'$minlen:2' -> [1, 2, 3] -> true",
                "'$minlen:2' -> [1] -> false",
                "'$regex:^a.c' -> 'abcd' -> true",
                "'$regex:b' -> 'abcd' -> true",
                "'$regex:^b' -> 'abcd' -> false",
                "'$regex:1' -> 1 -> false",
                "'$not:a' -> 'b' -> true",
                "'$not:a' -> 'a' -> false",
                "'$not:1' -> 1 -> true",
                "'$oneof:a|b' -> 'b' -> true",
                "'$oneof:a|b' -> 'c' -> false",
                "'$ge:2' -> 2 -> true",
                "'$ge:2' -> 1.9 -> false",
                "'$ge:2' -> '3' -> false",
                "'$le:2' -> 2 -> true",
                "'$le:2' -> 3 -> false"
            })
    void comparesAsTheFormatSays(String wanted, String got, boolean matches) {
        var mismatch = Matcher.mismatch(json(wanted), json(got), "body");

        assertThat(mismatch.isEmpty()).as(mismatch.orElse("it matches")).isEqualTo(matches);
    }

    @Test
    void saysWhereItDoesNotMatch() {
        var wanted = json("{'a': [{'b': 1}]}");
        var got = json("{'a': [{'b': 2}]}");

        var mismatch = Matcher.mismatch(wanted, got, "body");

        assertThat(mismatch).contains("body.a[0].b: wanted 1, got 2");
    }

    @Test
    void nothingIsNoValue() {
        var nothing = MissingNode.getInstance();

        assertThat(Matcher.mismatch(json("'$absent'"), nothing, "text")).isEmpty();
        assertThat(Matcher.mismatch(json("'$any'"), nothing, "text")).isPresent();
        assertThat(Matcher.mismatch(json("'x'"), nothing, "text")).contains("text: wanted \"x\", it is absent");
    }

    @Test
    void aMatcherNobodyKnowsIsAMistakeOfTheScenario() {
        assertThatThrownBy(() -> Matcher.mismatch(json("'$nosuch'"), json("1"), "body"))
                .hasMessage("unknown matcher $nosuch");
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
