package io.hookline.action.runner;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The leaders of this process that wait for their next command: as many at most as commands have run at once. */
final class Leaders implements AutoCloseable {
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Deque<Leader> idle = new ConcurrentLinkedDeque<>();
    private @Nullable LeaderProgram program;

    Leaders() {}

    Leaders(LeaderProgram program) {
        this.program = program;
    }

    /** One that runs nothing. Whoever runs as somebody else gets one of its own. */
    Leader take(Command command) throws IOException, InterruptedException {
        if (!command.prefix().isEmpty()) {
            return Leader.start(command);
        }
        for (@Nullable Leader leader = idle.pollFirst(); leader != null; leader = idle.pollFirst()) {
            if (leader.isFit()) {
                return leader;
            }
            leader.close();
        }
        return Leader.start(program());
    }

    private synchronized LeaderProgram program() throws InterruptedException {
        if (program == null) {
            program = LeaderProgram.cheapest();
        }
        return program;
    }

    /** Takes it back once its command has ended. */
    void giveBack(Leader leader) {
        if (leader.isAnybodys()) {
            idle.addFirst(leader);
        } else {
            leader.close();
        }
    }

    /** Ends those that run nothing, and waits a moment for what they remove. */
    @Override
    public void close() {
        List<Leader> ended = new ArrayList<>();
        for (@Nullable Leader leader = idle.pollFirst(); leader != null; leader = idle.pollFirst()) {
            leader.close();
            ended.add(leader);
        }
        CompletableFuture.allOf(ended.stream().map(Leader::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
