package io.hookline.action.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.action.runner.ProcessGroup.End;
import io.hookline.action.runner.ProcessGroup.Exited;
import io.hookline.action.runner.ProcessGroup.Signaled;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeaderTest {
    @Test
    void aLookThatComesLateSpoilsNoOrder() throws Exception {
        try (Leader leader = Leader.start()) {
            CompletableFuture<End> first = leader.begin(shell("true"));
            assertThat(ended(leader, first)).isEqualTo(new Exited(0));
            leader.say("end");

            leader.look(first);
            CompletableFuture<End> second = leader.begin(shell("exit 3"));

            assertThat(ended(leader, second)).isEqualTo(new Exited(3));
        }
    }

    @Test
    void aCommandWhoseOrderWasSpoiledHasNotSucceeded() throws Exception {
        try (Leader leader = Leader.start()) {
            leader.say("stray");

            CompletableFuture<End> end = leader.begin(shell("true"));

            assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(new Signaled(9));
        }
    }

    private static End ended(Leader leader, CompletableFuture<End> end) throws IOException {
        leader.opened();
        await().until(() -> {
            leader.look(end);
            return end.isDone();
        });
        return end.join();
    }

    private static Command shell(String line) {
        return new Command(
                List.of(), List.of("sh", "-c", line), Map.of("PATH", System.getenv("PATH")), null, null, null);
    }
}
