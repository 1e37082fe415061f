package io.hookline.benchmarks.load;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A closed loop: keeps a number of webhooks under way over a fixed number of connections, each with one request at a time; the next
 * goes out when one is done. What "done" means is the user's to say. Any answer but 202 ends the load, for figures with
 * refusals in them would mean nothing.
 */
public final class Load implements AutoCloseable {
    private static final int ACCEPTED = 202;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final HttpClient client;
    private final Target target;
    private final int connections;
    private final End end;
    private final Context loop;

    // Changed by the one event loop only
    private long sent;
    private volatile long accepted;
    private long done;
    private int inFlight;
    private long underWay;
    private CompletableFuture<@Nullable Void> whenIdle = new CompletableFuture<>();
    private volatile @Nullable String failure;

    /** When a webhook is done, so that another may be sent. */
    public enum End {
        ANSWERED,
        /** When {@link #done} says so. */
        TOLD
    }

    public Load(Target target, int connections, End end) {
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(connections).setKeepAlive(true));
        this.target = target;
        this.connections = connections;
        this.end = end;
        this.loop = vertx.getOrCreateContext();
    }

    /** So many from now on; 0 sends no more. */
    public void keepUnderWay(long webhooks) {
        loop.runOnContext(nothing -> {
            underWay = webhooks;
            sendMore();
        });
    }

    /** So many more have come to their end. */
    public void done(int webhooks) {
        loop.runOnContext(nothing -> {
            done += webhooks;
            sendMore();
        });
    }

    /** How many have been answered 202 since the start. */
    public long accepted() {
        return accepted;
    }

    /**
     * @throws IllegalStateException if anything else than 202 was answered
     */
    public void check() {
        if (failure != null) {
            throw new IllegalStateException("The load ended: " + failure);
        }
    }

    /** Sends no more; returns when all that was sent is answered. */
    public void stop() throws InterruptedException {
        var idle = new CompletableFuture<@Nullable Void>();
        loop.runOnContext(nothing -> {
            underWay = 0;
            whenIdle = idle;
            tellIfIdle();
        });
        try {
            idle.get(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("What was sent is not answered", e);
        }
        check();
    }

    private void tellIfIdle() {
        if (inFlight == 0) {
            whenIdle.complete(null);
        }
    }

    @Override
    public void close() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void sendMore() {
        while (failure == null && underWay > 0 && inFlight < connections && sent - done < underWay) {
            send();
        }
    }

    private RequestOptions request(Target.Webhook webhook) {
        var request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(target.port())
                .setURI(webhook.path())
                .putHeader("Content-Type", "application/json");
        webhook.headers().forEach(request::putHeader);
        return request;
    }

    private void send() {
        inFlight++;
        client.request(request(target.nth().apply(sent++)))
                .compose(open -> open.send(Buffer.buffer(Target.BODY)))
                .compose(answer -> answer.end().map(answer))
                .onComplete(answer -> {
                    inFlight--;
                    if (answer.failed()) {
                        fail(String.valueOf(answer.cause()));
                    } else {
                        answered(answer.result());
                    }
                    tellIfIdle();
                });
    }

    private void answered(HttpClientResponse answer) {
        if (answer.statusCode() != ACCEPTED) {
            fail(answer.statusCode() + " " + answer.statusMessage());
            return;
        }
        accepted++;
        if (end == End.ANSWERED) {
            done++;
        }
        sendMore();
    }

    private void fail(String reason) {
        if (failure == null) {
            failure = reason;
        }
    }
}
