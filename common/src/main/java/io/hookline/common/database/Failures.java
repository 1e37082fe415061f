package io.hookline.common.database;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away from one that refuses. */
final class Failures {
    /** Classes of SQLSTATE (PostgreSQL, appendix A) that pass by themselves: connection, resources, operator's intervention, system. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "57", "58");

    /** Read-only (a fail-over half done), serialization failure, deadlock, lock not available. */
    private static final Set<String> PASSING_STATES = Set.of("25006", "40001", "40P01", "55P03");

    private static final String QUERY_CANCELED = "57014";

    private Failures() {}

    /** Whether the server broke the statement off, as it does when its time is over. */
    static boolean isCanceled(SQLException failure) {
        return QUERY_CANCELED.equals(failure.getSQLState());
    }

    static RuntimeException translated(SQLException failure) {
        return isPassing(failure.getSQLState())
                ? new DatabaseUnavailable("the database is not available: " + failure.getMessage(), failure)
                : new StatementFailed(failure);
    }

    // A pool that has no connection to give within its time limit throws without a state.
    private static boolean isPassing(@Nullable String state) {
        return state == null
                || PASSING_STATES.contains(state)
                || (state.length() == 5 && PASSING_CLASSES.contains(state.substring(0, 2)));
    }
}
