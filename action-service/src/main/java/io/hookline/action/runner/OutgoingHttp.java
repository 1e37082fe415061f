package io.hookline.action.runner;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to addresses that others have named, as far as {@link OutgoingAddresses} lets them: the connection is made to the
 * address that was checked, under the host's own name. Redirects are not followed; whoever follows one sends a new request, which is
 * checked again.
 */
@Singleton
public final class OutgoingHttp {
    private static final int CONNECTIONS_PER_HOST = 64;

    private final HttpClient verifying;
    private final HttpClient trusting;
    private final OutgoingAddresses addresses;
    private final long bodyLimit;

    @Inject
    OutgoingHttp(Vertx vertx, OutgoingAddresses addresses, RunnerConfig config) {
        this(vertx, addresses, config.outputLimit().asLongValue());
    }

    /**
     * @param bodyLimit bytes kept of an answer's body
     */
    public OutgoingHttp(Vertx vertx, OutgoingAddresses addresses, long bodyLimit) {
        this.verifying = vertx.createHttpClient(options());
        this.trusting = vertx.createHttpClient(options().setTrustAll(true).setVerifyHost(false));
        this.addresses = addresses;
        this.bodyLimit = bodyLimit;
    }

    private static HttpClientOptions options() {
        return new HttpClientOptions().setMaxPoolSize(CONNECTIONS_PER_HOST).setDecompressionSupported(true);
    }

    /**
     * Begins to send; looks the host up first, so not for event loops.
     *
     * @throws java.net.UnknownHostException if the host, or the proxy, has no address
     * @throws OutgoingAddresses.AddressRefused if it has one that may not be reached
     */
    public Exchange send(HttpRequest request, Way way) throws IOException {
        var sent = new AtomicReference<@Nullable HttpClientRequest>();
        CompletableFuture<HttpAnswer> answer = (way.verifiesCertificate() ? verifying : trusting)
                .request(options(request, way))
                .compose(open -> {
                    sent.set(open);
                    return answer(open, request);
                })
                .toCompletionStage()
                .toCompletableFuture();
        return new Exchange(answer, sent);
    }

    private RequestOptions options(HttpRequest request, Way way) throws IOException {
        var options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method()))
                .setSsl(request.isSecure())
                .setHost(request.host())
                .setPort(request.port())
                .setURI(request.pathAndQuery())
                .setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(request.headers()));
        if (way.proxy().isEmpty()) {
            return options.setServer(SocketAddress.inetSocketAddress(
                    new InetSocketAddress(addresses.find(request.host()), request.port())));
        }
        URI proxy = way.proxy().get();
        addresses.checkBehindProxy(request.host());
        return options.setProxyOptions(new ProxyOptions()
                .setHost(addresses.find(HttpRequest.host(proxy)).getHostAddress())
                .setPort(HttpRequest.port(proxy)));
    }

    private Future<HttpAnswer> answer(HttpClientRequest open, HttpRequest request) {
        byte[] body = request.body();
        Future<HttpClientResponse> response = body == null ? open.send() : open.send(Buffer.buffer(body));
        return response.compose(this::read);
    }

    private Future<HttpAnswer> read(HttpClientResponse response) {
        Promise<HttpAnswer> done = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(done::tryFail);
        response.endHandler(
                end -> done.tryComplete(new HttpAnswer(response.statusCode(), response.headers(), body, false)));
        response.handler(chunk -> {
            body.appendBuffer(chunk);
            if (body.length() > bodyLimit) {
                Buffer kept = body.slice(0, (int) bodyLimit);
                done.tryComplete(new HttpAnswer(response.statusCode(), response.headers(), kept, true));
                response.request().reset();
            }
        });
        return done.future();
    }

    /**
     * How a request is sent.
     *
     * @param proxy checked like any other host; it looks up the request's own host by itself, so that is checked only as far as it is
     *     known here
     */
    public record Way(boolean verifiesCertificate, Optional<URI> proxy) {
        public static final Way DIRECT = new Way(true, Optional.empty());
    }

    /** A request under way. */
    public static final class Exchange {
        private final CompletableFuture<HttpAnswer> answer;
        private final AtomicReference<@Nullable HttpClientRequest> sent;

        private Exchange(CompletableFuture<HttpAnswer> answer, AtomicReference<@Nullable HttpClientRequest> sent) {
            this.answer = answer;
            this.sent = sent;
        }

        /** Fails with what kept the server from answering. */
        public CompletableFuture<HttpAnswer> answer() {
            return answer.copy();
        }

        /** Lets go of the connection if there is no answer yet. */
        public void giveUp() {
            HttpClientRequest open = sent.get();
            if (!answer.isDone() && open != null) {
                open.reset();
            }
        }
    }
}
