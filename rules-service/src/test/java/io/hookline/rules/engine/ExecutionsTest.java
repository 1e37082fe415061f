package io.hookline.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpServer;
import io.hookline.common.api.ApiConfig;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.rules.RulesConfig;
import io.hookline.rules.engine.Executions.Asked.Found;
import io.hookline.rules.engine.Executions.Asked.Unanswered;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecutionsTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer door;
    private Executions executions;

    @BeforeEach
    void open() throws IOException {
        door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.start();
        executions = at("http://127.0.0.1:" + door.getAddress().getPort());
    }

    @AfterEach
    void close() {
        executions.stop();
        door.stop(0);
    }

    @Test
    void manyAreAskedForAHundredAtATime() {
        List<String> ids = IntStream.range(0, 150).mapToObj("%024x"::formatted).toList();
        answering(200, null);

        var found = executions.find(ids, Optional.empty(), false);

        assertThat(found)
                .isInstanceOfSatisfying(
                        Found.class,
                        all -> assertThat(all.executions().keySet()).containsExactlyInAnyOrderElementsOf(ids));
        assertThat(asked).hasSize(2);
    }

    @Test
    void nobodyIsAskedForNothing() {
        answering(200, null);

        var found = executions.find(List.of(), Optional.empty(), false);

        assertThat(found).isInstanceOf(Found.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void aRefusalIsNoAnswer() {
        answering(503, "{\"faultstring\": \"later\"}");

        assertThat(executions.find(List.of("5f0000000000000000000001"), Optional.empty(), false))
                .isEqualTo(new Unanswered());
    }

    @Test
    void whatIsNoListOfExecutionsIsNoAnswer() {
        answering(200, "<html>");

        assertThat(executions.find(List.of("5f0000000000000000000001"), Optional.empty(), false))
                .isEqualTo(new Unanswered());
    }

    @Test
    void aDoorThatIsShutIsNoAnswer() {
        door.stop(0);

        assertThat(executions.find(List.of("5f0000000000000000000001"), Optional.empty(), false))
                .isEqualTo(new Unanswered());
    }

    /** Without a body: with an execution for each id. */
    private void answering(int status, @org.jspecify.annotations.Nullable String body) {
        door.createContext("/v1/executions", exchange -> {
            try (exchange) {
                String query = exchange.getRequestURI().getQuery();
                asked.add(query);
                byte[] answer = (body == null ? Json.text(list(query)) : body).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
    }

    private static ArrayNode list(String query) {
        ArrayNode list = Json.mapper().createArrayNode();
        for (String id : query.replaceFirst(".*\\bid=([^&]*).*", "$1").split(",", -1)) {
            assertThat(Ids.isId(id)).isTrue();
            list.addObject().put("id", id);
        }
        return list;
    }

    private static Executions at(String address) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(RulesConfig.class)
                .withMapping(ApiConfig.class)
                .withDefaultValue("hookline.rules.executions-url", address)
                .build();
        return new Executions(config.getConfigMapping(RulesConfig.class), config.getConfigMapping(ApiConfig.class));
    }
}
