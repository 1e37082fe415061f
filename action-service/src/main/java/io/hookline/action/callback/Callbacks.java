package io.hookline.action.callback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hookline.action.ActionDatabase;
import io.hookline.common.json.Json;
import io.hookline.common.parameters.Secrets;
import io.hookline.common.secret.SecretBox;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ends that somebody is to be told of: owed with the end itself, claimed by one node at a time, by the database's clock. */
@Singleton
public final class Callbacks {
    private static final int LONGEST_ERROR = 500;

    private static final String OWE = """
            INSERT INTO action.callbacks (id, url, secret, status, ended_at, next_at)
            SELECT q.id, q.liveaction->'callback'->>'url', q.liveaction->'callback'->>'secret', 'pending', now(), now()
            FROM action.execution_requests q
            WHERE q.id = ANY (?) AND q.liveaction->'callback'->>'url' IS NOT NULL
            ON CONFLICT (id) DO NOTHING""";

    private static final String CLAIM = """
            UPDATE action.callbacks c SET attempts = c.attempts + 1, next_at = now() + ? * interval '1 millisecond'
            FROM (SELECT id FROM action.callbacks WHERE next_at <= now() ORDER BY next_at LIMIT ? FOR UPDATE SKIP LOCKED) due
            WHERE c.id = due.id
            RETURNING c.id, c.url, c.secret, c.attempts, c.ended_at""";

    private static final String SETTLE = """
            UPDATE action.callbacks
            SET status = ?, last_error = ?, next_at = now() + ?::bigint * interval '1 millisecond'
            WHERE id = ? AND attempts = ?""";

    private final ActionDatabase database;
    private final SecretBox box;

    Callbacks(ActionDatabase database, SecretBox box) {
        this.database = database;
        this.box = box;
    }

    /** A callback as it rests in a table. */
    public ObjectNode sealed(ObjectNode callback) {
        if (!callback.has(CallbackRequest.SECRET)) {
            return callback;
        }
        return callback.deepCopy().set(CallbackRequest.SECRET, box.seal(callback.get(CallbackRequest.SECRET)));
    }

    String opened(String secret) {
        return box.open(TextNode.valueOf(secret)).asText();
    }

    /** In the transaction in which these executions end. */
    public void owe(Connection connection, List<String> ended) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(OWE)) {
            insert.setArray(1, connection.createArrayOf("text", ended.toArray()));
            insert.executeUpdate();
        }
    }

    /**
     * Takes those whose time has come.
     *
     * @param hold how long nobody else takes them
     */
    List<Callback> claim(int atMost, Duration hold) {
        return database.write(transaction -> {
            try (PreparedStatement update = transaction.connection().prepareStatement(CLAIM)) {
                update.setLong(1, hold.toMillis());
                update.setInt(2, atMost);
                try (ResultSet rows = update.executeQuery()) {
                    List<Callback> claimed = new ArrayList<>();
                    while (rows.next()) {
                        claimed.add(new Callback(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getInt(4),
                                rows.getObject(5, OffsetDateTime.class).toInstant()));
                    }
                    return claimed;
                }
            }
        });
    }

    /** Writes what became of a try; nothing if another node has tried since. */
    void settle(Callback callback, Patience.Outcome outcome) {
        switch (outcome) {
            case Patience.Outcome.Delivered() -> settle(callback, "delivered", null, null);
            case Patience.Outcome.TryAgain(String reason, Duration pause) ->
                settle(callback, "pending", reason, pause.toMillis());
            case Patience.Outcome.GivenUp(String reason) -> settle(callback, "given_up", reason, null);
        }
    }

    private void settle(Callback callback, String status, @Nullable String error, @Nullable Long pauseMillis) {
        database.write(transaction -> {
            try (PreparedStatement update = transaction.connection().prepareStatement(SETTLE)) {
                update.setString(1, status);
                update.setString(2, error == null ? null : error.substring(0, Math.min(error.length(), LONGEST_ERROR)));
                update.setObject(3, pauseMillis);
                update.setString(4, callback.id());
                update.setInt(5, callback.attempts());
                return update.executeUpdate();
            }
        });
    }

    /**
     * A callback as it is shown: without its secret, and with what became of it.
     *
     * @param isOwed whether the execution has ended
     */
    public ObjectNode shown(String execution, ObjectNode callback, boolean isOwed) {
        if (callback.isEmpty()) {
            return callback;
        }
        ObjectNode shown = callback.deepCopy();
        if (shown.has(CallbackRequest.SECRET)) {
            shown.set(CallbackRequest.SECRET, Secrets.MASK);
        }
        if (isOwed) {
            state(execution).ifPresent(shown::setAll);
        }
        return shown;
    }

    private Optional<ObjectNode> state(String execution) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT status, attempts, last_error, next_at FROM action.callbacks WHERE id = ?")) {
                select.setString(1, execution);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(state(row)) : Optional.empty();
                }
            }
        });
    }

    private static ObjectNode state(ResultSet row) throws SQLException {
        ObjectNode state = Json.object().put("status", row.getString(1)).put("attempts", row.getInt(2));
        if (row.getString(3) != null) {
            state.put("last_error", row.getString(3));
        }
        OffsetDateTime next = row.getObject(4, OffsetDateTime.class);
        return next == null ? state : state.put("next_at", Json.TIME.format(next.toInstant()));
    }
}
