package io.hookline.ingest.credential;

import io.hookline.common.database.Database.Transaction;
import io.hookline.ingest.IngestDatabase;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The table of users: a record is made with a user's first token or key. Where an operator deletes it, tokens and keys of that user go
 * with it, and all services learn that (V4__users.sql).
 */
@Singleton
class Users {
    /** An index holds no more; it is plenty for a name. */
    static final int LONGEST_NAME = 500;

    private final IngestDatabase database;

    Users(IngestDatabase database) {
        this.database = database;
    }

    boolean isKnown(String name) {
        return isStorable(name)
                && database.read(connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement("SELECT FROM ingest.users WHERE name = ?")) {
                        select.setString(1, name);
                        try (ResultSet row = select.executeQuery()) {
                            return row.next();
                        }
                    }
                });
    }

    /** Makes the record if there is none; it stays at least until the transaction's end. */
    static void ensure(Transaction transaction, String name) throws SQLException {
        try (PreparedStatement insert = transaction
                .connection()
                .prepareStatement("INSERT INTO ingest.users (name) VALUES (?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, name);
            insert.executeUpdate();
        }
    }

    /** Whether it can be a user's name: not empty, not too long, without control characters. */
    static boolean isStorable(String name) {
        return !name.isEmpty() && name.length() <= LONGEST_NAME && name.chars().noneMatch(Character::isISOControl);
    }
}
