package io.hookline.common.parameters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.common.model.RunnerType;
import io.hookline.expressions.template.Datastore;
import java.util.Map;
import java.util.Optional;

/** Actions and runner types by their parameters; JSON with single quotes. */
final class Samples {
    static final String SHELL = """
            {'cwd': {'type': 'string', 'description': 'where'},
             'env': {'type': 'object'},
             'sudo': {'type': 'boolean', 'default': false},
             'sudo_password': {'type': 'string', 'default': null, 'secret': true, 'required': false},
             'timeout': {'type': 'integer', 'default': 60}}""";

    private Samples() {}

    static ActionParameters parameters(String ofAction, String ofRunner) {
        return ActionParameters.of(action(ofAction), runner(ofRunner));
    }

    static Action action(String parameters) {
        return new Action(
                "6b04f0b060fd08e819d0aac8",
                "default.a1",
                "action:default:a1",
                "a1",
                "default",
                null,
                true,
                "local-shell-cmd",
                "",
                json(parameters),
                Json.object(),
                Json.mapper().createArrayNode(),
                Json.object(),
                "actions/a1.yaml",
                null);
    }

    static RunnerType runner(String parameters) {
        return new RunnerType(
                "6b04f0b060fd08e819d0aac9",
                "local-shell-cmd",
                "runner_type:local-shell-cmd",
                "",
                true,
                "local_runner",
                "local_shell_command_runner",
                json(parameters),
                null,
                Json.object());
    }

    static Datastore datastore(Map<String, String> system) {
        return Datastore.ofSystem(key -> Optional.ofNullable(system.get(key)), text -> Optional.empty());
    }

    static ObjectNode json(String json) {
        return (ObjectNode) Json.stored(json.replace('\'', '"'));
    }
}
