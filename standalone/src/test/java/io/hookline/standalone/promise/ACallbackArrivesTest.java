package io.hookline.standalone.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An end whose receiver is away at first is told by another node, after the one that ran the execution was killed. */
class ACallbackArrivesTest {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final TwoNodes nodes = TwoNodes.shared();

    @Test
    void whicheverNodeIsLeft() throws Exception {
        List<String> ids = new CopyOnWriteArrayList<>();
        var status = new AtomicInteger(503);
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            ids.add(exchange.getRequestHeaders().getFirst("webhook-id"));
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        receiver.start();
        try {
            String id = nodes.worker()
                    .client()
                    .post("/v1/executions", """
                            {"action": "core.local", "parameters": {"cmd": "echo done"},
                             "callback": {"url": "http://127.0.0.1:%d/", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}}""".formatted(receiver.getAddress().getPort()))
                    .expecting(201)
                    .json()
                    .path("id")
                    .asText();
            await("a try that failed").atMost(LONGEST).until(() -> callback(id).has("last_error"));

            nodes.worker().kill();
            status.set(204);

            await("the callback")
                    .atMost(LONGEST)
                    .until(() -> callback(id).path("status").asText().equals("delivered"));
            assertThat(ids).hasSizeGreaterThan(1).containsOnly(id);
        } finally {
            receiver.stop(0);
            nodes.worker().startAgain();
        }
    }

    private JsonNode callback(String id) {
        return nodes.watcher()
                .client()
                .get("/v1/executions/" + id)
                .expecting(200)
                .json()
                .path("liveaction")
                .path("callback");
    }
}
