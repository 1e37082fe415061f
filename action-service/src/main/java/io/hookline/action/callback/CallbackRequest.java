package io.hookline.action.callback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.runner.HttpRequest;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** What a request for an execution may say of its callback: {@code {"url", "secret"}}. Pure. */
public final class CallbackRequest {
    static final String URL = "url";
    static final String SECRET = "secret";
    static final String SECRET_PREFIX = "whsec_";

    private static final Set<String> FIELDS = Set.of(URL, SECRET);
    private static final int LONGEST_URL = 2048;
    private static final int SHORTEST_SECRET = 24;
    private static final int LONGEST_SECRET = 64;

    private CallbackRequest() {}

    /** What is wrong with it; nothing is wrong with one that is empty. */
    public static Optional<String> faultOf(ObjectNode callback) {
        if (callback.isEmpty()) {
            return Optional.empty();
        }
        for (String field : (Iterable<String>) callback::fieldNames) {
            if (!FIELDS.contains(field)) {
                return Optional.of("callback." + field + " is not known; a callback has url and secret");
            }
        }
        return faultOfUrl(callback.path(URL)).or(() -> faultOfSecret(callback.path(SECRET)));
    }

    private static Optional<String> faultOfUrl(JsonNode given) {
        if (!given.isTextual()) {
            return Optional.of("callback.url is missing or no string");
        }
        if (given.textValue().length() > LONGEST_URL) {
            return Optional.of("callback.url is longer than " + LONGEST_URL + " characters");
        }
        try {
            URI url = HttpRequest.url(given.textValue());
            return url.getRawUserInfo() == null
                    ? Optional.empty()
                    : Optional.of("callback.url must not hold credentials; a secret makes callbacks signed");
        } catch (IllegalArgumentException e) {
            return Optional.of("callback.url: " + e.getMessage());
        }
    }

    private static Optional<String> faultOfSecret(JsonNode given) {
        if (given.isMissingNode()) {
            return Optional.empty();
        }
        return given.isTextual() && isSecret(given.textValue())
                ? Optional.empty()
                : Optional.of("callback.secret has to be " + SECRET_PREFIX + "<base64> of " + SHORTEST_SECRET + " to "
                        + LONGEST_SECRET + " bytes");
    }

    private static boolean isSecret(String text) {
        try {
            int length = Base64.getDecoder().decode(text.substring(SECRET_PREFIX.length())).length;
            return text.startsWith(SECRET_PREFIX) && length >= SHORTEST_SECRET && length <= LONGEST_SECRET;
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return false;
        }
    }
}
