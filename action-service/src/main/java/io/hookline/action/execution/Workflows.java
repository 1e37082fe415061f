package io.hookline.action.execution;

import java.util.Set;

/** Which runner types ask for executions of their own. */
final class Workflows {
    private static final Set<String> RUNNERS = Set.of("action-chain", "orquesta");

    private Workflows() {}

    static boolean isOne(String runnerType) {
        return RUNNERS.contains(runnerType);
    }
}
