package io.hookline.action.runner;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Python interpreter that runs our wrapper, which calls the action (decision record: 0024). Parameters and configuration reach it by
 * its standard input, so that no process list shows them. What the action returns comes by a file that has lost its name before the
 * action begins, so it is gone with whoever holds it.
 */
@Singleton
final class PythonProcess {
    private static final ObjectWriter ASCII = Json.mapper().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private final RunnerConfig config;
    private final LocalProcesses processes;
    private final ActionEnvironment environment;
    private final PythonInterpreters interpreters;
    private final PackRevisions revisions;
    private final PythonWrapper wrapper;

    PythonProcess(
            RunnerConfig config,
            LocalProcesses processes,
            ActionEnvironment environment,
            PythonInterpreters interpreters,
            PackRevisions revisions,
            PythonWrapper wrapper) {
        this.config = config;
        this.processes = processes;
        this.environment = environment;
        this.interpreters = interpreters;
        this.revisions = revisions;
        this.wrapper = wrapper;
    }

    /**
     * @throws IOException if it can't be started; the message is for people
     */
    RunnerResult run(Order order, Duration timeout, Stop stop) throws IOException, InterruptedException {
        try (PackFiles files = revisions.of(order, stop)) {
            return run(order, files.entryPoints(), timeout, stop);
        }
    }

    private RunnerResult run(Order order, EntryPoints entryPoints, Duration timeout, Stop stop)
            throws IOException, InterruptedException {
        Path interpreter = interpreters.of(order.action().pack());
        Map<String, String> variables = variables(order, timeout);
        Path answer = Files.createTempFile("hookline-result", ".json"); // nobody else may read what this makes
        try (FileChannel returned = FileChannel.open(answer, StandardOpenOption.READ)) {
            var command = new Command(
                    List.of(),
                    List.of(interpreter.toString(), wrapper.file().toString()),
                    variables,
                    null,
                    null,
                    ASCII.writeValueAsString(wanted(order, entryPoints, answer, variables)));
            LocalProcesses.Ran ran = processes.run(command, timeout, order.output(), stop);
            byte[] bytes = Channels.newInputStream(returned).readAllBytes(); // the wrapper keeps to the limit
            return PythonResult.of(ran, new String(bytes, StandardCharsets.US_ASCII), timeout);
        } finally {
            Files.deleteIfExists(answer);
        }
    }

    private Map<String, String> variables(Order order, Duration timeout) {
        Map<String, String> variables = environment.local(order, timeout);
        variables.remove("PYTHONPATH");
        variables.put("ST2_API_URL", variables.getOrDefault("ST2_ACTION_API_URL", ""));
        if (!variables.containsKey("ST2_API_KEY")) { // whoever names a credential wants that one
            variables.putIfAbsent("ST2_AUTH_TOKEN", variables.getOrDefault("ST2_ACTION_AUTH_TOKEN", ""));
        }
        variables.put("PYTHONUNBUFFERED", "1"); // each line is told while it runs
        variables.put("PYTHONIOENCODING", "utf-8:backslashreplace");
        return variables;
    }

    private ObjectNode wanted(Order order, EntryPoints entryPoints, Path answer, Map<String, String> variables)
            throws IOException {
        Path file = entryPoints.find(order.action());
        ObjectNode wanted = Json.object()
                .put("file", file.toString())
                .put("pack", order.action().pack())
                .put("log_level", order.runner().path("log_level").asText("DEBUG"))
                .put("api_url", variables.get("ST2_API_URL"))
                .put("result", answer.toString())
                .put("limit", config.outputLimit().asLongValue());
        wanted.set("parameters", order.parameters());
        wanted.set("config", order.config());
        var path = wanted.putArray("path").add(String.valueOf(file.getParent()));
        entryPoints
                .folder(order.action().pack())
                .ifPresent(folder -> path.add(folder.resolve("actions/lib").toString())
                        .add(folder.resolve("lib").toString()));
        return wanted;
    }
}
