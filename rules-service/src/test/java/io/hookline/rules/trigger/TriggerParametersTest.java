package io.hookline.rules.trigger;

import static io.hookline.rules.Samples.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.json.Json;
import org.junit.jupiter.api.Test;

class TriggerParametersTest {
    @Test
    void noParametersHaveStackStormsHash() {
        assertThat(TriggerParameters.md5(Json.object())).isEqualTo("99914b932bd37a50b983c5e7c90ae93b");
    }

    @Test
    void parametersAreWrittenAsPythonDoes() {
        assertThat(TriggerParameters.sorted(json("{'b': [1, 1.0, true, null], 'a': {'é': 'x/\\n'}}")))
                .isEqualTo("{\"a\": {\"\\u00e9\": \"x/\\n\"}, \"b\": [1, 1.0, true, null]}");
    }

    @Test
    void theOrderOfKeysDoesNotTellTriggersApart() {
        assertThat(TriggerParameters.key(json("{'p': 1, 'q': 7}")))
                .isEqualTo(TriggerParameters.key(json("{'q': 7, 'p': 1}")));
        assertThat(TriggerParameters.key(json("{'p': 1}")))
                .isNotEqualTo(TriggerParameters.key(json("{'p': 1, 'q': 7}")));
    }
}
