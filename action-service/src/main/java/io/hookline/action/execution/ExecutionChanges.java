package io.hookline.action.execution;

import io.hookline.action.ActionDatabase;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which executions change: with a change goes what follows from it, in one transaction, and who waits for it on this
 * node hears of it after the commit. Others hear of it by the topic of updates.
 */
@Singleton
final class ExecutionChanges {
    private final ActionDatabase database;
    private final Consequences consequences;
    private final Provider<Gates> gates;
    private final AwaitedEnds awaited;

    /**
     * @param gates come to be after this: what they decide are changes too
     */
    ExecutionChanges(ActionDatabase database, Consequences consequences, Provider<Gates> gates, AwaitedEnds awaited) {
        this.database = database;
        this.consequences = consequences;
        this.gates = gates;
        this.awaited = awaited;
    }

    /**
     * @throws io.hookline.common.database.DatabaseUnavailable if it is not known whether anything has changed
     */
    <T extends @Nullable Object> T make(Change<T> change) {
        var updates = new ExecutionUpdates();
        T made = database.write(transaction -> {
            T result = change.in(transaction.connection(), updates);
            consequences.publish(transaction, updates);
            return result;
        });
        gates.get().look(updates.boundActions());
        awaited.told(updates.atRest());
        return made;
    }

    /** Statements, and the rows that they changed. */
    @FunctionalInterface
    interface Change<T extends @Nullable Object> {
        T in(Connection connection, ExecutionUpdates updates) throws SQLException;
    }
}
