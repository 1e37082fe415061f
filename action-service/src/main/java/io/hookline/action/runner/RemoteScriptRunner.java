package io.hookline.action.runner;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Copies a pack's script to other machines and runs it there, with the action's parameters as its arguments (spec: actions-and-runners,
 * 5). The folder {@code lib} beside it goes with it; what was copied is removed at the end.
 */
@Singleton
final class RemoteScriptRunner implements Runner {
    private static final Duration FOR_REMOVING = Duration.ofSeconds(10);
    private static final int MOST_FILES = 1000;

    private final EntryPoints entryPoints;
    private final RemoteShell shell;
    private final ActionEnvironment environment;

    RemoteScriptRunner(EntryPoints entryPoints, RemoteShell shell, ActionEnvironment environment) {
        this.entryPoints = entryPoints;
        this.shell = shell;
        this.environment = environment;
    }

    @Override
    public String name() {
        return "remote-shell-script";
    }

    @Override
    public Lane lane() {
        return Lane.THREAD;
    }

    @Override
    public RunnerResult run(Order order, Stop stop) throws InterruptedException {
        Path script;
        List<Path> files;
        try {
            script = entryPoints.find(order.action());
            files = files(script);
        } catch (IOException | IllegalArgumentException e) {
            return new RunnerResult.Failed(RemoteEnd.Unreachable.failure(String.valueOf(e.getMessage())));
        }
        String folder = order.runner().path("dir").asText("/tmp") + "/" + order.liveactionId();
        return shell.run(
                order,
                (connection, stdout, stderr, remaining) -> {
                    RemoteLine line = RemoteShellRunner.line(order, environment, command(order, script, folder));
                    try {
                        return isCopied(connection, script, files, folder, remaining)
                                ? connection.perform(line, stdout, stderr, remaining.time())
                                : Optional.empty();
                    } finally {
                        connection.cleanUp(line.by("rm -rf " + ShellWords.quoted(folder)), FOR_REMOVING);
                    }
                },
                stop);
    }

    /** The script and what is in the folder beside it; links are not followed. */
    private static List<Path> files(Path script) throws IOException {
        List<Path> files = new ArrayList<>(List.of(script));
        Path lib = script.resolveSibling("lib");
        if (Files.isDirectory(lib, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> inside = Files.walk(lib)) {
                inside.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                        .limit(MOST_FILES)
                        .forEach(files::add);
            }
        }
        return files;
    }

    private static String command(Order order, Path script, String folder) {
        List<String> words = new ArrayList<>(List.of(folder + "/" + script.getFileName()));
        words.addAll(ShellArguments.of(order));
        return ShellWords.line(words);
    }

    /** False if there was no time for all of it. */
    private static boolean isCopied(
            SshConnection connection, Path script, List<Path> files, String folder, RemoteShell.Remaining remaining)
            throws IOException {
        Path from = script.getParent();
        for (Path file : files) {
            String target = folder + "/" + (from == null ? file : from.relativize(file));
            String line = "mkdir -p " + ShellWords.quoted(target.substring(0, target.lastIndexOf('/'))) + " && cat > "
                    + ShellWords.quoted(target) + " && chmod 744 " + ShellWords.quoted(target);
            var said = new RemoteOutput(1000, (stream, text) -> {}, LiveOutput.Stream.STDERR);
            Optional<Integer> code = connection.prepare(line, Files.readAllBytes(file), said, remaining.time());
            if (code.isEmpty()) {
                return false;
            }
            if (code.get() != 0) {
                throw new IOException("The script can't be copied to '" + target + "': "
                        + OutputReading.TEXT.value(said.kept()).asText());
            }
        }
        return true;
    }
}
