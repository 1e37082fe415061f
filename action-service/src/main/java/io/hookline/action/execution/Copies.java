package io.hookline.action.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.ActionDatabase;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.common.model.ActionFact;
import io.hookline.common.model.RunnerType;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The table of copies: one row for each version of a thing, however many executions show it. Those used lately are held in memory;
 * a copy never changes, so nothing there grows stale.
 */
@Singleton
final class Copies {
    private static final int HELD = 2000;

    private static final String INSERT = """
            INSERT INTO action.copies (digest, document)
            SELECT d, j::json FROM unnest(?::text[], ?::text[]) AS t(d, j) ON CONFLICT DO NOTHING""";

    private final ActionDatabase database;
    private final Map<String, ObjectNode> held = new ConcurrentHashMap<>();
    private final Map<String, ActionFact> facts = new ConcurrentHashMap<>();
    private final Map<String, Latest> latestById = new ConcurrentHashMap<>();

    Copies(ActionDatabase database) {
        this.database = database;
    }

    /** As it is now; made once for as long as the thing is the same. */
    Copy of(ActionFact fact) {
        Latest latest = latestById.get(fact.id());
        if (latest == null || latest.fact() != fact) {
            latest = new Latest(fact, Copy.of(Json.tree(fact)));
            latestById.put(fact.id(), latest);
        }
        return latest.copy();
    }

    /** Returns when all of them are in the table. */
    void keep(Collection<Copy> copies) {
        List<Copy> fresh = copies.stream()
                .filter(copy -> !held.containsKey(copy.digest()))
                .distinct()
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        database.write(transaction -> {
            try (PreparedStatement insert = transaction.connection().prepareStatement(INSERT)) {
                Columns.texts(insert, 1, fresh, Copy::digest);
                Columns.documents(insert, 2, fresh, Copy::document);
                return insert.executeUpdate();
            }
        });
        fresh.forEach(copy -> hold(copy.digest(), copy.document()));
    }

    Copy get(String digest) {
        ObjectNode document = held.get(digest);
        if (document == null) {
            load(List.of(digest));
            document = held.get(digest);
        }
        return new Copy(digest, document == null ? Json.object() : document);
    }

    Action action(Copy copy) {
        return (Action) facts.computeIfAbsent(copy.digest(), digest -> read(copy, Action.class));
    }

    RunnerType runnerType(Copy copy) {
        return (RunnerType) facts.computeIfAbsent(copy.digest(), digest -> read(copy, RunnerType.class));
    }

    private static ActionFact read(Copy copy, Class<? extends ActionFact> type) {
        return Json.mapper().convertValue(copy.document(), type);
    }

    @Nullable
    Copy find(@Nullable String digest) {
        return digest == null ? null : get(digest);
    }

    /** Brings those that are not held yet into memory, in one statement. */
    void load(Collection<String> digests) {
        if (!held.keySet().containsAll(digests)) {
            database.read(connection -> load(connection, digests));
        }
    }

    /** The same on a connection that is open already. Returns how many there were to bring. */
    int load(Connection connection, Collection<String> digests) throws SQLException {
        List<String> missing =
                digests.stream().filter(digest -> !held.containsKey(digest)).toList();
        if (!missing.isEmpty()) {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT digest, document FROM action.copies WHERE digest = ANY (?)")) {
                select.setArray(1, connection.createArrayOf("text", missing.toArray()));
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        hold(rows.getString(1), Columns.object(rows, "document"));
                    }
                }
            }
        }
        return missing.size();
    }

    private void hold(String digest, ObjectNode document) {
        if (held.size() >= HELD) {
            held.clear(); // seldom, and what is in use comes back at once
            facts.clear();
            latestById.clear();
        }
        held.put(digest, document);
    }

    private record Latest(ActionFact fact, Copy copy) {}
}
