package io.hookline.action.pack;

import io.hookline.action.ActionDatabase;
import io.hookline.common.database.Database.Transaction;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A table whose rows are documents that change seldom and that only this service reads: one subclass for each table. A change is seen by
 * every node once it is committed.
 */
abstract class Documents<T extends Document> {
    private final ActionDatabase database;
    private final Clock clock;
    private final String table;
    private final Class<T> kind;

    protected Documents(ActionDatabase database, Clock clock, String table, Class<T> kind) {
        this.database = database;
        this.clock = clock;
        this.table = "action." + table;
        this.kind = kind;
    }

    /** By reference. */
    final List<T> all() {
        return database.read(connection -> select(connection, "ORDER BY ref"));
    }

    /** By reference or id. */
    final Optional<T> find(String refOrId) {
        return refOrId.indexOf('\0') < 0
                ? database.read(connection -> select(connection, "WHERE ref = ? OR id = ?", refOrId, refOrId)).stream()
                        .findFirst()
                : Optional.empty();
    }

    /**
     * Makes a document, or replaces all of the one of that reference but its id.
     *
     * @param withId the document, given its id
     */
    final T save(String ref, Function<String, T> withId) {
        return database.write(transaction -> {
            Connection connection = transaction.connection();
            lock(connection);
            Optional<T> before =
                    select(connection, "WHERE ref = ?", ref).stream().findFirst();
            T document = withId.apply(before.map(Document::id).orElseGet(() -> Ids.fresh(clock.instant())));
            upsert(connection, document);
            tell(transaction, before.isEmpty() ? Change.CREATE : Change.UPDATE, document);
            return document;
        });
    }

    /**
     * Replaces a document by another of the same id.
     *
     * @return the one that has its reference already, if that is another one; then nothing is changed
     */
    final Optional<T> replace(T document) {
        return database.write(transaction -> {
            Connection connection = transaction.connection();
            lock(connection);
            Optional<T> other = select(connection, "WHERE ref = ?", document.ref()).stream()
                    .filter(found -> !found.id().equals(document.id()))
                    .findFirst();
            if (other.isEmpty()) {
                upsert(connection, document);
                tell(transaction, Change.UPDATE, document);
            }
            return other;
        });
    }

    /** False if it was not there. */
    final boolean delete(String id) {
        return database.write(transaction -> {
            Connection connection = transaction.connection();
            lock(connection);
            List<T> there = select(connection, "WHERE id = ?", id);
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + table + " WHERE id = ?")) {
                delete.setString(1, id);
                delete.executeUpdate();
            }
            for (T document : there) {
                tell(transaction, Change.DELETE, document);
            }
            return !there.isEmpty();
        });
    }

    /** Tells of a change, once it is committed; of most documents nobody wants to be told. */
    void tell(Transaction transaction, Change change, T document) throws SQLException {}

    /** What became of a document. */
    enum Change {
        CREATE,
        UPDATE,
        DELETE
    }

    private void upsert(Connection connection, T document) throws SQLException {
        try (PreparedStatement upsert =
                connection.prepareStatement("INSERT INTO " + table + " (id, ref, document) VALUES (?, ?, ?::json)"
                        + " ON CONFLICT (id) DO UPDATE SET ref = excluded.ref, document = excluded.document")) {
            upsert.setString(1, document.id());
            upsert.setString(2, document.ref());
            upsert.setString(3, Json.text(document));
            upsert.executeUpdate();
        }
    }

    /** Lets others read, and one change after the other. */
    private void lock(Connection connection) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("LOCK TABLE " + table + " IN SHARE ROW EXCLUSIVE MODE")) {
            lock.execute();
        }
    }

    private List<T> select(Connection connection, String rest, String... values) throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT document FROM " + table + " " + rest)) {
            for (int i = 0; i < values.length; i++) {
                select.setString(i + 1, values[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(Json.read(row.getString(1).getBytes(StandardCharsets.UTF_8), kind));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
