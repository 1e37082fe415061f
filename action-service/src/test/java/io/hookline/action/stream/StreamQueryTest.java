package io.hookline.action.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamQueryTest {
    private static final String ID = "6b04f0b060fd08e819d0aac8";

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                             | st2.execution__update         | true
            -                             | st2.liveaction__create        | true
            -                             | st2.announcement__chat        | true
            -                             | st2.execution.output__create  | false
            -                             | st2.actionalias__update       | false
            st2.execution__update         | st2.execution__update         | true
            st2.execution__update         | st2.execution__create         | false
            st2.execution__*              | st2.execution__create         | true
            st2.execution__*              | st2.execution.output__create  | false
            *                             | st2.execution.output__create  | true
            a, st2.execution.output__*    | st2.execution.output__create  | true
            .*                            | st2.execution__create         | false
            """)
    void namesAreWantedAsTheQuerySays(String events, String name, boolean wanted) {
        var query = query("events", events);

        assertThat(query.wants(name, "core.noop", ID)).isEqualTo(wanted);
    }

    @Test
    void whatIsAboutNoExecutionIsNotAboutThese() {
        assertThat(query("execution_ids", "x," + ID).wants("st2.execution__update", "core.noop", ID))
                .isTrue();
        assertThat(query("execution_ids", "x").wants("st2.execution__update", "core.noop", ID))
                .isFalse();
        assertThat(query("execution_ids", ID).wants("st2.announcement__chat", null, null))
                .isFalse();
        assertThat(query("action_refs", "core.local").wants("st2.execution__update", "core.noop", ID))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            requested                          | 0 | true  | requested
            requested,failed                   | 0 | true  | requested,failed
            requested,scheduled,running        | 0 | true  | requested,scheduled,running
            requested,scheduled,running        | 0 | false | running
            requested,scheduled,running        | 1 | false | scheduled,running
            requested,delayed                  | 1 | false | delayed
            requested,scheduled,running,failed | 3 | false | failed
            requested,scheduled                | 2 | false |
            """)
    void eachStateIsToldOnce(String log, int told, boolean first, String states) {
        var change = new Change(
                ID,
                "core.noop",
                first,
                Arrays.stream(log.split(",")).map(Change.Entry::new).toList());

        List<StreamEvent> events = change.events(change.firstUntold(told), now(log));

        assertThat(events)
                .filteredOn(event -> event.name().startsWith("st2.execution__"))
                .extracting(event -> Json.stored(
                                event.text().lines().toList().get(1).substring("data: ".length()))
                        .path("status")
                        .asText())
                .containsExactlyElementsOf(states == null ? List.of() : List.of(states.split(",")));
        assertThat(events).extracting(StreamEvent::name).allMatch(change.names(change.firstUntold(told))::contains);
    }

    private static ObjectNode now(String log) {
        ObjectNode now = Json.object().put("id", ID).put("status", "succeeded").put("end_timestamp", "x");
        for (String status : log.split(",")) {
            now.withArray("log").addObject().put("status", status);
        }
        return now;
    }

    private static StreamQuery query(String name, String value) {
        var query = new MultivaluedHashMap<String, String>();
        if (value != null) {
            query.putSingle(name, value);
        }
        return StreamQuery.of(query);
    }
}
