package io.hookline.ingest.credential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.auth.Caller;
import io.hookline.common.json.Json;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Locale;

/** Who one is (spec: auth, 2). */
@Path("/v1/user")
@Produces(MediaType.APPLICATION_JSON)
class UserResource {
    @GET
    @NonBlocking
    public ObjectNode user(@Context SecurityContext security) {
        Caller caller = (Caller) security.getUserPrincipal();
        ObjectNode authentication = Json.object()
                .put(
                        "method",
                        switch (caller.kind()) {
                            case TOKEN -> "authentication token";
                            case API_KEY -> "API key";
                        })
                .put("location", caller.location().name().toLowerCase(Locale.ROOT));
        if (caller.tokenExpiry() != null) {
            authentication.put("token_expire", Json.TIME.format(caller.tokenExpiry()));
        }
        ObjectNode answer = Json.object().put("username", caller.name());
        answer.set("authentication", authentication);
        answer.putObject("rbac").put("enabled", false).put("is_admin", true).putArray("roles");
        return answer;
    }
}
