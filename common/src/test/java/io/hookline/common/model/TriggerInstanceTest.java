package io.hookline.common.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggerInstanceTest {
    private static final Instant TIME = Instant.parse("2030-01-01T00:00:00.200Z");

    @Test
    void instancesOfOneRequestBeginOneTrace() {
        TriggerInstance one = instance("6b04d4ab62400416526d5cf6", TIME, "tag", null);
        TriggerInstance other = instance("6b04d4ab62400416526d5cf7", TIME, "tag", null);

        assertThat(one.traceId()).isEqualTo(other.traceId()).startsWith(Ids.seconds(TIME));
        assertThat(instance(one.id(), TIME.plusSeconds(1), "tag", null).traceId())
                .isNotEqualTo(one.traceId());
        assertThat(instance(one.id(), TIME, "other", null).traceId()).isNotEqualTo(one.traceId());
    }

    @Test
    void anInstanceGoesOnWithTheTraceThatItIsGiven() {
        String trace = "6b04d4ab62400416526d5cf0";

        assertThat(instance("6b04d4ab62400416526d5cf6", TIME, "tag", trace).traceId())
                .isEqualTo(trace);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            core.st2.generic.actiontrigger | {"execution_id": "6b04d4ab62400416526d5cf6"} | true
            core.st2.generic.notifytrigger | {"execution_id": "6b04d4ab62400416526d5cf6"} | true
            core.st2.webhook               | {"execution_id": "6b04d4ab62400416526d5cf6"} | false
            core.st2.generic.actiontrigger | {"execution_id": "no id \\u0000"}             | false
            core.st2.generic.actiontrigger | []                                           | false
            """)
    void anEndNamesTheExecutionThatEnded(String trigger, String payload, boolean names) {
        assertThat(TriggerInstance.raisedBy(trigger, Json.stored(payload)).isPresent())
                .isEqualTo(names);
    }

    private static TriggerInstance instance(String id, Instant time, String tag, @Nullable String trace) {
        return new TriggerInstance(id, "core.a", time, Json.object(), tag, null, 0, trace);
    }
}
