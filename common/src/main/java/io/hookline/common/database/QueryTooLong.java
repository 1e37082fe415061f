package io.hookline.common.database;

import java.time.Duration;

/** A query was broken off as it took longer than it may: it asks for too much at once. A request that needed it ends with 400. */
public final class QueryTooLong extends RuntimeException {
    private static final long serialVersionUID = 1;

    QueryTooLong(Duration longest, Throwable cause) {
        super(
                "The query took longer than " + longest.toSeconds()
                        + " s: ask for less at once, as by a range of time.",
                cause);
    }
}
