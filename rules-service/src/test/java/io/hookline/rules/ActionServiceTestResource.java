package io.hookline.rules;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hookline.common.json.Json;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The action service as this one sees it: a door that answers for any execution that it has run, to callers with the key of the tests.
 * What is asked with another key is refused there too.
 */
public class ActionServiceTestResource implements QuarkusTestResourceLifecycleManager {
    private @Nullable HttpServer door;

    @Override
    public Map<String, String> start() {
        try {
            HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            opened.createContext("/v1/executions", ActionServiceTestResource::answer);
            opened.start();
            door = opened;
            return Map.of(
                    "hookline.rules.executions-url",
                    "http://127.0.0.1:" + opened.getAddress().getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (door != null) {
            door.stop(0);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean known = Surroundings.KEY.equals(exchange.getRequestHeaders().getFirst("St2-Api-Key"));
            byte[] body = Json.bytes(executions(exchange.getRequestURI().getQuery()));
            exchange.sendResponseHeaders(known ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Secrets as they were asked for. */
    private static ArrayNode executions(String query) {
        String ids = query.replaceFirst(".*\\bid=([^&]*).*", "$1");
        ArrayNode executions = Json.mapper().createArrayNode();
        for (String id : ids.split(",", -1)) {
            var execution = executions.addObject().put("id", id).put("status", "running");
            execution.putObject("action").put("ref", "core.echo").putObject("parameters");
            execution.putObject("runner").put("name", "local-shell-cmd");
            execution
                    .putObject("parameters")
                    .put("password", query.contains("show_secrets=true") ? "hush" : "********");
        }
        return executions;
    }
}
