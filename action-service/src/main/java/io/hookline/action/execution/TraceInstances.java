package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.action.ActionDatabase;
import io.hookline.common.json.Json;
import io.hookline.common.model.TraceInstance;
import io.hookline.common.model.TraceInstance.MatchedRule;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The trigger instances that belong to a trace though no execution tells it: table {@code action.trace_instances}. */
@Singleton
final class TraceInstances {
    private static final String INSERT = """
            WITH told AS (
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[])
                    AS t(trace, trace_tag, trigger_instance, trigger_ref, occurrence_time, rules, raised_by)
            ), traces AS (
                -- In the order of their ids, as with executions.
                INSERT INTO action.traces (id, trace_tag, start_timestamp)
                SELECT DISTINCT ON (trace) trace, trace_tag, occurrence_time FROM told ORDER BY trace, occurrence_time
                ON CONFLICT (id) DO NOTHING
            )
            INSERT INTO action.trace_instances (trace, trigger_instance, trigger_ref, occurrence_time, rules, raised_by)
            SELECT trace, trigger_instance, trigger_ref, occurrence_time, rules::jsonb, raised_by
            FROM told ORDER BY trace, trigger_instance
            ON CONFLICT (trace, trigger_instance) DO NOTHING""";

    private final ActionDatabase database;

    TraceInstances(ActionDatabase database) {
        this.database = database;
    }

    /** Records them, and their traces with them; what is recorded already is left as it is. */
    void record(List<TraceInstance> told) {
        database.write(transaction -> {
            try (PreparedStatement insert = transaction.connection().prepareStatement(INSERT)) {
                Columns.texts(insert, 1, told, TraceInstance::trace);
                Columns.texts(insert, 2, told, TraceInstance::traceTag);
                Columns.texts(insert, 3, told, TraceInstance::triggerInstance);
                Columns.texts(insert, 4, told, TraceInstance::trigger);
                Columns.times(insert, 5, told, TraceInstance::occurrenceTime);
                Columns.texts(insert, 6, told, instance -> Json.text(instance.rules()));
                Columns.texts(insert, 7, told, TraceInstance::raisedBy);
                return insert.executeUpdate();
            }
        });
    }

    /** The first of these traces' instances, oldest first. */
    List<TraceInstance> of(List<String> traces, int most) {
        return database.read(connection -> {
            List<TraceInstance> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT i.*, t.trace_tag FROM action.trace_instances i JOIN action.traces t ON t.id = i.trace
                    WHERE i.trace = ANY (?) ORDER BY i.occurrence_time, i.trigger_instance LIMIT ?""")) {
                select.setArray(1, connection.createArrayOf("text", traces.toArray()));
                select.setInt(2, most);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(read(row));
                    }
                }
            }
            return found;
        });
    }

    private static TraceInstance read(ResultSet row) throws SQLException {
        List<MatchedRule> rules = new ArrayList<>();
        for (JsonNode rule : Json.stored(row.getString("rules"))) {
            rules.add(new MatchedRule(rule.path("id").asText(), rule.path("ref").asText()));
        }
        return new TraceInstance(
                row.getString("trace"),
                row.getString("trace_tag"),
                row.getString("trigger_instance"),
                row.getString("trigger_ref"),
                Columns.presentTime(row, "occurrence_time"),
                rules,
                row.getString("raised_by"));
    }
}
