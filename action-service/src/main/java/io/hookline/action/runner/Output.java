package io.hookline.action.runner;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads one output of a process to its end, so that the process never waits for a reader, and keeps what came first up to a bound. The
 * last bytes are kept too, however much came: the mark of the end stands there. Those who watch are told each line as it comes.
 */
final class Output implements Runnable {
    private static final int CHUNK = 8192;
    private static final int TAIL = 256;

    private final InputStream from;
    private final int limit;
    private final Lines lines;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private byte[] tail = new byte[0];
    private long total;

    Output(InputStream from, long limit, Lines lines) {
        this.from = from;
        this.lines = lines;
        this.limit = (int) Math.min(limit, Integer.MAX_VALUE - TAIL);
    }

    @Override
    public void run() {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
                add(chunk, read);
            }
        } catch (IOException e) {
            // The stream was closed because nobody waits for the rest.
        }
        end();
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
        head.write(chunk, 0, Math.min(length, limit + TAIL - head.size()));
        byte[] joined = Arrays.copyOf(tail, tail.length + length);
        System.arraycopy(chunk, 0, joined, tail.length, length);
        tail = joined.length <= TAIL ? joined : Arrays.copyOfRange(joined, joined.length - TAIL, joined.length);
    }

    /** The last bytes so far. */
    synchronized byte[] tail() {
        return tail.clone();
    }

    /**
     * What is kept so far.
     *
     * @param lessAtEnd so many of the last bytes are none of the process's own
     */
    synchronized Kept kept(int lessAtEnd) {
        long own = total - lessAtEnd;
        byte[] bytes = head.toByteArray();
        return new Kept(Arrays.copyOf(bytes, (int) Math.min(own, limit)), own > limit);
    }

    /**
     * @param isCut whether there was more
     */
    record Kept(byte[] bytes, boolean isCut) {}
}
