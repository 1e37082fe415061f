package io.hookline.action.runner;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.api.ApiConfig;
import io.hookline.common.json.Json;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The environment that actions find (spec: actions-and-runners, 3). This process's own is not handed on: it may hold secrets. */
@Singleton
final class ActionEnvironment {
    private static final List<String> HANDED_ON =
            List.of("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "HOME", "USER", "LOGNAME", "SHELL", "TMPDIR");

    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final String apiUrl;

    @Inject
    ActionEnvironment(ApiConfig api) {
        this(api.url());
    }

    ActionEnvironment(String apiUrl) {
        this.apiUrl = apiUrl;
    }

    /** For a process on this machine: a clean one, then what the order names, then what every action finds. */
    Map<String, String> local(Order order) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", DEFAULT_PATH);
        environment.put("LANG", "C.UTF-8");
        for (String name : HANDED_ON) {
            String value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        environment.putAll(given(order));
        return environment;
    }

    /** What is added to another machine's environment. */
    Map<String, String> given(Order order) {
        Map<String, String> environment = new TreeMap<>();
        order.runner().path("env").properties().forEach(variable -> environment.put(variable.getKey(), text(variable)));
        environment.put("ST2_ACTION_PACK_NAME", order.action().pack());
        environment.put("ST2_ACTION_EXECUTION_ID", order.executionId());
        environment.put("ST2_ACTION_API_URL", apiUrl + "/v1");
        environment.put("ST2_ACTION_DEBUG", order.runner().path("debug").asBoolean(false) ? "True" : "False");
        return environment;
    }

    private static String text(Map.Entry<String, JsonNode> variable) {
        JsonNode value = variable.getValue();
        return value.isTextual() ? value.textValue() : value.isNull() ? "" : Json.text(value);
    }
}
