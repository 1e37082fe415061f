package io.hookline.common.api;

import io.hookline.common.json.Json;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.quarkus.arc.Unremovable;
import io.vertx.core.MultiMap;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;

/** Makes the watch of each connection, and the answers that end one. */
@Singleton
@Unremovable // only RequestWatchOnEach asks for it
final class RequestWatches {
    private final EveryAnswer everyAnswer;
    private final Duration limit;

    RequestWatches(EveryAnswer everyAnswer, ApiConfig config) {
        this.everyAnswer = everyAnswer;
        this.limit = config.requestTimeout();
    }

    RequestWatch next() {
        return new RequestWatch(limit, this::answer);
    }

    /**
     * @param request headers of the request, those of them that are known
     */
    private FullHttpResponse answer(HttpResponseStatus status, String text, HttpHeaders request) {
        byte[] body = Json.bytes(Fault.body(text));
        FullHttpResponse answer =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        MultiMap common = MultiMap.caseInsensitiveMultiMap();
        everyAnswer.putOn(
                common,
                EveryAnswer.requestId(request.get(EveryAnswer.REQUEST_ID)),
                request.get(HttpHeaderNames.ORIGIN));
        common.forEach(header -> answer.headers().set(header.getKey(), header.getValue()));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_JSON)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer;
    }
}
