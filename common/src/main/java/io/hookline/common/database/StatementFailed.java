package io.hookline.common.database;

import java.sql.SQLException;

/** The database answered, and refused a statement: a broken rule of the schema, or a bug. */
public final class StatementFailed extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String UNIQUE_VIOLATION = "23505";

    private final String state;

    StatementFailed(SQLException cause) {
        super(cause.getMessage(), cause);
        this.state = String.valueOf(cause.getSQLState());
    }

    /** Whether a unique key is taken already. */
    public boolean isDuplicate() {
        return UNIQUE_VIOLATION.equals(state);
    }
}
