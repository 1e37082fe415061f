package io.hookline.action.runner;

import java.util.List;

/** A runner type that packs name and that can't be run here. It says so in a sentence that helps. */
record AbsentRunner(String name, String reason) implements Runner {
    private static final String NO_WINDOWS = "Windows machines can't be reached by WinRM from this version of Hookline;"
            + " those that run an SSH server can be, with remote-shell-cmd.";

    static final List<AbsentRunner> ALL = List.of(
            new AbsentRunner(
                    "orquesta",
                    "Orquesta workflows can't be run by this version of Hookline; what is linear can be an action-chain."),
            new AbsentRunner("winrm-cmd", NO_WINDOWS),
            new AbsentRunner("winrm-ps-cmd", NO_WINDOWS),
            new AbsentRunner("winrm-ps-script", NO_WINDOWS));

    @Override
    public Lane lane() {
        return Lane.THREAD;
    }

    @Override
    public RunnerResult run(Order order, Stop stop) {
        return RunnerResult.Failed.because(reason);
    }
}
