package io.hookline.ingest.webhook;

import io.hookline.common.api.Fault;
import io.hookline.common.api.UnreadBody;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of webhooks without blocking and without ever holding more of one than the limit, whether its length is announced
 * or not; the framework's own reading would buffer first, and answer 413 without a word. All bodies in flight share one bound.
 */
@Singleton
class BodyIntake {
    /** So much of a body too large is read and dropped, so that its sender gets to the answer. */
    private static final long MOST_DROPPED = 32L * 1024 * 1024;

    private static final long RETRY_AFTER_SECONDS = 5;

    private final Vertx vertx;
    private final long maxSize;
    private final long maxInFlight;
    private final long timeoutMillis;
    private final AtomicLong inFlight = new AtomicLong();

    BodyIntake(Vertx vertx, WebhookConfig config) {
        this.vertx = vertx;
        this.maxSize = config.maxBodySize().asLongValue();
        this.maxInFlight = config.maxBytesInFlight().asLongValue();
        this.timeoutMillis = config.bodyTimeout().toMillis();
    }

    /**
     * @param use what is done with the body; the body counts as in flight until that ends
     * @return fails with 413, 408, or 503 when too much is in flight
     */
    <T> Uni<T> read(HttpServerRequest request, Function<byte[], Uni<T>> use) {
        Reading reading = new Reading(request);
        return Uni.createFrom()
                .<byte[]>emitter(reading::start)
                .chain(use::apply)
                .onTermination()
                .invoke(reading::release);
    }

    private final class Reading {
        private final HttpServerRequest request;
        private @Nullable UniEmitter<? super byte[]> result;
        private final List<Buffer> parts = new ArrayList<>(1);
        private long seen;
        private long held;
        private long timer = -1;
        private boolean over;

        private Reading(HttpServerRequest request) {
            this.request = request;
        }

        private synchronized void start(UniEmitter<? super byte[]> emitter) {
            result = emitter;
            if (request.isEnded()) {
                end();
                return;
            }
            long announced = announcedLength();
            boolean asksFirst = "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
            if (announced > maxSize && (asksFirst || announced > maxSize + MOST_DROPPED)) {
                fail(tooLarge());
                return;
            }
            request.exceptionHandler(this::broken);
            request.endHandler(nothing -> end());
            request.handler(this::take);
            if (asksFirst) {
                request.response().writeContinue();
            }
            request.resume();
            if (!over) {
                timer = vertx.setTimer(timeoutMillis, fired -> fail(tooSlow()));
            }
        }

        private long announcedLength() {
            String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
            try {
                return length == null ? 0 : Long.parseLong(length);
            } catch (NumberFormatException e) {
                return Long.MAX_VALUE;
            }
        }

        private synchronized void take(Buffer part) {
            if (over) {
                return;
            }
            seen += part.length();
            if (seen > maxSize) {
                parts.clear();
                if (seen > maxSize + MOST_DROPPED) {
                    fail(tooLarge());
                }
                return;
            }
            held += part.length();
            if (inFlight.addAndGet(part.length()) > maxInFlight) {
                fail(tooMuch());
                return;
            }
            parts.add(part);
        }

        private synchronized void end() {
            if (seen > maxSize) {
                fail(tooLarge());
            } else if (finish()) {
                emitter().complete(whole());
            }
        }

        private byte[] whole() {
            if (parts.size() == 1) {
                return parts.getFirst().getBytes();
            }
            byte[] body = new byte[(int) seen];
            int at = 0;
            for (Buffer part : parts) {
                part.getBytes(body, at);
                at += part.length();
            }
            parts.clear();
            return body;
        }

        private synchronized void broken(Throwable cause) {
            fail(new ClientErrorException("The request ended before its body", Response.Status.BAD_REQUEST, cause));
        }

        private synchronized void fail(RuntimeException cause) {
            if (finish()) {
                parts.clear();
                UnreadBody.abandon(request, vertx);
                emitter().fail(cause);
            }
        }

        private boolean finish() {
            boolean first = !over;
            over = true;
            if (timer >= 0) {
                vertx.cancelTimer(timer);
            }
            return first;
        }

        private UniEmitter<? super byte[]> emitter() {
            if (result == null) {
                throw new IllegalStateException("not started");
            }
            return result;
        }

        private synchronized void release() {
            inFlight.addAndGet(-held);
            held = 0;
        }
    }

    private ClientErrorException tooLarge() {
        return new ClientErrorException(
                "The request's body is larger than " + maxSize + " bytes", Response.Status.REQUEST_ENTITY_TOO_LARGE);
    }

    private static ClientErrorException tooSlow() {
        return new ClientErrorException(Fault.BODY_TOO_SLOW, Response.Status.REQUEST_TIMEOUT);
    }

    private static ServiceUnavailableException tooMuch() {
        return new ServiceUnavailableException("Too many webhooks at a time", RETRY_AFTER_SECONDS);
    }
}
