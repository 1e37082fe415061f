package io.hookline.common.database;

/** The database can't be reached, or is not able to write; trying again later is right. A request that needed it ends with 503. */
public final class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
