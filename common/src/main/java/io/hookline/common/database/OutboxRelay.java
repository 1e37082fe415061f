package io.hookline.common.database;

import io.hookline.common.topic.Publisher;
import io.hookline.common.topic.TopicUnavailable;
import io.quarkus.logging.Log;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a schema's outbox, on whichever node gets there first: one relay at a time, in the order of versions, and a row is deleted
 * only when the broker has its record. It looks right after each commit of this process, but no more often than every 20 ms, since each
 * look is a transaction and a request to the broker however little there is; and about once a second for what other nodes left behind.
 */
final class OutboxRelay {
    /** Records, at most, of one row of the outbox. */
    static final int BATCH = 500;

    private static final int ROWS = 32;
    private static final int STATEMENTS_BEFORE_ROWS = 4;
    private static final Duration PACE = Duration.ofMillis(20);
    private static final int POLL_MILLIS = 1000;
    private static final int PAUSE_AFTER_FAILURE_MILLIS = 1000;

    private final DataSource source;
    private final String schema;
    private final String take;
    private final Publisher publisher;
    private final Schema ready;
    private final Semaphore wakes = new Semaphore(0);
    private final QueueStart start = new QueueStart(Duration.ofMillis(POLL_MILLIS), System::nanoTime);
    private volatile boolean migrated;
    private volatile boolean closed;
    private @Nullable Thread thread;

    OutboxRelay(DataSource source, String schema, Publisher publisher, Schema ready) {
        this.source = source;
        this.schema = schema;
        this.take = take(schema);
        this.publisher = publisher;
        this.ready = ready;
    }

    /** Tells when there is an outbox. */
    interface Schema {
        void awaitMigrated() throws InterruptedException;
    }

    void start() {
        thread = Thread.ofPlatform().name("outbox-" + schema).daemon().start(this::run);
    }

    void wake() {
        wakes.release();
    }

    void close() {
        closed = true;
        wake();
        if (thread != null) {
            if (!migrated) {
                thread.interrupt();
            }
            try {
                thread.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        boolean healthy = true;
        try {
            ready.awaitMigrated();
            migrated = true;
        } catch (InterruptedException e) {
            closed = true;
        }
        while (!closed) {
            long begun = System.nanoTime();
            try {
                while (publishBatch() == ROWS && !closed) {
                    // More is waiting.
                }
                healthy = true;
                await(POLL_MILLIS / 2 + ThreadLocalRandom.current().nextInt(POLL_MILLIS));
                gather(begun + PACE.toNanos() - System.nanoTime());
            } catch (SQLException | TopicUnavailable e) {
                if (healthy) {
                    Log.warnf("outbox is not relayed schema=%s reason=%s", schema, e.getMessage());
                }
                healthy = false;
                await(PAUSE_AFTER_FAILURE_MILLIS);
            }
        }
    }

    /** More may come in this time, and goes with what is there. */
    private void gather(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(closed ? 0 : nanos);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void await(int millis) {
        try {
            if (wakes.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                wakes.drainPermits();
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** One transaction: the rows are gone when it commits, and are there again if a record could not be sent. */
    private int publishBatch() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                List<Row> rows = take(connection);
                send(rows);
                connection.commit();
                start.reached(rows.isEmpty() ? QueueStart.FRONT : rows.getLast().version());
                done = true;
                return rows.size();
            } finally {
                if (!done) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        }
    }

    /**
     * In one message to the server. Two relays at once could send an older version after a newer one; one that holds the lock and stands
     * still loses it with its session. The commit need not be on disk: what a crash takes is the end of the
     * log, so the records are published again, in their order.
     */
    private static String take(String schema) {
        return """
                SET LOCAL synchronous_commit = off;
                SET LOCAL lock_timeout = '10s';
                SET LOCAL idle_in_transaction_session_timeout = '60s';
                SELECT pg_advisory_xact_lock(hashtext('%1$s.outbox'));
                DELETE FROM %1$s.outbox WHERE version IN (SELECT version FROM %1$s.outbox WHERE version >= ? ORDER BY version LIMIT ?)
                    RETURNING version, topic, keys, contents""".formatted(schema);
    }

    private List<Row> take(Connection connection) throws SQLException {
        var rows = new ArrayList<Row>();
        try (PreparedStatement statement = connection.prepareStatement(take)) {
            statement.setLong(1, start.next());
            statement.setInt(2, ROWS);
            statement.execute();
            for (int before = 0; before < STATEMENTS_BEFORE_ROWS; before++) {
                statement.getMoreResults();
            }
            try (ResultSet row = statement.getResultSet()) {
                while (row.next()) {
                    rows.add(new Row(
                            row.getLong(1),
                            row.getString(2),
                            (String[]) row.getArray(3).getArray(),
                            (byte[][]) row.getArray(4).getArray()));
                }
            }
        }
        rows.sort(Comparator.comparingLong(Row::version));
        return rows;
    }

    private void send(List<Row> rows) {
        List<CompletionStage<?>> sent = new ArrayList<>();
        for (Row row : rows) {
            Map<String, String> version = Map.of("version", String.valueOf(row.version()));
            for (int i = 0; i < row.keys().length; i++) {
                sent.add(publisher.send(row.topic(), row.keys()[i], row.contents()[i], version));
            }
        }
        try {
            for (CompletionStage<?> record : sent) {
                CompletableFuture<?> future = record.toCompletableFuture();
                future.join();
            }
        } catch (CompletionException e) {
            throw e.getCause() instanceof TopicUnavailable unavailable ? unavailable : e;
        }
    }

    private record Row(
            long version,
            String topic,
            String[] keys,
            @Nullable byte[][] contents) {}
}
