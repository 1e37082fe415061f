package io.hookline.action.stream;

import io.hookline.action.runner.LiveOutput;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What one run has printed and is not written yet. Never blocks: beyond the bound of a run nothing more is taken, and while too much
 * waits to be written, lines are left out; both are said where it happens.
 */
final class Printed implements LiveOutput {
    static final String CUT = "[output was longer than the limit and is cut here]\n";

    private static final int LONGEST_PIECE = 64 * 1024;

    private final OutputPiece.Source source;
    private final Limits limits;
    private final Clock clock;
    private final Deque<Open> pending = new ArrayDeque<>();
    private int lines;
    private long characters;
    private long pendingCharacters;
    private int leftOut;
    private int dropped;
    private boolean isCut;

    Printed(OutputPiece.Source source, Limits limits, Clock clock) {
        this.source = source;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public synchronized void line(Stream stream, String line) {
        if (isCut) {
            dropped++;
        } else if (lines >= limits.lines() || characters + line.length() > limits.characters()) {
            isCut = true;
            dropped++;
            add(stream, CUT);
        } else if (pendingCharacters + line.length() > limits.pending()) {
            leftOut++;
            dropped++;
        } else {
            if (leftOut > 0) {
                add(stream, "[" + leftOut + " lines are missing here]\n");
                leftOut = 0;
            }
            add(stream, line);
        }
    }

    private void add(Stream stream, String line) {
        String storable = line.replace('\0', '\ufffd'); // PostgreSQL's texts can't hold it
        Open last = pending.peekLast();
        if (last == null || last.stream != stream || last.isFull()) {
            last = new Open(stream, lines, clock.instant());
            pending.add(last);
        }
        last.data.append(storable);
        lines++;
        characters += storable.length();
        pendingCharacters += storable.length();
    }

    /** Takes out what waits to be written, in order. */
    synchronized List<OutputPiece> take() {
        List<OutputPiece> pieces = new ArrayList<>(pending.size());
        for (Open open : pending) {
            pieces.add(new OutputPiece(source, open.line, open.stream, open.at, open.data.toString()));
        }
        pending.clear();
        pendingCharacters = 0;
        return pieces;
    }

    synchronized boolean isUnused() {
        return lines == 0 && dropped == 0;
    }

    /** Lines that nobody will see, since this was last asked. */
    synchronized int dropped() {
        int since = dropped;
        dropped = 0;
        return since;
    }

    /** How much of a run is taken, and how much of it may wait to be written. */
    record Limits(int lines, long characters, long pending) {}

    /** A piece that may still grow. */
    private static final class Open {
        private final Stream stream;
        private final int line;
        private final Instant at;
        private final StringBuilder data = new StringBuilder();

        private Open(Stream stream, int line, Instant at) {
            this.stream = stream;
            this.line = line;
            this.at = at;
        }

        /** Lines are counted by their newlines, so nothing follows one that has none. */
        private boolean isFull() {
            return data.length() >= LONGEST_PIECE || data.charAt(data.length() - 1) != '\n';
        }
    }
}
