package io.hookline.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Starts what is measured, from what was built. At the end, also that by Ctrl-C, its processes and its temporary folder are gone. */
public final class Workbench implements AutoCloseable {
    private static final String MEMORY = "-Xmx1g";

    private final Path root;
    private final Path folder;
    private final Optional<Path> profile;
    private final Path logs;
    private final Set<ServerProcess> started = ConcurrentHashMap.newKeySet();

    /**
     * @param root  of the repository
     * @param profile  where each process leaves a flight recording and its log
     */
    public Workbench(Path root, Optional<Path> profile) throws IOException {
        this.root = root;
        this.profile = profile;
        this.folder = Files.createTempDirectory("hookline-bench-");
        this.logs = profile.orElse(folder);
        Files.createDirectories(logs);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-of-bench"));
    }

    /** All of Hookline with its own Kafka and PostgreSQL, as anybody starts it. */
    public Up up(String name, Map<String, String> settings) throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        Path data = folder.resolve(name + "-data");
        String apiKey = Up.freshKey();
        var environment = new HashMap<String, String>();
        environment.put("HOOKLINE_DATA", data.toString());
        environment.put("HOOKLINE_PORT", String.valueOf(port));
        environment.put("HOOKLINE_API_KEY", apiKey);
        String secretKey = Up.freshSecretKey();
        environment.put(Up.SECRET_KEY, secretKey);
        var options = new ArrayList<String>();
        settings.forEach((key, value) -> options.add("-D" + key + "=" + value));
        recording(name).ifPresent(options::add);
        environment.put("JAVA_OPTS", String.join(" ", options));
        var process = started(
                name, port, "/q/health/ready", List.of(root.resolve("hookline").toString(), "up"), environment);
        return new Up(process, apiKey, secretKey, data);
    }

    /** One module's own application, on somebody's Kafka and PostgreSQL. */
    public ServerProcess application(String module, String readiness, Map<String, String> environment)
            throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        var all = new HashMap<>(environment);
        all.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), MEMORY));
        recording(module).ifPresent(command::add);
        command.add("-jar");
        command.add(root.resolve(module)
                .resolve("target/quarkus-app/quarkus-run.jar")
                .toString());
        return started(module, port, readiness, command, all);
    }

    private Optional<String> recording(String name) {
        return profile.map(folder -> "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                + folder.resolve(name + ".jfr").toAbsolutePath());
    }

    private ServerProcess started(
            String name, int port, String readiness, List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        ServerProcess process = ServerProcess.start(name, port, command, environment, logs);
        started.add(process);
        process.awaitReady(readiness);
        return process;
    }

    @Override
    public synchronized void close() {
        started.forEach(ServerProcess::close);
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(Workbench::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
