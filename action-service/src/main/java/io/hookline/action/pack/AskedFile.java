package io.hookline.action.pack;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of a pack that a request names, read from its path as it was sent: what finds the resource for a path has shortened it before,
 * and has left nothing of {@code ..} and of double slashes (spec: packs-and-datastore, 2.2).
 *
 * @param pack its reference or id
 * @param path within the pack, as it was asked for
 */
record AskedFile(String pack, String path) {
    private static final Pattern ROUTE = Pattern.compile("/packs/+views/+file/+([^/]+)/(.+?)/?\\z", Pattern.DOTALL);

    /**
     * @param sent path of the request, not decoded
     * @return empty if the route itself is spelled in a longer way
     */
    static Optional<AskedFile> of(String sent) {
        Matcher route = ROUTE.matcher(sent);
        return route.find()
                ? Optional.of(new AskedFile(decoded(route.group(1)), decoded(route.group(2))))
                : Optional.empty();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
