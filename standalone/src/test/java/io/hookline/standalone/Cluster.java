package io.hookline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What a cluster runs: each service is an application of its own, and they meet in Kafka and PostgreSQL only. */
public final class Cluster implements AutoCloseable {
    private static final String API_KEY = "a-key-for-three-processes-0123456789-0123456789";
    /** 32 bytes in base64. */
    private static final String SECRET_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private static final Duration LONGEST_START = Duration.ofSeconds(120);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    /** Held here, for levels of loggers that nobody holds are forgotten. */
    private static final List<Logger> QUIET = List.of(Logger.getLogger("org.apache.kafka"), Logger.getLogger("kafka"));

    private final FreePorts ports = new FreePorts(new SecureRandom());
    private final Path folder;
    private final EmbeddedKafka kafka;
    private final EmbeddedPostgres postgres;
    private final List<Node> nodes = new ArrayList<>();

    private Cluster(Path folder) throws IOException, InterruptedException {
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        var secrets = new RandomText(new SecureRandom());
        var data = DataFolder.take(folder.resolve("data"));
        this.folder = folder;
        this.kafka = EmbeddedKafka.start(data.folder("kafka"), ports, secrets);
        this.postgres = EmbeddedPostgres.start(data, ports, secrets);
    }

    /** The stores alone; services are started one by one. */
    public static Cluster in(Path folder) throws IOException, InterruptedException {
        return new Cluster(folder);
    }

    /** Whether there are applications to start: a build of the tests alone makes none. */
    public static boolean isBuilt() {
        return Files.exists(application("ingest"));
    }

    /**
     * Starts a node of a service; who needs it waits until it {@link Node#awaitReady is ready}.
     *
     * @param service {@code ingest}, {@code rules} or {@code action}
     */
    public Node start(String service, Map<String, String> more) throws IOException {
        int port = ports.next();
        Map<String, String> environment = new TreeMap<>(environment(port));
        environment.putAll(more);
        var node = new Node(service, port, folder.resolve(service + nodes.size() + ".output"), environment);
        node.start();
        nodes.add(node);
        return node;
    }

    private Map<String, String> environment(int port) {
        Map<String, String> environment = new TreeMap<>();
        kafka.clientSettings()
                .forEach((key, value) ->
                        environment.put("KAFKA_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.url());
        environment.put("QUARKUS_DATASOURCE_USERNAME", postgres.user());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", postgres.password());
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        environment.put("HOOKLINE_SECRET_KEY", SECRET_KEY);
        environment.put("HOOKLINE_BOOTSTRAP_API_KEY", API_KEY);
        environment.put("HOOKLINE_BOOTSTRAP_USER", "admin");
        environment.put("HOOKLINE_PACKS_FOLDERS", folder.resolve("packs").toString());
        return environment;
    }

    @Override
    public void close() throws InterruptedException {
        nodes.forEach(node -> node.process.destroy());
        for (Node node : nodes) {
            if (!node.process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                node.process.destroyForcibly();
            }
        }
        kafka.close();
        postgres.close();
    }

    private static Path application(String service) {
        return Path.of("..", service + "-service", "target", "quarkus-app", "quarkus-run.jar")
                .toAbsolutePath();
    }

    /** One process. */
    public static final class Node {
        private final String service;
        private final Path output;
        private final int port;
        private final Map<String, String> environment;
        private Process process;

        private Node(String service, int port, Path output, Map<String, String> environment) {
            this.service = service;
            this.output = output;
            this.port = port;
            this.environment = environment;
        }

        /** Again, after it was killed. */
        public void start() throws IOException {
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            RunningHookline.QUICK,
                            "-Xmx256m",
                            "-jar",
                            application(service).toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
            builder.environment()
                    .keySet()
                    .removeIf(key ->
                            key.startsWith("HOOKLINE_") || key.startsWith("QUARKUS_") || key.startsWith("KAFKA_"));
            builder.environment().putAll(environment);
            process = builder.start();
        }

        public String service() {
            return service;
        }

        public int port() {
            return port;
        }

        public Process process() {
            return process;
        }

        public HooklineClient client() {
            return new HooklineClient(URI.create("http://127.0.0.1:" + port), Map.of()).withApiKey(API_KEY);
        }

        public void awaitReady() {
            await(service + " is ready").atMost(LONGEST_START).until(() -> {
                assertThat(process.isAlive())
                        .as(() -> service + " said: " + text(output))
                        .isTrue();
                return isReady();
            });
        }

        public boolean isReady() {
            try {
                return client().get("/q/health/ready").status() == 200;
            } catch (AssertionError e) {
                return false; // it does not listen yet
            }
        }

        private static String text(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                return e.toString();
            }
        }
    }
}
