package io.hookline.standalone.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.standalone.HooklineClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Who listens to what happens and does not read it is cut off; the others hear everything, from a node that runs nothing itself. */
class ASlowReaderSlowsNobodyTest {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int EXECUTIONS = 60;
    private static final String LONG_MESSAGE = "x".repeat(100_000);

    private final TwoNodes nodes = TwoNodes.shared();

    @Test
    void theOthersHearOfEveryEnd() throws Exception {
        Set<String> ended = ConcurrentHashMap.newKeySet();
        double before = cutOff();
        try (Socket slow = listening(4096);
                Socket fast = listening(1 << 20)) {
            Thread.ofVirtual().start(() -> hear(fast, ended));

            for (int i = 0; i < EXECUTIONS; i++) {
                HooklineClient client = nodes.worker().client();
                client.post("/v1/executions", """
                                {"action": "core.echo", "parameters": {"message": "%s"}}""".formatted(LONG_MESSAGE)).expecting(201);
            }

            await("all ends").atMost(LONGEST).until(() -> ended.size() >= EXECUTIONS);
            await("the slow one to be cut off").atMost(LONGEST).until(() -> cutOff() > before);
            assertThat(slow.isConnected()).isTrue(); // it never let go by itself
        }
    }

    /** A stream that nobody reads yet, at the node that runs nothing. */
    private Socket listening(int receiveBuffer) throws IOException {
        URI address = nodes.watcher().address();
        var socket = new Socket();
        socket.setReceiveBufferSize(receiveBuffer);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        socket.getOutputStream().write("""
                GET /stream/v1/stream?action_refs=core.echo HTTP/1.1\r
                Host: hookline\r
                St2-Api-Key: %s\r
                \r
                """.formatted(nodes.watcher().apiKey()).getBytes(StandardCharsets.US_ASCII));
        InputStream answer = socket.getInputStream();
        assertThat(new String(answer.readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 200");
        return socket;
    }

    private static void hear(Socket socket, Set<String> ended) {
        try (var reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int status = line.indexOf("\"status\":\"succeeded\"");
                if (line.startsWith("data: {\"id\":\"") && status >= 0 && line.contains("\"web_url\"")) {
                    ended.add(line.substring("data: {\"id\":\"".length(), "data: {\"id\":\"".length() + 24));
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private double cutOff() {
        return nodes.watcher()
                .client()
                .get("/q/metrics")
                .expecting(200)
                .text()
                .lines()
                .filter(line -> line.startsWith("stream_cut_off_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
