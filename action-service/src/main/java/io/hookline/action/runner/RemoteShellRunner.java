package io.hookline.action.runner;

import jakarta.inject.Singleton;

/** Runs a command line in a shell on other machines (spec: actions-and-runners, 5). */
@Singleton
final class RemoteShellRunner implements Runner {
    private final RemoteShell shell;
    private final ActionEnvironment environment;

    RemoteShellRunner(RemoteShell shell, ActionEnvironment environment) {
        this.shell = shell;
        this.environment = environment;
    }

    @Override
    public String name() {
        return "remote-shell-cmd";
    }

    @Override
    public Lane lane() {
        return Lane.THREAD;
    }

    @Override
    public RunnerResult run(Order order, Stop stop) throws InterruptedException {
        return shell.run(
                order,
                (connection, stdout, stderr, remaining) -> {
                    RemoteLine line =
                            line(order, environment, order.runner().path("cmd").asText(""));
                    return connection.perform(line, stdout, stderr, remaining.time());
                },
                stop);
    }

    static RemoteLine line(Order order, ActionEnvironment environment, String command) {
        return RemoteLine.of(
                environment.given(order),
                order.runner().path("cwd").asText("/tmp"),
                command,
                order.runner().path("sudo").asBoolean(false),
                order.runner().path("sudo_password").textValue());
    }
}
