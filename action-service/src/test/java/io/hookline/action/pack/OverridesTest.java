package io.hookline.action.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'actions': {'defaults': {'enabled': false, 'name': 'x'}}}            | default key name
            {'rules': {'exceptions': {'one': {'enabled': true, 'tags': []}}}}     | exception key tags
            """)
    void onlyWhetherAThingIsEnabledMayBeOverridden(String file, String key) {
        String fault = "Override attempted with invalid " + key + " in pack web";

        assertThat(new Overrides(Json.object(), json(file)).fault("web")).contains(fault);
        assertThat(new Overrides(json(file), Json.object()).fault("web")).contains(fault);
    }

    @Test
    void whatIsPlainHasNoFault() {
        JsonNode file = json("{'actions': {'defaults': {'enabled': false}, 'exceptions': {'a': {'enabled': true}}}}");

        assertThat(new Overrides(file, file).fault("web")).isEmpty();
        assertThat(Overrides.none().fault("web")).isEmpty();
    }

    private static JsonNode json(String text) {
        return Json.stored(text.replace('\'', '"'));
    }
}
