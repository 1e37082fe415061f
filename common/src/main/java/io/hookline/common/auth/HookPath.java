package io.hookline.common.auth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Which hook a request is for: one reading for those who decide whether the caller may, and for the door that does it. Pure. */
public final class HookPath {
    /** The hook that raises any trigger. */
    public static final String GENERIC = "st2";

    private static final String BEFORE_NAME = "/webhooks/";

    private static final Pattern OUTER_SLASHES = Pattern.compile("^/+|/+$");

    private HookPath() {}

    /** A hook's name as rules and keys may write it: outer slashes are no part of it, inner ones are (spec: webhooks-and-triggers, 1.1). */
    public static String withoutOuterSlashes(String written) {
        return OUTER_SLASHES.matcher(written).replaceAll("");
    }

    /**
     * The hook's name: what follows {@code /webhooks/}, without one slash at its end. Taken from the path as it was sent: frameworks
     * drop further slashes and what follows a semicolon.
     *
     * @throws IllegalArgumentException if its percent-encoding is broken
     */
    public static String name(String rawPath) {
        int start = rawPath.indexOf(BEFORE_NAME) + BEFORE_NAME.length();
        int end = rawPath.endsWith("/") ? rawPath.length() - 1 : rawPath.length();
        // In a path a plus is a plus.
        return URLDecoder.decode(rawPath.substring(start, end).replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
