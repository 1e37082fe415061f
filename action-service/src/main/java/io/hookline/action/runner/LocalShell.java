package io.hookline.action.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A shell on this machine, as the user that an order asks for; what commands and scripts have in common. */
@Singleton
final class LocalShell {
    private static final int DEFAULT_TIMEOUT_SECONDS = 60;

    private final RunnerConfig config;
    private final LocalProcesses processes;
    private final ActionEnvironment environment;

    LocalShell(RunnerConfig config, LocalProcesses processes, ActionEnvironment environment) {
        this.config = config;
        this.processes = processes;
        this.environment = environment;
    }

    /**
     * @param line what the shell reads
     * @param words what it finds in {@code $0}, {@code $1} and so on
     */
    RunnerResult run(String line, List<String> words, Order order, Stop stop) throws InterruptedException {
        Duration timeout = Duration.ofSeconds(order.runner().path("timeout").asLong(DEFAULT_TIMEOUT_SECONDS));
        String thisUser = System.getProperty("user.name", "");
        Sudo sudo = Sudo.of(order.runner(), config.systemUser(), thisUser);
        List<String> shell = new ArrayList<>(List.of("bash", "-c", line));
        shell.addAll(words);
        try {
            var command = new Command(
                    sudo.words(),
                    shell,
                    environment.local(order, timeout),
                    directory(order.runner()),
                    sudo.password(),
                    null);
            LocalProcesses.Ran ran = processes.run(command, timeout, order.output(), stop);
            RunnerResult result = ShellResult.of(ran, timeout, OutputReading.of(order.runner()));
            return sudo.password() == null ? result : ShellResult.withWrongPassword(result, thisUser);
        } catch (IllegalArgumentException | IOException e) {
            return RunnerResult.Failed.because(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Path directory(ObjectNode runner) {
        JsonNode cwd = runner.get("cwd");
        return cwd == null || cwd.isNull() || cwd.asText().isEmpty() ? null : Path.of(cwd.asText());
    }
}
