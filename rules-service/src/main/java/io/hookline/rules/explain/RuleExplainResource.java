package io.hookline.rules.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.api.RequestBody;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.schema.SchemaCheck;
import io.hookline.rules.rule.Rule;
import io.hookline.rules.rule.Rules;
import io.hookline.rules.trigger.TriggerInstances;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** {@code /v1/rules/{ref}/explain}: what a rule makes of a payload, of a trigger instance, or of those of the last hours. */
@Path("/v1/rules")
@Blocking
public class RuleExplainResource {
    private static final JsonNode SHAPE = Json.stored("""
            {"type": "object", "additionalProperties": false, "properties": {
              "payload": {}, "trigger_instance": {}}}
            """);
    private static final String NOT_STORED = "000000000000000000000000";
    private static final String A_DAY = "24h";
    private static final int MOST_EXAMPLES = 20;
    private static final int MOST_INSTANCES = 10_000;
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

    private final Rules rules;
    private final TriggerInstances instances;
    private final Explainer explainer;
    private final Turns turns;
    private final Clock clock;

    RuleExplainResource(Rules rules, TriggerInstances instances, Explainer explainer, Turns turns, Clock clock) {
        this.rules = rules;
        this.instances = instances;
        this.explainer = explainer;
        this.turns = turns;
        this.clock = clock;
    }

    @POST
    @Path("/{refOrId}/explain")
    public ObjectNode explain(@PathParam("refOrId") String refOrId, byte[] body) {
        Rule rule = found(refOrId);
        JsonNode asked = RequestBody.json(body);
        SchemaCheck.firstFault(SHAPE, asked).ifPresent(fault -> {
            throw new BadRequestException(fault);
        });
        if (asked.hasNonNull("payload") == asked.hasNonNull("trigger_instance")) {
            throw new BadRequestException("Either 'payload' or 'trigger_instance' is needed, and not both");
        }
        if (asked.hasNonNull("payload") && !asked.path("payload").isObject()) {
            throw new BadRequestException(
                    "'payload' must be an object, as criteria see it: for a webhook one with 'body'");
        }
        return asked.hasNonNull("payload")
                ? explainer
                        .explain(rule, arriving(rule, asked.path("payload")), clock.instant())
                        .shown()
                : explained(rule, stored(asked.path("trigger_instance").asText()));
    }

    @GET
    @Path("/{refOrId}/explain")
    public ObjectNode explainLast(@PathParam("refOrId") String refOrId, @Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), MOST_EXAMPLES);
        int examples = query.number("limit", 1, MOST_EXAMPLES).orElse(MOST_EXAMPLES);
        Instant now = clock.instant();
        Instant since = now.minus(past(query.text("last").orElse(A_DAY)));
        Rule rule = found(refOrId);
        return turns.take(() -> {
            var lookback = new Lookback(rule, examples);
            boolean complete = instances.eachSince(rule.triggerRef(), since, MOST_INSTANCES, instance -> {
                lookback.look(instance, explainer.payload(instance, instance.occurrenceTime()));
                return clock.instant().isBefore(now.plus(LONGEST_LOOK));
            });
            return lookback.shown(since, complete);
        });
    }

    /** Ages are measured at the time of the event: what is asked is how it was judged. */
    private ObjectNode explained(Rule rule, TriggerInstance instance) {
        ObjectNode shown =
                explainer.explain(rule, instance, instance.occurrenceTime()).shown();
        shown.putObject("trigger_instance")
                .put("id", instance.id())
                .put("trigger", instance.trigger())
                .put("occurrence_time", Json.TIME.format(instance.occurrenceTime()));
        return shown;
    }

    private TriggerInstance arriving(Rule rule, JsonNode payload) {
        return new TriggerInstance(NOT_STORED, rule.triggerRef(), clock.instant(), payload, "");
    }

    private TriggerInstance stored(String id) {
        return Optional.of(id)
                .filter(Ids::isId)
                .flatMap(instances::stored)
                .orElseThrow(() -> new BadRequestException(
                        "'trigger_instance': unable to identify resource with id \"" + id + "\"."));
    }

    private Rule found(String refOrId) {
        return rules.get(refOrId)
                .orElseThrow(
                        () -> new NotFoundException("Resource with a reference or id \"" + refOrId + "\" not found"));
    }

    private static Duration past(String last) {
        return switch (Past.read(last)) {
            case Past.Read(var duration) -> duration;
            case Past.Unreadable(var reason) -> throw new BadRequestException(reason);
        };
    }
}
