package io.hookline.action.runner;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process that runs commands for this one, one after the other, each in a process group of its own: at a part of what it costs this
 * process to start one. It reads orders and the names of signals from a pipe; with that pipe, and so with this process, ends the group of
 * the command that runs (decision record: 0011). What it reads and prints: {@code leader/leader.bash}.
 */
final class Leader implements AutoCloseable {
    private static final int SIGNAL_BASE = 128;
    private static final int KILL = 9;

    /** {@code passwd_tries} of sudo is 3 where nobody has set it. */
    private static final int MOST_QUESTIONS = 10;

    private final Process process;
    private final OutputStream pipe;
    private final LeaderFolder folder;
    private final boolean isAnybodys;
    private volatile CompletableFuture<ProcessGroup.End> awaited = new CompletableFuture<>();
    private volatile CompletableFuture<@Nullable Void> begun = CompletableFuture.completedFuture(null);
    private volatile CompletableFuture<@Nullable Void> opened = begun;
    private volatile long group;

    private Leader(Process process, LeaderFolder folder, boolean isAnybodys) {
        this.process = process;
        this.pipe = process.getOutputStream();
        this.folder = folder;
        this.isAnybodys = isAnybodys;
        // Not a virtual thread: reading a pipe holds on to its carrier.
        Thread.ofPlatform().daemon().name("process-leader").start(this::listen);
    }

    /** One for any command that runs as this process's user. */
    static Leader start(LeaderProgram program) throws IOException, InterruptedException {
        return start(program, List.of(), Map.of(), true);
    }

    /**
     * One for this command alone: below what stands before it, such as {@code sudo}, so that it may signal whom the command may; which
     * hands the environment on to it.
     */
    static Leader start(Command command) throws IOException, InterruptedException {
        return start(LeaderProgram.BASH, command.prefix(), command.environment(), false);
    }

    private static Leader start(
            LeaderProgram program, List<String> prefix, Map<String, String> environment, boolean isAnybodys)
            throws IOException, InterruptedException {
        LeaderFolder folder = LeaderFolder.fresh(program);
        List<String> words = new ArrayList<>(List.of("setsid"));
        words.addAll(DefaultSignals.WORDS);
        words.addAll(prefix);
        words.addAll(program.words());
        words.addAll(List.of(folder.script().toString(), folder.path().toString()));
        var builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new Leader(builder.start(), folder, isAnybodys);
        } catch (IOException e) {
            folder.remove();
            throw e;
        }
    }

    /**
     * Has it run a command; until {@link #opened} is called, nothing that the command prints is lost.
     *
     * @return how it ends; if the leader ends before it, then as the leader did
     */
    CompletableFuture<ProcessGroup.End> begin(Command command) throws IOException {
        var end = new CompletableFuture<ProcessGroup.End>();
        awaited = end;
        Path directory = command.directory();
        Map<String, String> variables = isAnybodys ? command.environment() : Map.of();
        List<String> texts = new ArrayList<>();
        texts.add(directory == null ? "" : directory.toAbsolutePath().toString());
        texts.add(command.input() == null ? "" : "input");
        texts.add(command.input() == null ? "" : command.input());
        texts.add(String.valueOf(variables.size()));
        variables.forEach((name, value) -> texts.add(name + "=" + value));
        texts.addAll(command.words());
        texts.add("run");
        texts.addFirst(String.valueOf(texts.size()));
        var order = new ByteArrayOutputStream();
        for (String text : texts) {
            if (text.indexOf('\0') >= 0) {
                throw new IOException("a command can't hold a null character");
            }
            order.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            order.write(0);
        }
        hold();
        try {
            write(order.toByteArray());
        } catch (IOException e) {
            opened();
            throw e;
        }
        return end;
    }

    InputStream openStdout() throws IOException {
        return new FileInputStream(folder.stdout().toFile());
    }

    /** Of a leader that is gone, for instance because {@code sudo} wants another password, also what its prefix has to say about it. */
    InputStream openStderr() throws IOException {
        var ofCommand = new FileInputStream(folder.stderr().toFile());
        return new SequenceInputStream(ofCommand, new Complaint());
    }

    /** Both outputs are read by now, or can't be. */
    void opened() {
        try {
            say("opened");
        } catch (IOException e) {
            // It is gone, and its end of the outputs with it.
        }
        opened.complete(null);
    }

    /**
     * Holds the outputs until they are open here and there: who opens them does not wait for a command that may never come so far, and
     * nobody takes them for closed who comes before it.
     */
    private void hold() {
        Closeable held = folder.hold();
        begun = new CompletableFuture<>();
        opened = new CompletableFuture<>();
        CompletableFuture.allOf(begun, opened).thenRun(() -> {
            try {
                held.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * Hands on to what stands before it, which may not ask for it, or ask again: the leader passes over what is left, and each further
     * question has its answer, so that none waits for what comes next.
     */
    void give(String password) throws IOException {
        write((password + "\n".repeat(MOST_QUESTIONS)).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param word the name of a signal for the group, {@code look} or {@code end}; one that came between two orders would
     *     spoil the next
     */
    void say(String word) throws IOException {
        write((word + "\0").getBytes(StandardCharsets.UTF_8));
    }

    private synchronized void write(byte[] bytes) throws IOException {
        pipe.write(bytes);
        pipe.flush();
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            CompletableFuture<ProcessGroup.End> end = awaited;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] told = line.split(" ");
                switch (told[0]) {
                    case "begun" -> {
                        group = Long.parseLong(told[1]);
                        end = awaited;
                        begun.complete(null);
                    }
                    case "exited" -> end.complete(new ProcessGroup.Exited(Integer.parseInt(told[1])));
                    case "signaled" -> end.complete(new ProcessGroup.Signaled(Integer.parseInt(told[1])));
                    default -> {} // what stands before it may greet
                }
            }
        } catch (IOException e) {
            // As if it had said nothing more.
        }
        process.onExit().thenAccept(ended -> {
            leaveNobody();
            begun.complete(null);
            awaited.complete(untold(ended.exitValue()));
        });
    }

    /** Should somebody have killed it, its command goes too. */
    private void leaveNobody() {
        if (!awaited.isDone()) {
            ProcessHandle.of(group).ifPresent(command -> {
                command.descendants().forEach(ProcessHandle::destroyForcibly);
                command.destroyForcibly();
            });
        }
    }

    /** Of a command whose end its leader did not live to tell, the leader's own; one that ended well has killed it. */
    private static ProcessGroup.End untold(int code) {
        if (code == 0) {
            return new ProcessGroup.Signaled(KILL);
        }
        return code > SIGNAL_BASE ? new ProcessGroup.Signaled(code - SIGNAL_BASE) : new ProcessGroup.Exited(code);
    }

    /** Whether it can run another command. */
    boolean isFit() {
        return process.isAlive() && folder.isWhole();
    }

    /** Whether other commands may follow. */
    boolean isAnybodys() {
        return isAnybodys;
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    Stream<ProcessHandle> descendants() {
        return process.descendants();
    }

    void destroy() {
        process.destroyForcibly();
    }

    /** Lets go of the pipe, which ends it and the group of what it runs. */
    @Override
    public void close() {
        try {
            pipe.close();
        } catch (IOException e) {
            // It is gone already.
        }
        process.onExit().thenRun(folder::remove);
    }

    private final class Complaint extends InputStream {
        @Override
        public int read() throws IOException {
            InputStream errors = process.getErrorStream();
            return !process.isAlive() && errors.available() > 0 ? errors.read() : -1;
        }
    }
}
