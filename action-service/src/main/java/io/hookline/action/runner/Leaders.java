package io.hookline.action.runner;

import java.io.IOException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** The leaders of this process that wait for their next command: as many at most as commands have run at once. */
final class Leaders {
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
}
