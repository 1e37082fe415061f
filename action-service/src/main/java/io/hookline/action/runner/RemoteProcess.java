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
    /** How much of a profile's own words may come before it. */
    private static final int LOOKED_THROUGH = 64 * 1024;

    private static final Pattern TOLD = Pattern.compile("hookline-process (\\d{1,18})\\r?\\n");

    private final RemoteLine run;
    private final OutputStream rest;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final CompletableFuture<Long> number = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private boolean isLookedFor = true;
    private int lookedThrough;

    /**
     * @param run what its shell runs after it has told its number
     * @param rest gets what the command itself writes to its error output
     */
    RemoteProcess(RemoteLine run, OutputStream rest) {
        this.run = run;
        this.rest = rest;
    }

    /** The line that tells its number, and then is the command. */
    String telling() {
        return "printf 'hookline-process %s\\n' \"$$\" >&2; " + run.line();
    }

    /** To the whole group; where the server has made none, to the shell alone. Whoever runs the command may not be who is logged in. */
    RemoteLine signal(String name, long told) {
        return run.by("kill -s " + name + " -- -" + told + " 2>/dev/null || kill -s " + name + " " + told);
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
        int end = offset + length;
        for (int next = offset; next < end; next++) {
            line.write(bytes[next]);
            lookedThrough++;
            if (bytes[next] == '\n') {
                look();
            } else if (lookedThrough >= LOOKED_THROUGH) {
                passOn();
            }
            if (!isLookedFor) {
                rest.write(bytes, next + 1, end - next - 1);
                return;
            }
        }
    }

    private void look() throws IOException {
        Matcher told = TOLD.matcher(line.toString(StandardCharsets.ISO_8859_1));
        if (told.find()) {
            isLookedFor = false;
            rest.write(line.toByteArray(), 0, told.start()); // a profile's last word may have no line end
            number.complete(Long.parseLong(told.group(1)));
        } else {
            line.writeTo(rest);
        }
        line.reset();
    }

    private synchronized void passOn() throws IOException {
        if (isLookedFor) {
            isLookedFor = false;
            line.writeTo(rest);
        }
    }
}
