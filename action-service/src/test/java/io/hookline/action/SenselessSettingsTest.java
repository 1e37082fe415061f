package io.hookline.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of numbers that make no sense the start says which setting it is. */
class SenselessSettingsTest {
    private static final List<String> MAPPINGS = List.of(
            "callback.CallbackConfig",
            "execution.WorkerConfig",
            "runner.RunnerConfig",
            "runner.SshConfig",
            "stream.OutputConfig",
            "stream.StreamConfig",
            "trigger.RaiseConfig");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hookline.action.output-limit=0",
                "hookline.action.cancel-grace=PT-1S",
                "hookline.callbacks.timeout=0S",
                "hookline.callbacks.keep-trying=0S",
                "hookline.callbacks.first-pause=0S",
                "hookline.callbacks.most-at-once=0",
                "hookline.runner.ssh.connect-timeout=0S",
                "hookline.runner.ssh.concurrency=0",
                "hookline.runner.stream-output-limit=0",
                "hookline.runner.stream-output-lines=0",
                "hookline.stream.heartbeat=0S",
                "hookline.stream.most-readers=-1",
                "hookline.stream.longest-queue=0",
                "hookline.stream.largest-queue=0",
                "hookline.stream.longest-replay=-1",
                "hookline.stream.most-waiting=-1",
                "hookline.triggers.largest-value=0",
                "hookline.triggers.deepest-chain=-1",
                "hookline.worker.slots=-1",
                "hookline.worker.processes=-1",
                "hookline.worker.workflows=-1",
                "hookline.worker.lease=0S",
                "hookline.worker.heartbeat=0S",
                "hookline.worker.poll=0S",
                "hookline.worker.sweep=0S",
                "hookline.worker.lost-retries=-1",
                "hookline.worker.stop-grace=PT-1S"
            })
    void areRefusedByName(String setting) {
        String[] named = setting.split("=");

        Throwable failure = catchThrowable(() -> read(Map.of(named[0], named[1])));

        assertThat(failure)
                .hasMessageContaining(named[0])
                .hasMessageFindingMatch("it (has to be more|can't be less) than 0");
    }

    @Test
    void theDefaultsAreNone() {
        assertThatCode(() -> read(Map.of())).doesNotThrowAnyException();
    }

    private static void read(Map<String, String> settings) throws ClassNotFoundException {
        var builder = new SmallRyeConfigBuilder().addDiscoveredConverters().withDefaultValues(settings);
        for (String mapping : MAPPINGS) {
            builder.withMapping(Class.forName("io.hookline.action." + mapping));
        }
        builder.build();
    }
}
