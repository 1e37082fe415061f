package io.hookline.action.runner;

import java.io.OutputStream;
import java.util.Arrays;

/** One output of a command on another machine, kept and told as that of a process here is. */
final class RemoteOutput extends OutputStream {
    private final Output output;
    private boolean isOver;

    RemoteOutput(long limit, LiveOutput watched, LiveOutput.Stream stream) {
        this.output = new Output(limit, new Lines(watched, stream));
    }

    @Override
    public void write(int oneByte) {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        if (!isOver) {
            output.add(Arrays.copyOfRange(bytes, offset, offset + length), length);
        }
    }

    /** What came until now; nothing more is taken. */
    synchronized Output.Kept kept() {
        if (!isOver) {
            isOver = true;
            output.end();
        }
        return output.kept();
    }
}
