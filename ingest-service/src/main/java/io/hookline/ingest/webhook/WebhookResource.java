package io.hookline.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Trigger;
import io.hookline.expressions.python.PythonText;
import io.hookline.expressions.python.PythonValues;
import io.hookline.ingest.webhook.IngestMetrics.Refusal;
import io.quarkus.logging.Log;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Webhooks (spec: webhooks-and-triggers, 1 to 3). A POST touches memory and Kafka only: it is answered 202 when the broker has every
 * trigger instance that follows from it.
 */
@Path("/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
class WebhookResource {
    /** Beyond it a body is parsed on a worker thread, so that the event loop goes on serving others. */
    private static final int PARSED_AT_ONCE = 128 * 1024;

    private static final int TOO_LARGE = Response.Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode();

    private final BodyIntake bodies;
    private final Hooks hooks;
    private final TriggerInstances triggerInstances;
    private final IngestMetrics metrics;
    private final GenericHook genericHook;
    private final DeliveryKeys deliveryKeys;

    WebhookResource(
            BodyIntake bodies,
            Hooks hooks,
            TriggerInstances triggerInstances,
            IngestMetrics metrics,
            WebhookConfig config) {
        this.bodies = bodies;
        this.hooks = hooks;
        this.triggerInstances = triggerInstances;
        this.metrics = metrics;
        this.genericHook = new GenericHook(config.validateTriggerPayload());
        this.deliveryKeys = new DeliveryKeys(config.deliveryKeyHeaders());
    }

    @POST
    @Path("{hook:.+}")
    @NonBlocking
    public Uni<Response> receive(@Context HttpServerRequest request) {
        String hook = name(request);
        return bodies.read(request, body -> onFittingThread(body).chain(same -> accept(hook, request, same)))
                .onFailure()
                .invoke(this::count);
    }

    /** The triggers behind all hooks. */
    @GET
    @NonBlocking
    public Uni<List<ObjectNode>> all() {
        return hooks.caughtUp()
                .map(nothing -> hooks.all().stream().map(WebhookResource::shown).toList());
    }

    /** The first trigger behind a hook. */
    @GET
    @Path("{hook:.+}")
    @NonBlocking
    public Uni<ObjectNode> one(@Context HttpServerRequest request) {
        return listeningOn(name(request)).map(triggers -> shown(triggers.getFirst()));
    }

    private static String name(HttpServerRequest request) {
        try {
            return HookName.inPath(request.path());
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("Failed to parse request path \"" + request.path()
                    + "\". URL likely contains invalid or incorrectly URL encoded values.");
        }
    }

    private static Uni<byte[]> onFittingThread(byte[] body) {
        Uni<byte[]> here = Uni.createFrom().item(body);
        return body.length <= PARSED_AT_ONCE ? here : here.emitOn(Infrastructure.getDefaultWorkerPool());
    }

    private Uni<Response> accept(String hook, HttpServerRequest request, byte[] received) {
        JsonNode body = objectOrList(BodyReader.read(request.getHeader("Content-Type"), received));
        byte[] answer = written(body);
        return hook.equals(HookName.GENERIC)
                ? dispatch(body, request, answer)
                : listeningOn(hook)
                        .chain(triggers -> publish(triggers, delivery(hook, request, payload(request, body)), answer));
    }

    private static JsonNode objectOrList(BodyReader.Outcome outcome) {
        return switch (outcome) {
            case BodyReader.Outcome.Read(var value) when value.isContainerNode() -> value;
            case BodyReader.Outcome.Read(var value) ->
                throw new BadRequestException(
                        PythonText.repr(PythonValues.of(value)) + " is not of type 'object', 'array'");
            case BodyReader.Outcome.Refused(var fault) -> throw new BadRequestException(fault);
        };
    }

    private static byte[] written(JsonNode body) {
        try {
            return Json.bytes(body);
        } catch (UncheckedIOException e) {
            // Names of fields; the reader has looked at values.
            throw new BadRequestException("Failed to parse request body: half a surrogate pair is no character");
        }
    }

    private Uni<List<Trigger>> listeningOn(String hook) {
        List<Trigger> known = hooks.listeningOn(hook);
        return known.isEmpty()
                ? hooks.caughtUp().map(nothing -> existing(hook))
                : Uni.createFrom().item(known);
    }

    private List<Trigger> existing(String hook) {
        List<Trigger> triggers = hooks.listeningOn(hook);
        if (triggers.isEmpty()) {
            throw new NotFoundException("Webhook " + hook + " not registered with st2");
        }
        return triggers;
    }

    private Uni<Response> dispatch(JsonNode body, HttpServerRequest request, byte[] answer) {
        Uni<GenericHook.Outcome> outcome = switch (genericHook.judge(body, hooks)) {
            case GenericHook.Outcome.Unknown unknown -> hooks.caughtUp().map(nothing -> genericHook.judge(body, hooks));
            case GenericHook.Outcome other -> Uni.createFrom().item(other);
        };
        return outcome.chain(decided -> switch (decided) {
            case GenericHook.Outcome.Dispatch(var trigger, var payload, var fault) -> {
                fault.ifPresent(words -> Log.warnf("payload breaks its schema trigger=%s", trigger.ref()));
                yield publish(List.of(trigger), delivery(HookName.GENERIC, request, payload), answer);
            }
            case GenericHook.Outcome.Refused(var fault) -> throw new BadRequestException(fault);
            case GenericHook.Outcome.Unknown(var fault) -> throw new BadRequestException(fault);
        });
    }

    private static JsonNode payload(HttpServerRequest request, JsonNode body) {
        PayloadHeaders headers = PayloadHeaders.of(request.headers());
        ObjectNode payload = Json.object();
        payload.set("headers", headers.titled());
        payload.set("headers_lower", headers.lowered());
        payload.set("body", body);
        return payload;
    }

    private Delivery delivery(String hook, HttpServerRequest request, JsonNode payload) {
        String tag = request.getHeader("St2-Trace-Tag");
        boolean tagged = tag != null && !tag.isBlank();
        return switch (deliveryKeys.in(request.headers())) {
            case DeliveryKeys.Outcome.Unnamed() -> new Delivery(payload, tagged ? tag : TraceTag.fresh(hook), null);
            case DeliveryKeys.Outcome.Named(var key) ->
                new Delivery(payload, tagged ? tag : TraceTag.ofDelivery(hook, key), key);
            case DeliveryKeys.Outcome.Refused(var fault) -> throw new BadRequestException(fault);
        };
    }

    private Uni<Response> publish(List<Trigger> triggers, Delivery delivery, byte[] answer) {
        return triggerInstances.publish(triggers, delivery).map(ids -> {
            metrics.accepted(ids.size());
            return Response.accepted(answer)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .header("X-Trigger-Instance-Id", String.join(",", ids))
                    .header("X-Trace-Tag", TraceTag.asHeader(delivery.traceTag()))
                    .build();
        });
    }

    private static ObjectNode shown(Trigger trigger) {
        return Json.object()
                .put("id", trigger.id())
                .put("uid", trigger.uid())
                .put("ref", trigger.ref())
                .put("name", trigger.name())
                .put("pack", trigger.pack())
                .put("type", trigger.type())
                .set("parameters", trigger.parameters());
    }

    private void count(Throwable failure) {
        metrics.refused(
                switch (failure) {
                    case NotFoundException unknown -> Refusal.UNKNOWN;
                    case ClientErrorException refused
                    when refused.getResponse().getStatus() == TOO_LARGE -> Refusal.SIZE;
                    case ClientErrorException refused -> Refusal.BODY;
                    default -> Refusal.UNAVAILABLE;
                });
    }
}
