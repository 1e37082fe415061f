package io.hookline.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.auth.OpenToSigned;
import io.hookline.common.auth.TakesLimitedKeys;
import io.hookline.common.json.Json;
import io.hookline.common.model.Trigger;
import io.hookline.expressions.python.PythonText;
import io.hookline.expressions.python.PythonValues;
import io.hookline.ingest.signature.Demand;
import io.hookline.ingest.signature.SignatureRefusal;
import io.hookline.ingest.signature.Signatures;
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
import jakarta.ws.rs.core.SecurityContext;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

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
    private static final int UNAUTHORIZED = Response.Status.UNAUTHORIZED.getStatusCode();

    private final BodyIntake bodies;
    private final Hooks hooks;
    private final TriggerInstances triggerInstances;
    private final Signatures signatures;
    private final IngestMetrics metrics;
    private final GenericHook genericHook;
    private final DeliveryKeys deliveryKeys;

    WebhookResource(
            BodyIntake bodies,
            Hooks hooks,
            TriggerInstances triggerInstances,
            Signatures signatures,
            IngestMetrics metrics,
            WebhookConfig config) {
        this.bodies = bodies;
        this.hooks = hooks;
        this.triggerInstances = triggerInstances;
        this.signatures = signatures;
        this.metrics = metrics;
        this.genericHook = new GenericHook(config.validateTriggerPayload());
        this.deliveryKeys = new DeliveryKeys(config.deliveryKeyHeaders());
    }

    /** Where the hook demands a signature it decides, over the bytes as they came, before anything is made of them. */
    @POST
    @Path("{hook:.+}")
    @TakesLimitedKeys
    @NonBlocking
    @OpenToSigned
    public Uni<Response> receive(@Context HttpServerRequest request, @Context SecurityContext caller) {
        String hook = name(request);
        Demand demand = signatures.at(hook, request.headers()::getAll);
        return switch (demand) {
            case Demand.None()
            when caller.getUserPrincipal() == null ->
                throw new ClientErrorException(
                        "Unauthorized - One of Token or API key required.", Response.Status.UNAUTHORIZED);
            case Demand.Refused(var refusal) -> throw refused(refusal);
            case Demand.None() -> read(request, received -> accept(hook, request, Set.of(), body(request, received)));
            case Demand.Check check -> read(request, received -> acceptSigned(hook, request, check, received));
        };
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

    private Uni<Response> read(HttpServerRequest request, Function<byte[], Uni<Response>> use) {
        return bodies.read(request, body -> onFittingThread(body, use))
                .onFailure()
                .invoke(this::count);
    }

    private ClientErrorException refused(SignatureRefusal refusal) {
        metrics.refused(refusal);
        return new ClientErrorException(refusal.words(), Response.Status.UNAUTHORIZED);
    }

    private static Uni<Response> onFittingThread(byte[] body, Function<byte[], Uni<Response>> use) {
        return body.length <= PARSED_AT_ONCE
                ? use.apply(body)
                : Uni.createFrom()
                        .item(body)
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .chain(use::apply);
    }

    private Uni<Response> acceptSigned(String hook, HttpServerRequest request, Demand.Check check, byte[] received) {
        signatures.refusal(check, received).ifPresent(refusal -> {
            throw refused(refusal);
        });
        JsonNode body = body(request, received);
        return check.handshake(body)
                .map(answer ->
                        listeningOn(hook).map(triggers -> Response.ok(answer).build()))
                .orElseGet(() -> accept(hook, request, check.hidden(), body));
    }

    private Uni<Response> accept(String hook, HttpServerRequest request, Set<String> hidden, JsonNode body) {
        byte[] answer = written(body);
        if (hook.equals(HookName.GENERIC)) {
            return dispatch(body, request, answer);
        }
        // Each further step of a Uni costs about as much as a lookup, so what is known is not chained.
        List<Trigger> known = hooks.listeningOn(hook);
        Delivery delivery = delivery(hook, request, payload(request, hidden, body));
        return known.isEmpty()
                ? listeningOn(hook).chain(triggers -> publish(triggers, delivery, answer))
                : publish(known, delivery, answer);
    }

    private static JsonNode body(HttpServerRequest request, byte[] received) {
        return switch (BodyReader.read(request.getHeader("Content-Type"), received)) {
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
        return switch (genericHook.judge(body, hooks)) {
            case GenericHook.Outcome.Unknown unknown ->
                hooks.caughtUp().chain(nothing -> dispatch(genericHook.judge(body, hooks), request, answer));
            case GenericHook.Outcome known -> dispatch(known, request, answer);
        };
    }

    private Uni<Response> dispatch(GenericHook.Outcome decided, HttpServerRequest request, byte[] answer) {
        return switch (decided) {
            case GenericHook.Outcome.Dispatch(var trigger, var payload, var fault) -> {
                fault.ifPresent(words -> Log.warnf("payload breaks its schema trigger=%s", trigger.ref()));
                yield publish(List.of(trigger), delivery(HookName.GENERIC, request, payload), answer);
            }
            case GenericHook.Outcome.Refused(var fault) -> throw new BadRequestException(fault);
            case GenericHook.Outcome.Unknown(var fault) -> throw new BadRequestException(fault);
        };
    }

    private static JsonNode payload(HttpServerRequest request, Set<String> hidden, JsonNode body) {
        PayloadHeaders headers = PayloadHeaders.of(request.headers(), hidden);
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
        long start = System.nanoTime();
        return triggerInstances.publish(triggers, delivery).map(ids -> {
            metrics.accepted(ids.size(), answer.length, System.nanoTime() - start);
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
        if (failure instanceof ClientErrorException refused
                && refused.getResponse().getStatus() == UNAUTHORIZED) {
            return; // counted with its reason
        }
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
