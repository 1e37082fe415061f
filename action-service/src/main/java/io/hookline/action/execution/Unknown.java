package io.hookline.action.execution;

import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.common.model.RunnerType;

/** What an execution shows of an action that is not there: it failed, and people look for it under the name it was asked for. */
final class Unknown {
    private static final String NO_ID = "0".repeat(24);

    private Unknown() {}

    /** Whether it was asked for by a rule when there was no such action. */
    static boolean is(Execution execution) {
        return execution.runnerName().isEmpty();
    }

    static Action action(String ref) {
        int dot = ref.indexOf('.');
        String pack = dot < 0 ? "" : ref.substring(0, dot);
        String name = ref.substring(dot + 1);
        return new Action(
                NO_ID,
                ref,
                "action:" + pack + ":" + name,
                name,
                pack,
                null,
                false,
                "",
                "",
                Json.object(),
                Json.object(),
                Json.mapper().createArrayNode(),
                Json.object(),
                "",
                null);
    }

    static RunnerType runnerType() {
        return new RunnerType(NO_ID, "", "runner_type:", "", false, "", "", Json.object(), null, Json.object());
    }
}
