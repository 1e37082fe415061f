package io.hookline.common.log;

import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Keeps what happens a thousand times a second from filling the log: the first line goes out at once, then at most one each few
 * seconds, with the number of those held back since. For any thread.
 */
public final class LogLimit {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final LongSupplier nanoTime;
    private boolean isFirst = true;
    private long lastLine;
    private long heldBack;

    public LogLimit() {
        this(System::nanoTime);
    }

    LogLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * @param line writes the line, if it is let through; gets the number of those held back before it
     */
    public void tell(LongConsumer line) {
        long before;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            if (!isFirst && now - lastLine < PAUSE.toNanos()) {
                heldBack++;
                return;
            }
            isFirst = false;
            lastLine = now;
            before = heldBack;
            heldBack = 0;
        }
        line.accept(before);
    }
}
