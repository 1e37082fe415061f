package io.hookline.common.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In time that the test makes pass itself. */
class RequestWatchTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n";

    private final List<String> seen = new ArrayList<>();
    private final EmbeddedChannel connection = new EmbeddedChannel();

    @BeforeEach
    void connect() {
        connection.freezeTime();
        connection.pipeline().addLast(new HttpRequestDecoder(), new HttpResponseEncoder(), watch(), new Server());
    }

    @Test
    void headersThatTrickleForEverEndTheConnection() {
        send("GET / HTTP/1.1\r\n");
        for (int second = 1; second < LIMIT.toSeconds(); second++) {
            pass(1);
            send("X");
        }
        assertThat(answered()).isEmpty();

        pass(1);

        assertThat(answered()).startsWith("HTTP/1.1 408").endsWith(Fault.HEAD_TOO_SLOW);
        pass(2);
        assertThat(connection.isOpen()).isFalse();
        assertThat(seen).isEmpty();
    }

    @Test
    void aBodyThatTricklesForEverEndsTheConnection() {
        send(POST);
        pass(40);
        send("{");
        pass(20);

        assertThat(answered()).startsWith("HTTP/1.1 408").endsWith(Fault.BODY_TOO_SLOW);
        pass(2);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void theTimeBetweenRequestsIsNotWatched() {
        send(GET);
        answer();
        pass(1000);
        send("GET / HT");
        pass(59);
        send("TP/1.1\r\nHost: h\r\n\r\n");
        answer();
        pass(1000);

        assertThat(connection.isOpen()).isTrue();
        assertThat(seen).containsExactly("/", "/");
    }

    @Test
    void eachOfManyRequestsHasATimeOfItsOwn() {
        send(POST + "12345");
        pass(50);
        send("6789" + POST);
        pass(50);
        send("123456789");

        assertThat(seen).containsExactly("/", "/");
        pass(1000);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void aRequestThatWaitsForItsAnswerIsLeftAlone() {
        send(GET);
        send("\r\n");
        pass(1000);
        assertThat(connection.isOpen()).isTrue();

        answer();
        pass(60);

        assertThat(answered()).as("of what has begun since, nothing more came").startsWith("HTTP/1.1 408");
    }

    @Test
    void whatWeDoNotReadIsNotTheSendersDelay() {
        send(POST);
        connection.config().setAutoRead(false);
        pass(1000);
        assertThat(connection.isOpen()).isTrue();

        connection.config().setAutoRead(true);
        pass(60);

        assertThat(answered()).startsWith("HTTP/1.1 408");
    }

    @Test
    void anAnswerThatHasBegunIsNotBrokenIntoByAnother() {
        send(POST);
        connection.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        answered();

        pass(60);

        assertThat(answered()).isEmpty();
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void leaveToGoOnIsNoAnswer() {
        send(POST);
        connection.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        answered();

        pass(60);

        assertThat(answered()).startsWith("HTTP/1.1 408");
    }

    @Test
    void theServersOwnAnswerComesTooLateThen() {
        send(POST);
        pass(60);
        answered();

        assertThat(connection
                        .write(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK))
                        .isSuccess())
                .isFalse();
        connection.flushOutbound();

        assertThat(answered()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /%s HTTP/1.1                       | 414 | The request's first line is too long
            GET / HTTP/1.1\\r\\nX-Large: %s        | 431 | The request's headers are too large
            GET / HTTP/1.1\\r\\nX-Null: \\0        | 400 | Failed to parse request: it is no HTTP/1.1
            nonsense                               | 400 | Failed to parse request: it is no HTTP/1.1
            GET / ABC/1.1                          | 400 | Failed to parse request: it is no HTTP/1.1
            GET / HTTP/9.9                         | 505 | Unsupported version HTTP/9.9: send HTTP/1.1
            GET / HTTP/2.0                         | 505 | Unsupported version HTTP/2.0: send HTTP/1.1
            POST / HTTP/1.1\\r\\nContent-Length: x | 400 | Failed to parse request: it is no HTTP/1.1
            POST / HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nz | 400 | Failed to parse request body: it can't be told where it ends
            """)
    void whatCannotBeReadIsAnsweredInWords(String request, int status, String text) {
        send(request.translateEscapes().formatted("x".repeat(10_000)) + "\r\n\r\n");

        assertThat(answered()).startsWith("HTTP/1.1 " + status).endsWith("\r\n\r\n" + text);
        send(GET);
        pass(2);
        assertThat(connection.isOpen()).isFalse();
        assertThat(seen).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"nonsense, 400", "GET / HTTP/9.9, 505"})
    void whatIsOwedToEarlierRequestsComesFirst(String behind, int status) {
        send(GET + GET + behind + "\r\n\r\n" + GET);
        answer();
        assertThat(answered()).isEmpty();

        writeAnswer();

        assertThat(answered()).startsWith("HTTP/1.1 200").contains("HTTP/1.1 " + status);
        pass(2);
        assertThat(connection.isOpen()).isFalse();
        assertThat(seen).hasSize(2);
    }

    @Test
    void aBrokenBodyWaitsForTheAnswersBeforeItToo() {
        send(GET + "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n");
        assertThat(answered()).isEmpty();

        writeAnswer();

        assertThat(answered())
                .startsWith("HTTP/1.1 200")
                .contains("HTTP/1.1 400")
                .endsWith("where it ends");
    }

    @Test
    void handlersThatComeAfterAHandshakeAreWatchedToo() {
        var later = new EmbeddedChannel();
        new RequestWatchOnEach(RequestWatchTest::watch).postInitializeServerChildChannel(later);
        later.pipeline().addLast(new HttpRequestDecoder(), new HttpResponseEncoder(), new Server());

        later.writeInbound(Unpooled.copiedBuffer("nonsense\r\n\r\n", StandardCharsets.US_ASCII));

        ByteBuf answer = later.readOutbound();
        assertThat(answer.toString(StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 400");
    }

    private static RequestWatch watch() {
        return new RequestWatch(LIMIT, (status, text, request) -> {
            ByteBuf body = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
            var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
            answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
            return answer;
        });
    }

    private void send(String text) {
        connection.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private void pass(long seconds) {
        connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
        connection.runScheduledPendingTasks();
    }

    private void answer() {
        writeAnswer();
        answered();
    }

    private void writeAnswer() {
        connection.writeOutbound(
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK), new DefaultLastHttpContent());
    }

    private String answered() {
        var text = new StringBuilder();
        for (ByteBuf part = connection.readOutbound(); part != null; part = connection.readOutbound()) {
            text.append(part.toString(StandardCharsets.US_ASCII));
            part.release();
        }
        return text.toString();
    }

    /** Notes what comes to it. */
    private final class Server extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request) {
                seen.add(request.uri());
            }
            if (message instanceof LastHttpContent last) {
                last.release();
            }
        }
    }
}
