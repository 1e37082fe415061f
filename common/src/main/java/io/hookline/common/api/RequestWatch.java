package io.hookline.common.api;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches the requests of one connection come in, behind the decoder. A request that is not whole in time ends the connection, as does
 * what can't be read as HTTP; both get an answer in the shape of every error, behind what is owed to earlier requests, where the server
 * would close without a word or answer without one. The time between requests is not watched. A request that comes in one piece costs no
 * timer.
 */
final class RequestWatch extends ChannelDuplexHandler {
    /** So long the sender may go on and still find its answer (RFC 9112, 9.6). */
    private static final long LINGER_MILLIS = 2_000;

    private static final String NO_HTTP = "Failed to parse request: it is no HTTP/1.1";

    private final Duration limit;
    private final Answers answers;
    private HttpHeaders head = EmptyHttpHeaders.INSTANCE;
    private @Nullable Future<?> deadline;

    /** The last answer of this connection, once what is owed to earlier requests is written; nothing more is read then. */
    private @Nullable Refusal due;

    /** The head of a request is here, its end is not. */
    private boolean isArriving;

    /** The last that was read is the end of a request. */
    private boolean isAtEnd;

    private int unanswered;
    private boolean isAnswering;
    private boolean isOver;

    /**
     * @param limit of a request's time, from its first bytes to its end
     */
    RequestWatch(Duration limit, Answers answers) {
        this.limit = limit;
        this.answers = answers;
    }

    /** How the last answer on a connection is made. */
    interface Answers {
        /**
         * @param request headers of the request, those of them that are known
         */
        FullHttpResponse answer(HttpResponseStatus status, String text, HttpHeaders request);
    }

    private record Refusal(HttpResponseStatus status, String text, HttpHeaders request) {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (isOver || due != null) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            head = request.headers();
        }
        Refusal refusal = refusal(message);
        boolean isItsAnswerBegun = isArriving && unanswered == 1 && isAnswering;
        if (refusal != null && !isItsAnswerBegun) {
            ReferenceCountUtil.release(message);
            stopWaiting();
            due = refusal;
            endIfDue(context);
            return;
        }
        if (message instanceof HttpRequest) {
            unanswered++;
            isArriving = true;
        }
        isAtEnd = message instanceof LastHttpContent;
        if (isAtEnd) {
            isArriving = false;
            head = EmptyHttpHeaders.INSTANCE;
            stopWaiting();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!isAtEnd && !isOver && due == null && deadline == null) {
            waitFor(context);
        }
        isAtEnd = false;
        context.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (isOver) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        if (message instanceof HttpResponse response) {
            isAnswering = response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
        }
        if (message instanceof LastHttpContent && isAnswering) {
            isAnswering = false;
            unanswered--;
        }
        context.write(message, promise);
        endIfDue(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopWaiting();
        context.fireChannelInactive();
    }

    private void waitFor(ChannelHandlerContext context) {
        deadline = context.executor().schedule(() -> tooSlow(context), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stopWaiting() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void tooSlow(ChannelHandlerContext context) {
        deadline = null;
        boolean isOurTurn = !context.channel().config().isAutoRead() || !isArriving && unanswered > 0;
        if (isOurTurn) {
            waitFor(context);
        } else if (isOwedNext()) {
            end(
                    context,
                    new Refusal(
                            HttpResponseStatus.REQUEST_TIMEOUT,
                            isArriving ? Fault.BODY_TOO_SLOW : Fault.HEAD_TOO_SLOW,
                            head));
        } else {
            context.close();
        }
    }

    /** Whether the next answer belongs to the request that is coming, and has not begun. */
    private boolean isOwedNext() {
        return isArriving ? unanswered == 1 && !isAnswering : unanswered == 0;
    }

    private @Nullable Refusal refusal(Object message) {
        if (!(message instanceof HttpObject part)) {
            return null;
        }
        if (!part.decoderResult().isSuccess()) {
            return unreadable(part.decoderResult().cause());
        }
        if (!(part instanceof HttpRequest request)) {
            return null;
        }
        HttpVersion version = request.protocolVersion();
        if (!version.protocolName().equals(HttpVersion.HTTP_1_1.protocolName())) {
            return new Refusal(HttpResponseStatus.BAD_REQUEST, NO_HTTP, head);
        }
        return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0)
                ? null
                : new Refusal(
                        HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED,
                        "Unsupported version " + version + ": send HTTP/1.1",
                        head);
    }

    private Refusal unreadable(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException line ->
                new Refusal(HttpResponseStatus.REQUEST_URI_TOO_LONG, "The request's first line is too long", head);
            case TooLongHttpHeaderException header ->
                new Refusal(
                        HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                        "The request's headers are too large",
                        head);
            case Throwable other
            when isArriving ->
                new Refusal(
                        HttpResponseStatus.BAD_REQUEST,
                        "Failed to parse request body: it can't be told where it ends",
                        head);
            case Throwable other -> new Refusal(HttpResponseStatus.BAD_REQUEST, NO_HTTP, head);
        };
    }

    private void endIfDue(ChannelHandlerContext context) {
        if (due != null && isOwedNext()) {
            end(context, due);
        }
    }

    private void end(ChannelHandlerContext context, Refusal refusal) {
        isOver = true;
        stopWaiting();
        context.writeAndFlush(answers.answer(refusal.status(), refusal.text(), refusal.request()));
        deadline = context.executor().schedule(() -> context.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }
}
