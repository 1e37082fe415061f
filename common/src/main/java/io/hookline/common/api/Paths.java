package io.hookline.common.api;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * The spellings of one path: each also answers under {@code /api}, without its version, and with one slash more at its end; with two it
 * is not found (spec: auth, 1). Resources are written with the canonical one.
 */
@Singleton
final class Paths {
    private static final String PREFIX = "/api/";
    private static final String VERSION = "/v1";
    private static final String HOOKS = "/v1/webhooks/";
    private static final String EXECUTIONS = "/v1/executions";
    private static final String OLD_EXECUTIONS = "/v1/actionexecutions";
    private static final List<String> SERVICES = List.of("/auth", "/stream");

    @ServerRequestFilter(preMatching = true, priority = 0)
    void canonical(ContainerRequestContext request) {
        URI asked = request.getUriInfo().getRequestUri();
        String path = asked.getRawPath();
        String canonical = canonical(path);
        if (hasEmptySegment(canonical)) {
            request.abortWith(Fault.answer(Response.Status.NOT_FOUND.getStatusCode(), Fault.NO_SUCH_PATH));
        } else if (!canonical.equals(path)) {
            // The router decodes what it takes from here, and then once more, as every path.
            String encoded = canonical.replace("%", "%25");
            request.setRequestUri(UriBuilder.fromUri(asked).replacePath(encoded).build());
        }
    }

    static String canonical(String path) {
        String bare = path.startsWith(PREFIX) ? path.substring(PREFIX.length() - 1) : path;
        return withVersion(withoutLastSlash(bare));
    }

    /** The framework would drop it, and one path would mean two things. The name of a hook may have some. */
    static boolean hasEmptySegment(String canonical) {
        boolean isOfHook =
                canonical.startsWith(HOOKS) && !canonical.replace("/", "").equals("v1webhooks");
        return !isOfHook && (canonical.contains("//") || canonical.endsWith("/"));
    }

    private static String withoutLastSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String withVersion(String path) {
        for (String service : SERVICES) {
            if (path.startsWith(service + "/")) {
                return service + withVersion(path.substring(service.length()));
            }
        }
        boolean versioned = path.equals(VERSION) || path.startsWith(VERSION + "/");
        String canonical = versioned ? path : VERSION + (path.equals("/") ? "" : path);
        boolean isOldName = canonical.equals(OLD_EXECUTIONS) || canonical.startsWith(OLD_EXECUTIONS + "/");
        return isOldName ? EXECUTIONS + canonical.substring(OLD_EXECUTIONS.length()) : canonical;
    }
}
