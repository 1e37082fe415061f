package io.hookline.action.runner;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A command in a session and process group of its own that can't outlive this process. Its standard input is nothing, or one line; the pipe that
 * would be it leads to a watcher in the group, which passes signals on to the group when it reads their names and kills the group when
 * the pipe ends: by {@link #kill}, or because this process is gone, even by {@code kill -9}.
 */
final class ProcessGroup implements AutoCloseable {
    /**
     * The leader starts the watcher, runs the command as its child and ends as that ended. A child that a signal ended makes the shell
     * say so, which is how a signal is told from an exit code above 128; the difference is written, after a mark, at the end of the
     * error output.
     */
    private static final String LEADER = """
            mark=$1 has_input=$2; shift 2
            [ -z "$has_input" ] || IFS= read -r input
            run() {
              if [ -n "$has_input" ]; then printf '%s\\n' "$input" | (exec "$@" >&4 2>&5 4>&- 5>&-)
              else (exec "$@" >&4 2>&5 4>&- 5>&-); fi
            }
            exec 3<&0 4>&1 5>&2 </dev/null
            (trap '' HUP INT TERM; while read -r name; do kill "-$name" 0; done <&3; kill -KILL 0) >/dev/null 2>&1 4>&- 5>&- &
            exec 3<&-
            trap : HUP INT TERM
            { trap : HUP INT TERM; run "$@"; echo "$mark $?"; } 2>&1 | {
              trap : HUP INT TERM
              how=exit; code=127
              while read -r line; do
                case $line in "$mark "*) code=${line#"$mark "} ;; *) how=signal ;; esac
              done
              [ "$code" -le 128 ] || printf '%s:%s\\n' "$mark" "$how" >&5
              exit "$code"
            }
            """;

    private static final int SIGNAL_BASE = 128;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Process leader;
    private final OutputStream pipe;
    private final String mark;
    private final Output stdout;
    private final Output stderr;
    private final CompletableFuture<@Nullable Void> outputs;

    private ProcessGroup(Process leader, String mark, long outputLimit, LiveOutput watched) {
        this.leader = leader;
        this.pipe = leader.getOutputStream();
        this.mark = mark;
        this.stdout =
                new Output(leader.getInputStream(), outputLimit, new Lines(watched, LiveOutput.Stream.STDOUT, ""));
        this.stderr =
                new Output(leader.getErrorStream(), outputLimit, new Lines(watched, LiveOutput.Stream.STDERR, mark));
        this.outputs = CompletableFuture.allOf(reading(stdout, "stdout"), reading(stderr, "stderr"));
    }

    /**
     * @param command its prefix stands before the leader: so the watcher may signal whom the command may
     * @param watched told each line while the command runs
     * @throws IOException if it can't be started, for instance because there is no such directory
     */
    static ProcessGroup start(Command command, long outputLimit, LiveOutput watched) throws IOException {
        String mark = "hookline-" + UUID.randomUUID();
        List<String> words = new ArrayList<>(List.of("setsid"));
        words.addAll(command.prefix());
        words.addAll(List.of("sh", "-c", LEADER, "hookline", mark, command.input() == null ? "" : "input"));
        words.addAll(command.words());
        var builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        if (command.directory() != null) {
            builder.directory(command.directory().toFile());
        }
        var group = new ProcessGroup(builder.start(), mark, outputLimit, watched);
        try {
            group.tell(command.password());
            group.tell(command.input());
            return group;
        } catch (IOException e) {
            group.kill();
            throw e;
        }
    }

    private void tell(@Nullable String line) throws IOException {
        if (line != null) {
            write(line);
        }
    }

    private static CompletableFuture<@Nullable Void> reading(Output output, String name) {
        var end = new CompletableFuture<@Nullable Void>();
        // Not a virtual thread: reading a pipe holds on to its carrier.
        Thread.ofPlatform().daemon().name("process-" + name).start(() -> {
            try {
                output.run();
            } finally {
                end.complete(null);
            }
        });
        return end;
    }

    /** Ends when the command has ended and nobody can write to its outputs any more. */
    CompletableFuture<@Nullable Void> ended() {
        return leader.onExit().thenCombine(outputs, (process, read) -> null);
    }

    /** Asks the whole group to end. */
    void terminate() {
        try {
            write("TERM");
        } catch (IOException e) {
            kill(); // the watcher is gone, so nobody can be asked
        }
    }

    private void write(String line) throws IOException {
        pipe.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        pipe.flush();
    }

    /** Ends the whole group, and what else the command has started as far as it can be found; returns when the leader is gone. */
    void kill() {
        List<ProcessHandle> others;
        try (Stream<ProcessHandle> descendants = leader.descendants()) {
            others = descendants.toList();
        }
        close();
        // First the group at once: a shell that sees its child killed alone would say so in its output.
        if (!isOver(leader.onExit())) {
            leader.destroyForcibly(); // somebody has killed the watcher
        }
        others.forEach(ProcessHandle::destroyForcibly);
        isOver(ended());
    }

    /** Waits for it, but not long. */
    private static boolean isOver(CompletableFuture<?> end) {
        try {
            end.get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How it ended, once {@link #ended} is done. */
    End end() {
        int code = leader.exitValue();
        if (code <= SIGNAL_BASE) {
            return new Exited(code);
        }
        return "exit".equals(how()) ? new Exited(code) : new Signaled(code - SIGNAL_BASE);
    }

    Output.Kept stdout() {
        return stdout.kept(0);
    }

    /** Without the mark. */
    Output.Kept stderr() {
        String how = how();
        return stderr.kept(how == null ? 0 : (mark + ":" + how + "\n").length());
    }

    private @Nullable String how() {
        String tail = new String(stderr.tail(), StandardCharsets.ISO_8859_1);
        for (String how : List.of("exit", "signal")) {
            if (tail.endsWith(mark + ":" + how + "\n")) {
                return how;
            }
        }
        return null;
    }

    /** Lets go of the pipe, which ends what is left of the group. */
    @Override
    public void close() {
        try {
            pipe.close();
        } catch (IOException e) {
            // The watcher is gone already.
        }
    }

    /** How a command ended. */
    sealed interface End permits Exited, Signaled, Overdue {}

    /** By itself. */
    record Exited(int code) implements End {}

    /** By a signal to the command itself, not to one of its children. */
    record Signaled(int signal) implements End {}

    /** Not in time; it was killed. */
    record Overdue() implements End {}
}
