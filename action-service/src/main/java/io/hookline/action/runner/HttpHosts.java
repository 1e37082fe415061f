package io.hookline.action.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Whether an order lets a host be reached: it may name those it forbids, or those it allows. Pure. */
final class HttpHosts {
    private HttpHosts() {}

    /**
     * @throws IllegalArgumentException if it does not
     */
    static void check(HttpRequest request, ObjectNode runner) {
        JsonNode forbidden = runner.path("url_hosts_blacklist");
        JsonNode allowed = runner.path("url_hosts_whitelist");
        if (!forbidden.isEmpty() && !allowed.isEmpty()) {
            throw new IllegalArgumentException(
                    "\"url_hosts_blacklist\" and \"url_hosts_whitelist\" parameters are mutually exclusive. Only one should be provided.");
        }
        if (names(forbidden, request.host())) {
            throw new IllegalArgumentException("URL \"" + request.url() + "\" is blacklisted");
        }
        if (!allowed.isEmpty() && !names(allowed, request.host())) {
            throw new IllegalArgumentException("URL \"" + request.url() + "\" is not whitelisted");
        }
    }

    private static boolean names(JsonNode hosts, String host) {
        for (JsonNode listed : hosts) {
            if (listed.asText().replaceAll("[\\[\\]]", "").equalsIgnoreCase(host)) {
                return true;
            }
        }
        return false;
    }
}
