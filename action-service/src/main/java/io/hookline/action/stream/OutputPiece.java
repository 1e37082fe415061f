package io.hookline.action.stream;

import io.hookline.action.runner.LiveOutput;
import java.time.Instant;

/**
 * Some lines that a run printed one after the other on one of its outputs.
 *
 * @param line number of the first one, from 0; both outputs are numbered together, as they came
 * @param data the lines with their newlines; only the last one may have none
 */
record OutputPiece(Source source, int line, LiveOutput.Stream stream, Instant at, String data) {
    /** Whose output it is. */
    record Source(String executionId, int attempt, String actionRef, String runnerRef) {}

    @Override
    public String toString() {
        return "OutputPiece[execution=" + source.executionId() + ", line=" + line
                + "]"; // what is printed may be secret
    }
}
