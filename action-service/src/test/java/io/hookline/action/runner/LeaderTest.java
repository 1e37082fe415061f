package io.hookline.action.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.action.runner.ProcessGroup.End;
import io.hookline.action.runner.ProcessGroup.Exited;
import io.hookline.action.runner.ProcessGroup.Signaled;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeaderTest {
    private static final int LIMIT = 1000;
    private static final LiveOutput UNWATCHED = (stream, line) -> {};

    @Test
    void aWordThatComesLateSpoilsNoOrder() throws Exception {
        var leaders = new Leaders();
        ProcessGroup first = ProcessGroup.start(leaders, shell("true"), LIMIT, UNWATCHED);
        assertThat(first.ended().get(10, TimeUnit.SECONDS)).isEqualTo(new Exited(0));
        first.close();

        first.terminate();
        first.kill();

        try (ProcessGroup second = ProcessGroup.start(leaders, shell("exit 3"), LIMIT, UNWATCHED)) {
            assertThat(second.ended().get(10, TimeUnit.SECONDS)).isEqualTo(new Exited(3));
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

    private static Command shell(String line) {
        return new Command(
                List.of(), List.of("sh", "-c", line), Map.of("PATH", System.getenv("PATH")), null, null, null);
    }
}
