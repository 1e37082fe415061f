package io.hookline.common.api;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * The spellings of one path: each also answers under {@code /api}, without its version, and with one slash more at its end (spec:
 * auth, 1). Resources are written with the canonical one.
 */
@Singleton
final class Paths {
    private static final String PREFIX = "/api/";
    private static final String VERSION = "/v1";

    @ServerRequestFilter(preMatching = true, priority = 0)
    void canonical(ContainerRequestContext request) {
        URI asked = request.getUriInfo().getRequestUri();
        String path = asked.getRawPath();
        String canonical = canonical(path);
        if (!canonical.equals(path)) {
            request.setRequestUri(
                    UriBuilder.fromUri(asked).replacePath(canonical).build());
        }
    }

    static String canonical(String path) {
        String bare = path.startsWith(PREFIX) ? path.substring(PREFIX.length() - 1) : path;
        return withVersion(withoutLastSlash(bare));
    }

    private static String withoutLastSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String withVersion(String path) {
        for (String service : new String[] {"/auth", "/stream"}) {
            if (path.startsWith(service + "/")) {
                return service + withVersion(path.substring(service.length()));
            }
        }
        boolean versioned = path.equals(VERSION) || path.startsWith(VERSION + "/");
        String canonical = versioned ? path : VERSION + (path.equals("/") ? "" : path);
        return canonical.replaceFirst("^/v1/actionexecutions(?=/|$)", "/v1/executions");
    }
}
