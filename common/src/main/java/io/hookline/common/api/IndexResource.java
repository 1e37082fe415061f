package io.hookline.common.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.ConfigProvider;

/** What answers here (spec: packs-and-datastore, 7.1). */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
class IndexResource {
    private final String version = ConfigProvider.getConfig()
            .getOptionalValue("quarkus.application.version", String.class)
            .orElse("unknown");

    @GET
    @NonBlocking
    public ObjectNode index() {
        return Json.object().put("version", version).put("docs_url", "http://docs.stackstorm.com/latest");
    }
}
