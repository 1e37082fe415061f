package io.hookline.action.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ApiConfig;
import io.hookline.common.json.Json;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs a command line in a shell on this machine (spec: actions-and-runners, 4). */
@Singleton
final class LocalShellRunner implements Runner {
    /** What commands get of this process's environment; the rest may hold secrets of its own. */
    private static final List<String> HANDED_ON =
            List.of("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "HOME", "USER", "LOGNAME", "SHELL", "TMPDIR");

    private static final String SHELL =
            Files.isExecutable(Path.of("/bin/bash")) || Files.isExecutable(Path.of("/usr/bin/bash")) ? "bash" : "sh";
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final int DEFAULT_TIMEOUT_SECONDS = 60;

    private final RunnerConfig config;
    private final String apiUrl;

    @Inject
    LocalShellRunner(RunnerConfig config, ApiConfig api) {
        this(config, api.url());
    }

    LocalShellRunner(RunnerConfig config, String apiUrl) {
        this.config = config;
        this.apiUrl = apiUrl;
    }

    @Override
    public String name() {
        return "local-shell-cmd";
    }

    @Override
    public Lane lane() {
        return Lane.PROCESS;
    }

    @Override
    public RunnerResult run(Order order, Stop stop) throws InterruptedException {
        Optional<RunnerResult> message = EchoedMessage.of(order);
        if (message.isPresent()) {
            return message.get();
        }
        try {
            Path directory = directory(order.runner());
            if (directory != null && !Files.isDirectory(directory)) {
                return RunnerResult.Failed.because("[Errno 2] No such file or directory: '" + directory + "'");
            }
            Duration timeout = Duration.ofSeconds(order.runner().path("timeout").asLong(DEFAULT_TIMEOUT_SECONDS));
            List<String> prefix = prefix(order.runner(), config.systemUser(), thisUser());
            String password =
                    prefix.contains("-S") ? order.runner().path("sudo_password").asText() : null;
            try (var group = ProcessGroup.start(
                    prefix,
                    List.of(SHELL, "-c", order.runner().path("cmd").asText("")),
                    environment(order),
                    directory,
                    password,
                    config.outputLimit().asLongValue(),
                    order.output())) {
                ProcessGroup.End end = await(group, timeout, stop);
                RunnerResult result = ShellResult.of(end, group.stdout(), group.stderr(), timeout);
                return password == null ? result : ShellResult.withWrongPassword(result, thisUser());
            }
        } catch (IllegalArgumentException | IOException e) {
            return RunnerResult.Failed.because(String.valueOf(e.getMessage()));
        }
    }

    private ProcessGroup.End await(ProcessGroup group, Duration timeout, Stop stop) throws InterruptedException {
        CompletableFuture<@Nullable Void> ended = group.ended();
        if (within(CompletableFuture.anyOf(ended, stop.asked()), timeout)) {
            if (ended.isDone()) {
                return group.end();
            }
            end(group, ended, stop);
        } else {
            group.kill();
        }
        return new ProcessGroup.Overdue();
    }

    /** TERM, and KILL after a while; at once if there is no while. */
    private void end(ProcessGroup group, CompletableFuture<@Nullable Void> ended, Stop stop)
            throws InterruptedException {
        if (!stop.atOnce().isDone()) {
            group.terminate();
            within(CompletableFuture.anyOf(ended, stop.atOnce()), config.cancelGrace());
        }
        group.kill();
    }

    private static boolean within(CompletableFuture<?> future, Duration time) throws InterruptedException {
        try {
            future.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The words before the shell: {@code sudo} if asked for, or if commands run as another user than this process. */
    static List<String> prefix(ObjectNode runner, Optional<String> systemUser, String thisUser) {
        boolean asRoot = runner.path("sudo").asBoolean(false);
        boolean asOther = systemUser.isPresent() && !systemUser.get().equals(thisUser);
        if (!asRoot && !asOther) {
            return List.of();
        }
        List<String> words = new ArrayList<>(List.of("sudo"));
        if (runner.path("sudo_password").isTextual()) {
            words.add("-S");
        }
        words.add("-E");
        if (!asRoot) {
            words.addAll(List.of("-H", "-u", systemUser.get()));
        }
        words.add("--");
        return words;
    }

    private static String thisUser() {
        return System.getProperty("user.name", "");
    }

    private static @Nullable Path directory(ObjectNode runner) {
        JsonNode cwd = runner.get("cwd");
        return cwd == null || cwd.isNull() || cwd.asText().isEmpty() ? null : Path.of(cwd.asText());
    }

    private Map<String, String> environment(Order order) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", DEFAULT_PATH);
        environment.put("LANG", "C.UTF-8");
        for (String name : HANDED_ON) {
            String value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        order.runner().path("env").properties().forEach(variable -> environment.put(variable.getKey(), text(variable)));
        environment.put("ST2_ACTION_PACK_NAME", order.action().pack());
        environment.put("ST2_ACTION_EXECUTION_ID", order.executionId());
        environment.put("ST2_ACTION_API_URL", apiUrl + "/v1");
        environment.put("ST2_ACTION_DEBUG", "False");
        return environment;
    }

    private static String text(Map.Entry<String, JsonNode> variable) {
        JsonNode value = variable.getValue();
        return value.isTextual() ? value.textValue() : value.isNull() ? "" : Json.text(value);
    }
}
