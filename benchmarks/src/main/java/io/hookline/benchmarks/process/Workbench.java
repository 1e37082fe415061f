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
import java.util.stream.Stream;

/** Starts what is measured, from what was built, in a temporary folder that is gone at the end. */
public final class Workbench implements AutoCloseable {
    private static final String MEMORY = "-Xmx1g";

    private final Path root;
    private final Path folder;
    private final Optional<Path> profile;
    private final Path logs;

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
        var options = new ArrayList<String>();
        settings.forEach((key, value) -> options.add("-D" + key + "=" + value));
        recording(name).ifPresent(options::add);
        environment.put("JAVA_OPTS", String.join(" ", options));
        ServerProcess process = ServerProcess.start(
                name, port, "/q/health/ready", List.of(root.resolve("hookline").toString(), "up"), environment, logs);
        return new Up(process, apiKey, data);
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
        return ServerProcess.start(module, port, readiness, command, all, logs);
    }

    private Optional<String> recording(String name) {
        return profile.map(folder -> "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                + folder.resolve(name + ".jfr").toAbsolutePath());
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(Workbench::delete);
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
