package io.hookline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Hookline as people run it: the built application in a process of its own, with embedded Kafka and PostgreSQL, on a folder and port of
 * its own. {@link #shared()} is for all tests that leave it as it was; those that kill it or set something take one for themselves
 * and close it. A start costs ten seconds and more, so take the shared one where you can.
 */
public final class RunningHookline implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(180);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);
    /** A test's runs are short: what the second compiler takes to make them fast, they never give back. */
    static final String QUICK = "-XX:TieredStopAtLevel=1";

    private static final Path APPLICATION = Path.of(
                    System.getProperty("hookline.application", "target/quarkus-app/quarkus-run.jar"))
            .toAbsolutePath();

    private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();
    private static @Nullable RunningHookline shared;

    static {
        // However the tests end, no Hookline stays behind
        Runtime.getRuntime().addShutdownHook(new Thread(() -> STARTED.forEach(Process::destroyForcibly)));
    }

    private final Path home;
    private final Map<String, String> environment;
    private final int port;
    private @Nullable Process process;

    private RunningHookline(Map<String, String> environment) {
        try {
            this.home = Files.createTempDirectory("hookline-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.port = environment.containsKey("HOOKLINE_PORT")
                ? Integer.parseInt(environment.get("HOOKLINE_PORT"))
                : new FreePorts(new SecureRandom()).next();
        this.environment = new HashMap<>(environment);
        this.environment.putIfAbsent("HOOKLINE_DATA", home.resolve("data").toString());
        this.environment.putIfAbsent("HOOKLINE_PORT", String.valueOf(port));
    }

    /** The one for all tests of this run; never close it. */
    public static synchronized RunningHookline shared() {
        if (shared == null) {
            shared = start(Map.of());
        }
        return shared;
    }

    /** A new one, ready. */
    public static RunningHookline start() {
        return start(Map.of());
    }

    /** A new one with these environment variables, ready. */
    public static RunningHookline start(Map<String, String> environment) {
        var hookline = new RunningHookline(environment);
        hookline.startAgain();
        return hookline;
    }

    /** One that is expected not to start: its exit code and words are what counts. */
    public static RunningHookline failingStart(Map<String, String> environment) {
        var hookline = new RunningHookline(environment);
        hookline.launch();
        assertThat(hookline.awaitExit()).as("ended").isTrue();
        return hookline;
    }

    /** Starts it again on the same folder and port after {@link #stop} or {@link #kill}. */
    public void startAgain() {
        launch();
        await("Hookline is ready")
                .atMost(LONGEST_START)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    assertThat(running().isAlive())
                            .as(() -> "still starting, but said: " + errors())
                            .isTrue();
                    return output().contains("Hookline is ready") && output().endsWith("\n");
                });
    }

    /** As Ctrl-C does, but for the terminal. */
    public void stop() {
        running().destroy();
        assertThat(awaitExit()).as("stopped").isTrue();
    }

    /** As {@code kill -9} does: no goodbye. */
    public void kill() {
        running().destroyForcibly();
        assertThat(awaitExit()).as("killed").isTrue();
    }

    public Process process() {
        return running();
    }

    public int exitCode() {
        return running().exitValue();
    }

    public Path data() {
        return Path.of(environment.getOrDefault("HOOKLINE_DATA", ""));
    }

    public int port() {
        return port;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public String apiKey() {
        return environment.containsKey("HOOKLINE_API_KEY")
                ? environment.get("HOOKLINE_API_KEY")
                : firstLine(data().resolve("api-key"));
    }

    public String user() {
        return environment.getOrDefault("HOOKLINE_ADMIN_USER", "admin");
    }

    public String password() {
        return environment.containsKey("HOOKLINE_ADMIN_PASSWORD")
                ? environment.get("HOOKLINE_ADMIN_PASSWORD")
                : firstLine(data().resolve("admin-password"));
    }

    /** With the first API key. */
    public HooklineClient client() {
        return anonymous().withApiKey(apiKey());
    }

    /** Without credentials. */
    public HooklineClient anonymous() {
        return new HooklineClient(address(), Map.of());
    }

    /** What a Kafka client needs to reach the embedded broker; changes with each start. */
    public Map<String, Object> kafkaSettings() {
        Map<String, Object> settings = new HashMap<>();
        connections().forEach((name, value) -> {
            if (String.valueOf(name).startsWith("kafka.")) {
                settings.put(String.valueOf(name).substring("kafka.".length()), value);
            }
        });
        return settings;
    }

    /** A connection to the embedded database; its port changes with each start. */
    public Connection database() throws SQLException {
        var connections = connections();
        return DriverManager.getConnection(
                connections.getProperty("quarkus.datasource.jdbc.url"),
                connections.getProperty("quarkus.datasource.username"),
                connections.getProperty("quarkus.datasource.password"));
    }

    /** All that was printed on standard output since the last start. */
    public String output() {
        return text(home.resolve("output"));
    }

    /** All that was printed on standard error since the last start; the terminal's log among it. */
    public String errors() {
        return text(home.resolve("errors"));
    }

    /** The log of all starts. */
    public String log() {
        return text(data().resolve("log/hookline.log"));
    }

    /** Ends it if it runs, and removes its folder. */
    @Override
    public void close() {
        var process = this.process;
        if (process != null) {
            process.destroyForcibly();
            awaitExit();
        }
        // PostgreSQL takes a moment to follow
        await().atMost(LONGEST_STOP).ignoreExceptions().until(() -> {
            delete(home);
            return true;
        });
    }

    private void launch() {
        var builder = new ProcessBuilder(command())
                .redirectOutput(home.resolve("output").toFile())
                .redirectError(home.resolve("errors").toFile());
        builder.environment()
                .keySet()
                .removeIf(name ->
                        name.startsWith("HOOKLINE_") || name.startsWith("QUARKUS_") || name.startsWith("KAFKA_"));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
            STARTED.add(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the launcher starts it, but quick. */
    private static List<String> command() {
        assertThat(APPLICATION).as("the built application").exists();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), QUICK, "-Xms512m", "-Xmx1g"));
        if (Runtime.version().feature() >= 23) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of("-jar", APPLICATION.toString()));
        return command;
    }

    private boolean awaitExit() {
        try {
            boolean ended = running().waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
            if (ended) {
                STARTED.remove(running());
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("never started");
        }
        return process;
    }

    private Properties connections() {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(data().resolve("connections.properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static String firstLine(Path file) {
        return text(file).lines().findFirst().orElseThrow();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }
}
