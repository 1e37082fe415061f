package io.hookline.action.runner;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.api.ApiConfig;
import io.hookline.common.json.Json;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The environment that actions find (spec: actions-and-runners, 3). This process's own is not handed on: it may hold secrets. */
@Singleton
final class ActionEnvironment {
    private static final List<String> HANDED_ON =
            List.of("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "HOME", "USER", "LOGNAME", "SHELL", "TMPDIR");

    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** What a process may still do between its timeout and its end. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final String TOKEN = "ST2_ACTION_AUTH_TOKEN";

    private final String apiUrl;
    private final IssuedTokens tokens;
    private final Clock clock;

    @Inject
    ActionEnvironment(ApiConfig api, IssuedTokens tokens, Clock clock) {
        this(api.url(), tokens, clock);
    }

    ActionEnvironment(String apiUrl, IssuedTokens tokens, Clock clock) {
        this.apiUrl = apiUrl;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * For a process on this machine: a clean one, then what the order names, then what every action finds. It holds a token of the
     * execution's user that ends with the run, soon after its timeout at the latest.
     *
     * @throws IllegalArgumentException if the order names a variable as no shell could
     */
    Map<String, String> local(Order order, Duration timeout) {
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
        Instant expiry = clock.instant().plus(timeout).plus(MARGIN);
        environment.put(TOKEN, tokens.issue(order.user(), order.executionId(), expiry));
        return environment;
    }

    /**
     * What is added to another machine's environment; no token is among it, for it would stand on the command line there.
     *
     * @throws IllegalArgumentException if the order names a variable as no shell could
     */
    Map<String, String> given(Order order) {
        Map<String, String> environment = new TreeMap<>();
        order.runner().path("env").properties().forEach(variable -> environment.put(name(variable), text(variable)));
        environment.put("ST2_ACTION_PACK_NAME", order.action().pack());
        environment.put("ST2_ACTION_EXECUTION_ID", order.executionId());
        environment.put("ST2_ACTION_API_URL", apiUrl + "/v1");
        environment.put("ST2_ACTION_DEBUG", order.runner().path("debug").asBoolean(false) ? "True" : "False");
        return environment;
    }

    private static String name(Map.Entry<String, JsonNode> variable) {
        if (!NAME.matcher(variable.getKey()).matches()) {
            throw new IllegalArgumentException("env: \"" + variable.getKey() + "\" is no name of a variable");
        }
        return variable.getKey();
    }

    private static String text(Map.Entry<String, JsonNode> variable) {
        JsonNode value = variable.getValue();
        return value.isTextual() ? value.textValue() : value.isNull() ? "" : Json.text(value);
    }
}
