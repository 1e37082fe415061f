package io.hookline.rules.trigger;

import io.hookline.common.json.Json;
import io.hookline.common.model.TriggerInstance;
import io.hookline.rules.Conditions;
import io.hookline.rules.RulesDatabase;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The deliveries that their senders named and that have been judged: table {@code rules.delivery_keys}, by the ids of their instances,
 * which follow from trigger and delivery key. A row is written in the transaction that records the judgement, never before: what was not
 * judged to the end is judged when it comes again (decision 0012).
 */
@Singleton
public class DeliveryKeys {
    private static final int SLICE = 10_000;

    private final RulesDatabase database;

    DeliveryKeys(RulesDatabase database) {
        this.database = database;
    }

    /** When the deliveries among these were seen first, by instance id, as far as they have been judged. */
    Map<String, Instant> firstSeen(Connection connection, Collection<TriggerInstance> instances) throws SQLException {
        List<String> ids = instances.stream()
                .filter(TriggerInstance::hasDeliveryKey)
                .map(TriggerInstance::id)
                .toList();
        Map<String, Instant> found = new HashMap<>();
        if (!ids.isEmpty()) {
            new Conditions()
                    .and("instance_id = ANY (?)", ids)
                    .all(
                            connection,
                            "SELECT instance_id, occurrence_time FROM rules.delivery_keys",
                            row -> found.put(
                                    row.getString("instance_id"),
                                    row.getObject("occurrence_time", OffsetDateTime.class)
                                            .toInstant()));
        }
        return found;
    }

    /**
     * Marks the deliveries among these as judged, within the transaction that records the judgements; waits for another node that is at
     * the same.
     *
     * @return when those were seen first that had been marked already
     */
    Map<String, Instant> insert(Connection connection, List<TriggerInstance> instances) throws SQLException {
        List<TriggerInstance> named =
                instances.stream().filter(TriggerInstance::hasDeliveryKey).toList();
        if (named.isEmpty()) {
            return Map.of();
        }
        // In one order on all nodes, so that none waits for one that waits for it.
        String sql = """
                INSERT INTO rules.delivery_keys (instance_id, occurrence_time)
                SELECT i, t::timestamptz FROM unnest(?, ?) AS x(i, t) ORDER BY i ON CONFLICT DO NOTHING
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "text", named.stream().map(TriggerInstance::id).toArray()));
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            named.stream()
                                    .map(instance -> Json.TIME.format(instance.occurrenceTime()))
                                    .toArray()));
            return insert.executeUpdate() == named.size() ? Map.of() : firstSeen(connection, named);
        }
    }

    /** Forgets the deliveries that were seen first before {@code oldest}, a slice at a time; how many. */
    public int forgetBefore(Instant oldest) {
        String sql = """
                DELETE FROM rules.delivery_keys WHERE instance_id IN (SELECT instance_id FROM rules.delivery_keys
                    WHERE occurrence_time < ? ORDER BY occurrence_time LIMIT %d FOR UPDATE SKIP LOCKED)
                """.formatted(SLICE);
        int all = 0;
        int forgotten;
        do {
            forgotten = database.write(transaction -> {
                try (PreparedStatement delete = transaction.connection().prepareStatement(sql)) {
                    delete.setObject(1, oldest.atOffset(ZoneOffset.UTC));
                    return delete.executeUpdate();
                }
            });
            all += forgotten;
        } while (forgotten == SLICE);
        return all;
    }
}
