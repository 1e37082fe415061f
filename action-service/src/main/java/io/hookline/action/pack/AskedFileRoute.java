package io.hookline.action.pack;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Brings every request for a pack's file to its resource. The router shortens paths before it looks for one, so that {@code ..} would lead
 * somewhere else.
 */
@Singleton
final class AskedFileRoute {
    private static final String ROUTE = "/v1/packs/views/file/-/-";

    @ServerRequestFilter(preMatching = true, priority = 1)
    void keep(ContainerRequestContext request, HttpServerRequest sent) {
        AskedFile.of(sent.path())
                .filter(asked -> !PackFolder.isPlain(asked.path()))
                .ifPresent(asked -> request.setRequestUri(request.getUriInfo()
                        .getRequestUriBuilder()
                        .replacePath(ROUTE)
                        .build()));
    }
}
