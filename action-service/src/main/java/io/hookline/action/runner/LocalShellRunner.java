package io.hookline.action.runner;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Runs a command line in a shell on this machine (spec: actions-and-runners, 4). */
@Singleton
final class LocalShellRunner implements Runner {
    private final LocalShell shell;

    LocalShellRunner(LocalShell shell) {
        this.shell = shell;
    }

    @Override
    public String name() {
        return "local-shell-cmd";
    }

    @Override
    public Lane lane() {
        return Lane.PROCESS;
    }

    @Override
    public RunnerResult run(Order order, Stop stop) throws InterruptedException {
        Optional<RunnerResult> message = EchoedMessage.of(order);
        return message.isPresent()
                ? message.get()
                : shell.run(order.runner().path("cmd").asText(""), List.of(), order, stop);
    }
}
