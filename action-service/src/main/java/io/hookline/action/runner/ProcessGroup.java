package io.hookline.action.runner;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
     * say so, in the note instead of the error output; of an exit code above 128 it says that it is one.
     */
    private static final String LEADER = """
            note=$1 has_input=$2; shift 2
            [ -z "$has_input" ] || IFS= read -r input
            exec 3<&0 4>&2 2>>"$note" </dev/null
            (trap '' HUP INT TERM; while read -r name; do kill "-$name" 0; done <&3; kill -KILL 0) >/dev/null 2>&1 4>&- &
            exec 3<&-
            trap : HUP INT TERM
            if [ -n "$has_input" ]; then printf '%s\\n' "$input" 2>/dev/null | (exec "$@" 2>&4 4>&-)
            else (exec "$@" 2>&4 4>&-); fi
            code=$?
            [ "$code" -le 128 ] || [ -s "$note" ] || echo exit >&2
            exit "$code"
            """;

    private static final int SIGNAL_BASE = 128;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Process leader;
    private final OutputStream pipe;
    private final Path note;
    private final Output stdout;
    private final Output stderr;
    private final CompletableFuture<@Nullable Void> outputs;

    private ProcessGroup(Process leader, Path note, long outputLimit, LiveOutput watched) {
        this.leader = leader;
        this.pipe = leader.getOutputStream();
        this.note = note;
        this.stdout = new Output(leader.getInputStream(), outputLimit, new Lines(watched, LiveOutput.Stream.STDOUT));
        this.stderr = new Output(leader.getErrorStream(), outputLimit, new Lines(watched, LiveOutput.Stream.STDERR));
        this.outputs = CompletableFuture.allOf(reading(stdout, "stdout"), reading(stderr, "stderr"));
    }

    /**
     * @param command its prefix stands before the leader: so the watcher may signal whom the command may
     * @param watched told each line while the command runs
     * @throws IOException if it can't be started, for instance because there is no such directory
     */
    static ProcessGroup start(Command command, long outputLimit, LiveOutput watched) throws IOException {
        Path note = LeaderNotes.fresh();
        List<String> words = new ArrayList<>(List.of("setsid"));
        words.addAll(command.prefix());
        words.addAll(List.of("sh", "-c", LEADER, "hookline", note.toString(), command.input() == null ? "" : "input"));
        words.addAll(command.words());
        var builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        if (command.directory() != null) {
            builder.directory(command.directory().toFile());
        }
        var group = new ProcessGroup(started(builder, note), note, outputLimit, watched);
        try {
            group.tell(command.password());
            group.tell(command.input());
            return group;
        } catch (IOException e) {
            group.kill();
            throw e;
        }
    }

    private static Process started(ProcessBuilder builder, Path note) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            LeaderNotes.remove(note);
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

    /** How it ended, once {@link #ended} is done and before this is closed. */
    End end() {
        int code = leader.exitValue();
        return code <= SIGNAL_BASE || LeaderNotes.saysExit(note) ? new Exited(code) : new Signaled(code - SIGNAL_BASE);
    }

    Output.Kept stdout() {
        return stdout.kept();
    }

    Output.Kept stderr() {
        return stderr.kept();
    }

    /** Lets go of the pipe, which ends what is left of the group. */
    @Override
    public void close() {
        try {
            pipe.close();
        } catch (IOException e) {
            // The watcher is gone already.
        }
        LeaderNotes.remove(note);
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
