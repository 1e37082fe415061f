package io.hookline.action.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hookline.common.json.Json;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRunnerTest {
    private static final int LIMIT = 1000;

    private static Vertx vertx;
    private static HttpServer server;
    private static String base;
    private static HttpRunner runner;

    /** What the last request was: method, path with query, headers, body. */
    private static volatile String line;

    private static volatile Map<String, String> headers;
    private static volatile String body;

    @BeforeAll
    static void start() throws IOException {
        vertx = Vertx.vertx();
        runner = runner(Samples.outgoing());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", HttpRunnerTest::answer);
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        Map<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> seen.put(name, values.get(0)));
        headers = seen;
        body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String[] path = exchange.getRequestURI().getPath().split("/");
        int status = Integer.parseInt(path[1]);
        if (path.length > 2 && path[2].equals("to")) {
            exchange.getResponseHeaders().add("Location", "/200/target");
        } else if (path.length > 2 && path[2].equals("away")) {
            exchange.getResponseHeaders()
                    .add("Location", exchange.getRequestURI().getQuery());
        }
        boolean isJson = path.length > 2 && path[2].equals("json");
        exchange.getResponseHeaders().add("Content-Type", isJson ? "application/json; charset=utf-8" : "text/plain");
        byte[] answer = (path.length > 2 && path[2].equals("long")
                        ? "x".repeat(5000)
                        : isJson ? "{\"a\": [1]}" : "text {}")
                .getBytes(StandardCharsets.UTF_8);
        boolean hasBody = status != 204 && status != 304;
        exchange.sendResponseHeaders(status, hasBody ? answer.length : -1);
        if (hasBody) {
            try (var out = exchange.getResponseBody()) {
                out.write(answer);
            } catch (IOException e) {
                // The client had enough.
            }
        }
        exchange.close();
    }

    @ParameterizedTest
    @CsvSource({
        "200, Succeeded",
        "201, Succeeded",
        "204, Succeeded",
        "206, Succeeded",
        "207, Failed",
        "301, Failed",
        "304, Failed",
        "401, Failed",
        "404, Failed",
        "500, Failed"
    })
    void onlySomeCodesAreSuccess(int status, String end) throws Exception {
        RunnerResult result = get("/" + status);

        assertThat(result.getClass().getSimpleName()).isEqualTo(end);
        assertThat(result.result().path("status_code").asInt()).isEqualTo(status);
        assertThat(result.result().has("error")).isFalse();
    }

    @Test
    void aJsonAnswerIsParsedAndItsHeadersKeepTheirNames() throws Exception {
        ObjectNode result = get("/200/json").result();

        assertThat(result.path("body")).isEqualTo(Json.stored("{\"a\": [1]}"));
        assertThat(result.path("parsed").asBoolean()).isTrue();
        assertThat(result.path("headers").fieldNames())
                .toIterable()
                .anyMatch(name -> name.equalsIgnoreCase("Content-Type"));
    }

    @Test
    void anotherAnswerStaysText() throws Exception {
        ObjectNode result = get("/200").result();

        assertThat(result.path("body").textValue()).isEqualTo("text {}");
        assertThat(result.path("parsed").asBoolean()).isFalse();
    }

    @Test
    void aLongAnswerIsCutAndMarked() throws Exception {
        ObjectNode result = get("/200/long").result();

        assertThat(result.path("body").textValue())
                .hasSize(LIMIT + ShellResult.CUT.length())
                .endsWith(ShellResult.CUT);
    }

    @Test
    void aRequestCarriesWhatItsOrderSays() throws Exception {
        ObjectNode ofRunner = Json.object()
                .put("url", base + "/200?x=1")
                .put("username", "me")
                .put("password", "secret");
        ofRunner.putObject("headers").put("X-One", "1").put("Content-Type", "application/json");
        ofRunner.putObject("cookies").put("c", "d");
        ObjectNode ofAction = Json.object().put("method", "PUT").put("body", "{\"b\":   [1, null]}");
        ofAction.putObject("params").put("q", "a b&c");

        RunnerResult result = runner.run(Samples.order("core.http", ofRunner, ofAction), new Stop());

        assertThat(result).isInstanceOf(RunnerResult.Succeeded.class);
        assertThat(line).isEqualTo("PUT /200?x=1&q=a+b%26c");
        assertThat(headers)
                .containsEntry("X-One", "1")
                .containsEntry("Cookie", "c=d")
                .containsEntry("X-Stanley-Action", "http")
                .containsEntry("Authorization", "Basic bWU6c2VjcmV0");
        assertThat(headers.get("User-Agent")).startsWith("st2/v");
        assertThat(body).isEqualTo("{\"b\":[1,null]}");
    }

    @Test
    void theLoginMayBeOneTextOfTheActionButTheRunnersGoesBefore() throws Exception {
        ObjectNode ofAction = Json.object().put("auth", "me:secret");

        runner.run(Samples.order("core.http", url("/200"), ofAction), new Stop());
        assertThat(headers).containsEntry("Authorization", "Basic bWU6c2VjcmV0");

        runner.run(Samples.order("core.http", url("/200").put("username", "you"), ofAction), new Stop());
        assertThat(headers).containsEntry("Authorization", "Basic eW91Og==");
    }

    @Test
    void aBodyMakesItAPost() throws Exception {
        runner.run(Samples.order("core.http", url("/200"), Json.object().put("body", "žluť")), new Stop());

        assertThat(line).isEqualTo("POST /200");
        assertThat(body).isEqualTo("žluť");
    }

    @Test
    void redirectsAreFollowedOnlyIfAsked() throws Exception {
        RunnerResult stays = get("/302/to");
        ObjectNode following = url("/302/to").put("allow_redirects", true);
        RunnerResult follows = runner.run(Samples.order("core.http", following, Json.object()), new Stop());

        assertThat(stays.result().path("status_code").asInt()).isEqualTo(302);
        assertThat(follows.result().path("status_code").asInt()).isEqualTo(200);
        assertThat(line).isEqualTo("GET /200/target");
    }

    @Test
    void aSilentServerTimesOut() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ObjectNode ofRunner = Json.object().put("url", "http://127.0.0.1:" + silent.getLocalPort());

            RunnerResult result = runner.run(
                    Samples.order("core.http", ofRunner, Json.object().put("timeout", 0.3)), new Stop());

            assertThat(result).isInstanceOf(RunnerResult.TimedOut.class);
            assertThat(result.result().path("error").asText()).isNotEmpty();
        }
    }

    @Test
    void aCanceledRequestIsGivenUp() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ObjectNode ofRunner = Json.object().put("url", "http://127.0.0.1:" + silent.getLocalPort());
            var stop = new Stop();
            CompletableFuture<RunnerResult> running = CompletableFuture.supplyAsync(() -> {
                try {
                    return runner.run(Samples.order("core.http", ofRunner, Json.object()), stop);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });

            stop.ask(Stop.Reason.CANCELED);

            assertThat(running).succeedsWithin(java.time.Duration.ofSeconds(5));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://169.254.169.254.:80/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[2002:a9fe:a9fe::1]/",
                "http://[::a9fe:a9fe]/",
                "http://[fe80::1%25lo]/",
                "http://0xa9fea9fe/",
                "http://0251.0376.0251.0376/",
                "http://169.254.43518/",
                "http://[fe80::1]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[::ffff:a9fe:a9fe]/",
                "http://2852039166/"
            })
    void metadataAddressesAreNotReached(String url) throws Exception {
        RunnerResult result =
                runner.run(Samples.order("core.http", Json.object().put("url", url), Json.object()), new Stop());

        assertThat(result).isInstanceOf(RunnerResult.Failed.class);
        assertThat(result.result().has("status_code")).isFalse();
    }

    @Test
    void aRedirectIsCheckedLikeAnyOtherAddress() throws Exception {
        ObjectNode toMetadata = url("/302/away?http://169.254.169.254/").put("allow_redirects", true);
        ObjectNode twice = url("/307/away?" + base + "/302/away?http://[::ffff:a9fe:a9fe]/")
                .put("allow_redirects", true);

        assertThat(error(toMetadata)).contains("network that requests are not sent to");
        assertThat(error(twice)).contains("network that requests are not sent to");
    }

    @Test
    void aProxyIsCheckedToo() throws Exception {
        ObjectNode badProxy =
                Json.object().put("url", "http://example.com/").put("http_proxy", "http://169.254.169.254:3128");
        ObjectNode badTarget =
                Json.object().put("url", "http://169.254.169.254/").put("http_proxy", base);

        assertThat(error(badProxy)).contains("network that requests are not sent to");
        assertThat(error(badTarget)).contains("network that requests are not sent to");
    }

    @Test
    void aNodeMayBeConfinedToWhatIsPublic() throws Exception {
        HttpRunner confined = runner(Samples.outgoing(OutgoingConfig.Reach.PUBLIC, List.of()));

        RunnerResult result = confined.run(Samples.order("core.http", url("/200"), Json.object()), new Stop());

        assertThat(result.result().path("error").asText()).contains("network that requests are not sent to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1/", "nonsense", "http://", "http://a b/", "file:///etc/passwd"})
    void whatIsNoAddressFailsWithAReason(String url) throws Exception {
        RunnerResult result =
                runner.run(Samples.order("core.http", Json.object().put("url", url), Json.object()), new Stop());

        assertThat(result).isInstanceOf(RunnerResult.Failed.class);
        assertThat(result.result().path("error").asText()).contains("URL");
    }

    @Test
    void hostsMayBeForbiddenOrAllowed() throws Exception {
        ObjectNode forbidden = url("/200");
        forbidden.putArray("url_hosts_blacklist").add("127.0.0.1");
        ObjectNode notAllowed = url("/200");
        notAllowed.putArray("url_hosts_whitelist").add("example.com");

        assertThat(error(forbidden)).endsWith("is blacklisted");
        assertThat(error(notAllowed)).endsWith("is not whitelisted");
    }

    @Test
    void aClosedPortFailsWithAReason() throws Exception {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertThat(error(Json.object().put("url", "http://127.0.0.1:" + port))).isNotEmpty();
    }

    private static HttpRunner runner(OutgoingConfig outgoing) {
        return new HttpRunner(new OutgoingHttp(vertx, new OutgoingAddresses(outgoing), LIMIT));
    }

    private static String error(ObjectNode ofRunner) throws InterruptedException {
        RunnerResult result = runner.run(Samples.order("core.http", ofRunner, Json.object()), new Stop());
        assertThat(result).isInstanceOf(RunnerResult.Failed.class);
        assertThat(result.result().path("traceback").asText()).isNotEmpty();
        return result.result().path("error").asText();
    }

    private static RunnerResult get(String path) throws InterruptedException {
        return runner.run(Samples.order("core.http", url(path), Json.object()), new Stop());
    }

    private static ObjectNode url(String path) {
        return Json.object().put("url", base + path);
    }
}
