package io.hookline.standalone.abuse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hookline.standalone.RunningHookline;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A socket to a running Hookline, for requests that no proper client would send. */
final class RawConnection implements AutoCloseable {
    private static final int LONGEST_CONNECT_MILLIS = 10_000;
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(40);
    private static final Duration PACE = Duration.ofMillis(200);

    private final Socket socket = new Socket();
    private final InputStream in;

    RawConnection(RunningHookline hookline) {
        try {
            socket.connect(new InetSocketAddress("127.0.0.1", hookline.port()), LONGEST_CONNECT_MILLIS);
            socket.setSoTimeout((int) LONGEST_SILENCE.toMillis());
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines may end in a line feed alone: they are sent as HTTP wants them. */
    RawConnection head(String lines) {
        return send(lines.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    RawConnection send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A server that has answered and closed takes no more; its answer is still there to be read. */
    RawConnection send(byte[] bytes) {
        trySend(bytes);
        return this;
    }

    /** Whether the server still takes it. */
    boolean trySend(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Sends a piece again and again, as slowly as a server may bear, until an answer comes or the connection ends.
     *
     * @return the answer; none if the server only closes
     */
    Optional<RawAnswer> trickle(String piece, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            socket.setSoTimeout((int) PACE.toMillis());
            while (trySend(piece.getBytes(StandardCharsets.US_ASCII))) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("the server goes on reading");
                }
                if (isReadable()) {
                    break;
                }
            }
            socket.setSoTimeout((int) LONGEST_SILENCE.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer();
    }

    /** Whether an answer or the connection's end is there; waits for it a little. */
    private boolean isReadable() throws IOException {
        in.mark(1);
        try {
            in.read();
            in.reset();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    /** The next answer; none if the server closes instead. */
    Optional<RawAnswer> answer() {
        try {
            String head = head();
            if (head.isEmpty()) {
                return Optional.empty();
            }
            String[] lines = head.split("\r\n");
            Map<String, String> headers = new TreeMap<>();
            for (int i = 1; i < lines.length; i++) {
                String[] parts = lines[i].split(":", 2);
                headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            return Optional.of(new RawAnswer(
                    Integer.parseInt(lines[0].split(" ")[1]),
                    headers,
                    new String(in.readNBytes(length), StandardCharsets.UTF_8)));
        } catch (SocketException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String head() throws IOException {
        var head = new ByteArrayOutputStream();
        while (true) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
            String soFar = head.toString(StandardCharsets.ISO_8859_1);
            if (next == '\n' && soFar.endsWith("\r\n\r\n")) {
                return soFar;
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One answer as it came. */
    record RawAnswer(int status, Map<String, String> headers, String body) {
        private static final JsonMapper MAPPER = new JsonMapper();

        String faultstring() {
            try {
                JsonNode fault = MAPPER.readTree(body).path("faultstring");
                if (!fault.isTextual()) {
                    throw new AssertionError("no faultstring in " + this);
                }
                return fault.textValue();
            } catch (IOException e) {
                throw new AssertionError("no JSON in " + this, e);
            }
        }
    }
}
