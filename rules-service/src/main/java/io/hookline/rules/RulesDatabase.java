package io.hookline.rules;

import io.agroal.api.AgroalDataSource;
import io.hookline.common.database.Database;
import io.hookline.common.topic.Publisher;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The schema {@code rules}. */
@Singleton
public class RulesDatabase extends Database {
    /** Any number will do that nothing else in this database locks. */
    private static final long RULES = 0x686f6f6b_72756c65L;

    RulesDatabase(@DataSource("rules") AgroalDataSource source, Publisher publisher) {
        super(source, "rules", publisher);
    }

    /**
     * A write that changes rules, triggers or trigger types: one at a time over all nodes, until its commit. So what a rule needs is
     * found or made without a race, and the versions of rules become visible in their order.
     */
    public <T extends @Nullable Object> T changeRules(Work<Transaction, T> work) {
        return write(transaction -> {
            lock(transaction);
            return work.with(transaction);
        });
    }

    private static void lock(Transaction transaction) throws SQLException {
        try (Statement lock = transaction.connection().createStatement()) {
            lock.execute("SET LOCAL lock_timeout = '10s'; SELECT pg_advisory_xact_lock(" + RULES + ")");
        }
    }
}
