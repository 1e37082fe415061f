package io.hookline.action;

import io.hookline.common.start.MappedSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of numbers that make no sense the start says which setting it is. */
class SenselessSettingsTest {
    private final MappedSettings settings = new MappedSettings(
            "io.hookline.action.callback.CallbackConfig",
            "io.hookline.action.execution.WorkerConfig",
            "io.hookline.action.runner.RunnerConfig",
            "io.hookline.action.runner.SshConfig",
            "io.hookline.action.stream.OutputConfig",
            "io.hookline.action.stream.StreamConfig",
            "io.hookline.action.trigger.RaiseConfig");

    @ParameterizedTest
    @CsvSource(delimiter = '=', textBlock = """
            hookline.action.output-limit=0
            hookline.action.cancel-grace=PT-1S
            hookline.callbacks.timeout=0S
            hookline.callbacks.keep-trying=0S
            hookline.callbacks.first-pause=0S
            hookline.callbacks.most-at-once=0
            hookline.runner.ssh.connect-timeout=0S
            hookline.runner.ssh.concurrency=0
            hookline.runner.stream-output-limit=0
            hookline.runner.stream-output-lines=0
            hookline.stream.heartbeat=0S
            hookline.stream.most-readers=-1
            hookline.stream.longest-queue=0
            hookline.stream.largest-queue=0
            hookline.stream.longest-replay=-1
            hookline.stream.most-waiting=-1
            hookline.triggers.largest-value=0
            hookline.triggers.deepest-chain=-1
            hookline.worker.slots=-1
            hookline.worker.processes=-1
            hookline.worker.workflows=-1
            hookline.worker.lease=0S
            hookline.worker.heartbeat=0S
            hookline.worker.poll=0S
            hookline.worker.sweep=0S
            hookline.worker.lost-retries=-1
            hookline.worker.stop-grace=PT-1S
            """)
    void areRefusedByName(String name, String value) {
        settings.assertRefused(name, value);
    }

    @Test
    void theDefaultsAreNone() {
        settings.assertDefaultsPossible();
    }
}
