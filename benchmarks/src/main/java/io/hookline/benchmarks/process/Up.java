package io.hookline.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** A running {@code ./hookline up}, seen as a client sees it. */
public final class Up implements AutoCloseable {
    static final String SECRET_KEY = "HOOKLINE_SECRET_KEY";

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
    private static final int KEY_BYTES = 32;
    private static final int CREATED = 201;

    private final ServerProcess process;
    private final String apiKey;
    private final String secretKey;
    private final Path data;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Up(ServerProcess process, String apiKey, String secretKey, Path data) {
        this.process = process;
        this.apiKey = apiKey;
        this.secretKey = secretKey;
        this.data = data;
    }

    static String freshKey() {
        return HexFormat.of().formatHex(freshBytes());
    }

    static String freshSecretKey() {
        return Base64.getEncoder().encodeToString(freshBytes());
    }

    private static byte[] freshBytes() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    public int port() {
        return process.port();
    }

    /** What lets a request in. */
    public Map<String, String> credentials() {
        return Map.of("St2-Api-Key", apiKey);
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return client.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    /**
     * Posts something that is to be made.
     *
     * @throws IllegalStateException if it is not
     */
    public void create(String path, String json) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(path, json);
        if (answer.statusCode() != CREATED) {
            throw new IllegalStateException("What is needed is refused: " + answer.statusCode() + " " + answer.body());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(LONGEST_ANSWER)
                .header("St2-Api-Key", apiKey);
    }

    /** How its Kafka can be reached: settings of a client, by Kafka's names. */
    public Map<String, Object> kafka() {
        var settings = new HashMap<String, Object>();
        connections().forEach((name, value) -> {
            if (name.startsWith("kafka.")) {
                settings.put(name.substring("kafka.".length()), value);
            }
        });
        return settings;
    }

    /** How its Kafka and its PostgreSQL can be reached and its secrets opened, as environment of a service. */
    public Map<String, String> environment() {
        var environment = new HashMap<>(Map.of(SECRET_KEY, secretKey));
        connections()
                .forEach((name, value) ->
                        environment.put(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value));
        return environment;
    }

    /** A connection to its database, for what no client can ask. */
    public Connection database() throws SQLException {
        Map<String, String> known = connections();
        return DriverManager.getConnection(
                known.get("quarkus.datasource.jdbc.url"),
                known.get("quarkus.datasource.username"),
                known.get("quarkus.datasource.password"));
    }

    private Map<String, String> connections() {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(data.resolve("connections.properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var connections = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(name -> connections.put(name, properties.getProperty(name)));
        return connections;
    }

    @Override
    public void close() {
        client.close();
        process.close();
    }
}
