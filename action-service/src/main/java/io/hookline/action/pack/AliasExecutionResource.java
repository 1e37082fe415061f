package io.hookline.action.pack;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.api.RequestBody;
import io.hookline.common.json.Json;
import io.hookline.common.schema.SchemaCheck;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /v1/aliasexecution} (spec: packs-and-datastore, 7.2): says why a command from a chat does nothing, since there is no chat here. */
@Path("/v1/aliasexecution")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class AliasExecutionResource {
    private static final JsonNode SHAPE = Json.stored("""
            {"type": "object", "additionalProperties": false, "properties": {
              "name": {"type": "string", "required": true}, "format": {"type": "string", "required": true},
              "command": {"type": "string", "required": true}, "source_channel": {"type": "string", "required": true},
              "user": {"type": "string"}, "notification_channel": {"type": "string"},
              "notification_route": {"type": "string"}, "source_context": {"type": "object"}}}
            """);

    private final ActionAliases aliases;

    AliasExecutionResource(ActionAliases aliases) {
        this.aliases = aliases;
    }

    @POST
    public void execute(byte[] given) {
        JsonNode body = RequestBody.object(given);
        SchemaCheck.firstFault(SHAPE, body).ifPresent(fault -> {
            throw new BadRequestException(fault);
        });
        String name = body.path("name").asText();
        ActionAlias alias = aliases.all().stream()
                .filter(known -> known.name().equals(name) || known.ref().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new NotFoundException("Unable to identify action alias with name \"" + name + "\"."));
        throw new BadRequestException(
                alias.enabled()
                        ? "Action aliases can't be executed by this version of Hookline."
                        : "Action alias with name \"" + name + "\" is disabled.");
    }

    @POST
    @Path("match_and_execute")
    public void matchAndExecute(byte[] given) {
        JsonNode command = RequestBody.object(given).path("command");
        throw new BadRequestException(
                command.isTextual()
                        ? "Command '" + command.asText() + "' matched no patterns"
                        : "'command' is a required property");
    }
}
