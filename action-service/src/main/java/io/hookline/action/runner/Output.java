package io.hookline.action.runner;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads one output of a process to its end, so that the process never waits for a reader, and keeps what came first up to a bound. Those
 * who watch are told each line as it comes.
 */
final class Output {
    private static final int CHUNK = 8192;

    private final int limit;
    private final Lines lines;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private long total;

    Output(long limit, Lines lines) {
        this.lines = lines;
        this.limit = (int) Math.min(limit, Integer.MAX_VALUE);
    }

    /** To its end. */
    void read(InputStream from) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
            add(chunk, read);
        }
    }

    /** Takes the next bytes. */
    void add(byte[] chunk, int length) {
        take(chunk, length);
        lines.take(chunk, length);
    }

    /** Nothing more comes. */
    void end() {
        lines.end();
    }

    private synchronized void take(byte[] chunk, int length) {
        total += length;
        head.write(chunk, 0, Math.min(length, limit - head.size()));
    }

    /** What is kept so far. */
    synchronized Kept kept() {
        return new Kept(head.toByteArray(), total > limit);
    }

    /**
     * @param isCut whether there was more
     */
    record Kept(byte[] bytes, boolean isCut) {}
}
