package io.hookline.action.runner;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command on another machine that can be ended from outside: its shell tells its number before it runs the command, on the error output,
 * where this takes it out again. A server starts each command as the leader of a process group, so the number names all of them.
 */
final class RemoteProcess extends OutputStream {
    private static final int LONGEST_LINE = 200;
    private static final Pattern TOLD = Pattern.compile("hookline-process (\\d{1,18})\\r?\\n");

    private final OutputStream rest;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final CompletableFuture<Long> number = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private boolean isLookedFor = true;

    /**
     * @param rest gets what the command itself writes to its error output
     */
    RemoteProcess(OutputStream rest) {
        this.rest = rest;
    }

    /** The line that tells its number, and then is the command. */
    static String telling(String command) {
        return "printf 'hookline-process %s\\n' \"$$\" >&2; " + command;
    }

    /** To the whole group; where the server has made none, to the shell alone. */
    static String signal(String name, long number) {
        return "kill -s " + name + " -- -" + number + " 2>/dev/null || kill -s " + name + " " + number;
    }

    /** Comes when it has been told. */
    CompletableFuture<Long> number() {
        return number;
    }

    CompletableFuture<@Nullable Void> ended() {
        return ended;
    }

    /** Nothing of it runs any more, as far as this side knows. */
    void end() throws IOException {
        ended.complete(null);
        passOn();
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (!isLookedFor) {
            rest.write(bytes, offset, length);
            return;
        }
        line.write(bytes, offset, length);
        String text = line.toString(StandardCharsets.ISO_8859_1);
        Matcher told = TOLD.matcher(text);
        if (told.find()) {
            byte[] all = line.toByteArray();
            isLookedFor = false;
            rest.write(all, 0, told.start()); // what a profile of that machine has said before
            rest.write(all, told.end(), all.length - told.end());
            number.complete(Long.parseLong(told.group(1)));
        } else if (line.size() > LONGEST_LINE) {
            passOn();
        }
    }

    private synchronized void passOn() throws IOException {
        if (isLookedFor) {
            isLookedFor = false;
            line.writeTo(rest);
        }
    }
}
