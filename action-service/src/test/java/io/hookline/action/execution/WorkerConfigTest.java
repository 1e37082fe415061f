package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.action.runner.OutgoingConfig;
import io.hookline.action.runner.PythonConfig;
import io.hookline.action.runner.RunnerConfig;
import io.hookline.action.runner.SshConfig;
import io.hookline.common.database.HistoryConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerConfigTest {
    @Test
    void theDefaultsAreThese() {
        WorkerConfig worker = read(WorkerConfig.class, Map.of());
        HistoryConfig history = read(HistoryConfig.class, Map.of());

        assertThat(worker.slots()).isEqualTo(256);
        assertThat(worker.processes()).isEqualTo(16);
        assertThat(worker.lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(LeaseKeeper.heartbeat(worker)).isEqualTo(Duration.ofSeconds(10));
        assertThat(worker.poll()).isEqualTo(Duration.ofSeconds(1));
        assertThat(worker.sweep()).isEmpty();
        assertThat(worker.stopGrace()).isEqualTo(Duration.ofSeconds(20));
        assertThat(history.keep()).isEqualTo(Duration.ofDays(30));
        assertThat(history.keepSucceeded()).isEmpty();
    }

    @Test
    void whatActionsMayDoIsThis() {
        RunnerConfig runner = read(RunnerConfig.class, Map.of());

        assertThat(runner.outputLimit().asLongValue()).isEqualTo(10 * 1024 * 1024);
        assertThat(runner.cancelGrace()).isEqualTo(Duration.ofSeconds(5));
        assertThat(runner.systemUser()).isEmpty();
        assertThat(runner.validateOutputSchema()).isFalse();
    }

    @Test
    void whereRequestsMayGoIsThis() {
        OutgoingConfig outgoing = read(OutgoingConfig.class, Map.of());

        assertThat(outgoing.reach()).isEqualTo(OutgoingConfig.Reach.ANY);
        assertThat(outgoing.allowed()).isEmpty();
        assertThat(outgoing.refusedNetworks())
                .containsExactly("169.254.0.0/16", "fe80::/10", "fd00:ec2::254/128", "100.100.100.200/32");
    }

    @Test
    void howPythonIsRunAndOtherMachinesAreReachedIsThis() {
        PythonConfig python = read(PythonConfig.class, Map.of());
        SshConfig ssh = read(SshConfig.class, Map.of());

        assertThat(python.interpreter()).isEqualTo("python3");
        assertThat(python.virtualenvs()).isEmpty();
        assertThat(ssh.user()).isEqualTo("stanley");
        assertThat(ssh.keyFile()).isEmpty();
        assertThat(ssh.knownHosts()).isEmpty();
        assertThat(ssh.checkHostKeys()).isTrue();
        assertThat(ssh.connectTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(ssh.concurrency()).isEqualTo(20);
        assertThat(ssh.allowPartialFailure()).isFalse();
    }

    @Test
    void aHeartbeatThatCouldComeTooLateIsRefused() {
        WorkerConfig worker =
                read(WorkerConfig.class, Map.of("hookline.worker.lease", "2S", "hookline.worker.heartbeat", "1S"));

        assertThatThrownBy(() -> LeaseKeeper.heartbeat(worker))
                .hasMessage(
                        "hookline.worker.heartbeat (1000 ms) has to be less than half of hookline.worker.lease (2000 ms)");
    }

    private static <T> T read(Class<T> mapping, Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(mapping)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(mapping);
    }
}
