package io.hookline.action.stream;

import io.hookline.common.database.DatabaseUnavailable;
import io.hookline.common.database.StatementFailed;
import io.hookline.common.topic.TopicUnavailable;
import io.quarkus.logging.Log;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One open stream. Takes events from any thread without ever blocking it, and writes them as fast as the other side reads; who falls
 * too far behind is cut off.
 */
final class Reader {
    private static final String NEWLINE = "\n";
    private static final int WRITTEN_AT_ONCE = 16 * 1024;

    private final StreamQuery query;
    private final boolean isWokenOnly;
    private final StreamConfig config;
    private final HttpServerResponse response;
    private final Vertx vertx;
    private final Context context;
    private final Consumer<Reader> whenGone;
    private final Deque<Waiting> live = new ArrayDeque<>();
    private final Deque<StreamEvent> before = new ArrayDeque<>();
    private final AtomicBoolean isCalled = new AtomicBoolean();
    private long heartbeat;

    // Guarded by this, as both queues are
    private @Nullable Backlog backlog;
    private boolean isOpen;
    private boolean isFetching;
    private boolean isWoken = true;
    private boolean isEnding;
    private boolean endsWithBacklog;
    private boolean isGone;
    private long characters;

    /**
     * @param isWokenOnly whether what happens now is not sent, but tells that there is more in the backlog
     * @param whenGone told once, whoever ends it
     */
    Reader(
            StreamQuery query,
            boolean isWokenOnly,
            StreamConfig config,
            HttpServerResponse response,
            Vertx vertx,
            Consumer<Reader> whenGone) {
        this.query = query;
        this.isWokenOnly = isWokenOnly;
        this.config = config;
        this.response = response;
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.whenGone = whenGone;
    }

    StreamQuery query() {
        return query;
    }

    /**
     * Sends the headers, the first newline, and then what there is.
     *
     * @param first sent before what has been offered by now
     */
    void open(Backlog first) {
        response.setChunked(true);
        response.putHeader("Content-Type", "text/event-stream; charset=UTF-8");
        response.putHeader("Cache-Control", "no-cache");
        response.putHeader("X-Accel-Buffering", "no");
        response.closeHandler(nothing -> gone());
        response.exceptionHandler(failure -> gone());
        response.drainHandler(nothing -> call());
        response.write(NEWLINE);
        synchronized (this) {
            backlog = first;
            isOpen = true;
        }
        heartbeat = vertx.setPeriodic(config.heartbeat().toMillis(), timer -> beat());
        if (response.closed()) {
            gone();
        }
        call();
    }

    private void beat() {
        if (!response.writeQueueFull()) { // who does not read gets a sign of life by what waits already
            response.write(NEWLINE);
        }
        if (isWokenOnly) {
            wake(); // in case a notice got lost
        }
    }

    /**
     * What one record told.
     *
     * @param position the place behind it; asked for only if there is something to send
     * @return whether the reader is too far behind and has to be cut off
     */
    synchronized boolean offer(List<StreamEvent> events, Supplier<String> position) {
        if (isWokenOnly) {
            if (events.stream().anyMatch(query::wants)) {
                isWoken = true;
                call();
            }
            return false;
        }
        boolean isNew = false;
        for (StreamEvent event : events) {
            if (isEnding || isGone) {
                break;
            }
            if (query.wants(event)) {
                int length = event.text().length();
                if (!live.isEmpty()
                        && (live.size() >= config.longestQueue()
                                || characters + length > config.largestQueue().asLongValue())) {
                    return true;
                }
                live.add(new Waiting(event, null));
                characters += length;
                isNew = true;
            }
            isEnding = query.isEndedBy(event);
        }
        // The place goes with the last one that is sent: whoever takes the stream up there has seen all of the record.
        if (isNew) {
            Waiting last = live.removeLast();
            live.add(new Waiting(last.event, position.get()));
        }
        if (isNew || isEnding) {
            call();
        }
        return false;
    }

    /** There may be more in the backlog. */
    void wake() {
        synchronized (this) {
            isWoken = true;
        }
        call();
    }

    private void call() {
        if (isCalled.compareAndSet(false, true)) {
            context.runOnContext(nothing -> {
                isCalled.set(false);
                write();
            });
        }
    }

    /** On the connection's own thread. */
    private void write() {
        while (!response.writeQueueFull()) {
            var several = new StringBuilder();
            String text = next();
            while (text != null && !text.isEmpty()) {
                several.append(text);
                text = several.length() < WRITTEN_AT_ONCE ? next() : "";
            }
            if (!several.isEmpty()) {
                response.write(several.toString());
            } else if (text == null) {
                return;
            } else {
                end();
                return;
            }
        }
    }

    /** Null: nothing to send now. Empty: nothing will follow. */
    private synchronized @Nullable String next() {
        if (isGone || !isOpen) {
            return null;
        }
        StreamEvent earlier = before.poll();
        if (earlier != null) {
            return earlier.text() + NEWLINE;
        }
        if (endsWithBacklog) {
            return "";
        }
        if (backlog != null) {
            fetch(backlog);
            return null;
        }
        Waiting now = live.poll();
        if (now == null) {
            return isEnding ? "" : null;
        }
        characters -= now.event.text().length();
        return now.event.text() + (now.position == null ? "" : "id: " + now.position + NEWLINE) + NEWLINE;
    }

    private void fetch(Backlog from) {
        if (isFetching || !isWoken) {
            return;
        }
        isFetching = true;
        isWoken = false;
        Thread.ofVirtual().name("stream-backlog").start(() -> {
            try {
                List<StreamEvent> events = from.next();
                took(from, events);
            } catch (DatabaseUnavailable | StatementFailed | TopicUnavailable e) {
                Log.debugf("stream is ended, its backlog can't be read reason=%s", e.getMessage());
                close();
            }
        });
    }

    private void took(Backlog from, List<StreamEvent> events) {
        synchronized (this) {
            for (StreamEvent event : events) {
                if (event.name().isEmpty() || event == StreamEvent.EOF || query.wants(event)) {
                    before.add(event);
                }
                if (event == StreamEvent.EOF || query.isEndedBy(event)) {
                    endsWithBacklog = true;
                    break;
                }
            }
            isFetching = false;
            isWoken |= !events.isEmpty();
            if (from.isOver()) {
                backlog = null;
            }
        }
        call();
    }

    /** Nothing more is sent, and what was is not waited for. */
    void close() {
        context.runOnContext(nothing -> end());
    }

    private void end() {
        if (!response.ended() && !response.closed()) {
            response.end();
        }
        gone();
    }

    /** Ends the connection: the other side would not read an end. */
    void cutOff() {
        gone();
        response.reset();
    }

    private void gone() {
        synchronized (this) {
            if (isGone) {
                return;
            }
            isGone = true;
            backlog = null;
            before.clear();
            live.clear();
        }
        vertx.cancelTimer(heartbeat);
        whenGone.accept(this);
    }

    /** @param position null: not the last one of its record */
    private record Waiting(StreamEvent event, @Nullable String position) {}
}
