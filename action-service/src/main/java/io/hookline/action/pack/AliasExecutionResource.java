package io.hookline.action.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.RequestBody;
import io.hookline.common.auth.Caller;
import io.hookline.common.json.Json;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Map;

/** {@code /v1/aliasexecution} (spec: packs-and-datastore, 7.2): runs what a command from a chat says. */
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

    private static final JsonNode MATCHED_SHAPE = Json.stored("""
            {"type": "object", "additionalProperties": false, "properties": {
              "command": {"type": "string", "required": true}, "source_channel": {"type": "string", "required": true},
              "user": {"type": "string"}, "notification_channel": {"type": "string"},
              "notification_route": {"type": "string"}, "source_context": {"type": "object"}}}
            """);

    private final ActionAliases aliases;
    private final AliasCommands commands;

    AliasExecutionResource(ActionAliases aliases, AliasCommands commands) {
        this.aliases = aliases;
        this.commands = commands;
    }

    @POST
    public Response execute(byte[] given, @Context SecurityContext security) {
        ObjectNode body = checked(given, SHAPE);
        String name = body.path("name").asText();
        ActionAlias alias = aliases.all().stream()
                .filter(known -> known.name().equals(name) || known.ref().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new NotFoundException("Unable to identify action alias with name \"" + name + "\"."));
        if (!alias.enabled()) {
            throw new BadRequestException("Action alias with name \"" + name + "\" is disabled.");
        }
        String format = body.path("format").asText();
        if (!alias.representations().contains(format)) {
            throw new BadRequestException(
                    "Format string \"" + format + "\" is not available on the alias \"" + name + "\"");
        }
        String command = body.path("command").asText();
        Map<String, String> values = AliasFormat.values(format, command)
                .orElseThrow(() -> new BadRequestException(
                        "Command \"" + command + "\" doesn't match format string \"" + format + "\""));
        return created(commands.run(alias, values, body, caller(security)));
    }

    @POST
    @Path("match_and_execute")
    public Response matchAndExecute(byte[] given, @Context SecurityContext security) {
        ObjectNode body = checked(given, MATCHED_SHAPE);
        List<AliasMatch> matches =
                AliasMatch.of(aliases.all(), body.path("command").asText());
        AliasMatch.fault(matches, body.path("command").asText()).ifPresent(fault -> {
            throw new BadRequestException(fault);
        });
        ObjectNode answer = Json.object();
        var results = answer.putArray("results");
        matches.forEach(match -> results.add(commands.run(match.alias(), match.values(), body, caller(security))));
        return created(answer);
    }

    private static ObjectNode checked(byte[] given, JsonNode shape) {
        ObjectNode body = RequestBody.object(given);
        RequestBody.check(body, shape);
        return body;
    }

    private static Response created(ObjectNode answer) {
        return Response.status(Response.Status.CREATED).entity(answer).build();
    }

    private static String caller(SecurityContext security) {
        return ((Caller) security.getUserPrincipal()).name();
    }
}
