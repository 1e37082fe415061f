package io.hookline.rules.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.Fault;
import io.hookline.common.api.ListQuery;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.TriggerInstance;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/triggerinstances} (spec: webhooks-and-triggers, 7). */
@Path("/v1/triggerinstances")
public class TriggerInstanceResource {
    private static final int DEFAULT_LIMIT = 100;
    private static final Set<String> ALWAYS = Set.of("id");
    private static final Set<String> FIELDS = Set.of("id", "trigger", "occurrence_time", "payload", "status", "links");
    private static final int LONGEST_WAIT_SECONDS = 60;
    private static final long SOON = 1;

    private final TriggerInstances instances;
    private final ReEmission reEmission;
    private final JudgementWaiters waiters;
    private final Backlog backlog;

    TriggerInstanceResource(
            TriggerInstances instances, ReEmission reEmission, JudgementWaiters waiters, Backlog backlog) {
        this.instances = instances;
        this.reEmission = reEmission;
        this.waiters = waiters;
        this.backlog = backlog;
    }

    @GET
    @RunOnVirtualThread
    public Response list(@Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS);
        TriggerInstances.Listed listed = instances.list(query);
        return query.answer(listed.page(), listed.total(), ALWAYS);
    }

    /**
     * @return ends when the instance is judged if the query asks to wait for that ({@code wait}, in seconds); holds no thread meanwhile
     */
    @GET
    @Path("/{id}")
    @Blocking
    public Uni<ObjectNode> get(@PathParam("id") String id, @Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS);
        Duration longest =
                Duration.ofSeconds(query.number("wait", 0, LONGEST_WAIT_SECONDS).orElse(0));
        if (!Ids.isId(id)) {
            throw missing(id);
        }
        if (longest.isZero()) {
            return Uni.createFrom().item(query.cut(found(id), ALWAYS));
        }
        Uni<@Nullable Void> judged = waiters.awaitJudged(id, longest)
                .orElseThrow(() -> new ServiceUnavailableException(
                        "Too many requests wait for trigger instances, try again later.", SOON));
        return judged.map(nothing -> query.cut(found(id), ALWAYS));
    }

    @POST
    @Path("/{id}/re_emit")
    @RunOnVirtualThread
    public ObjectNode reEmit(@PathParam("id") String id) {
        TriggerInstance original =
                Optional.of(id).filter(Ids::isId).flatMap(instances::stored).orElseThrow(() -> missing(id));
        ObjectNode payload = reEmission
                .of(original)
                .orElseThrow(() -> new BadRequestException(
                        "Trigger \"" + original.trigger() + "\" of trigger instance " + id + " is gone."));
        ObjectNode answer = Json.object().put("message", "Trigger instance " + id + " succesfully re-sent.");
        answer.set("payload", payload);
        return answer;
    }

    private ObjectNode found(String id) {
        return instances.get(id).orElseThrow(() -> notYet(id));
    }

    private static NotFoundException missing(String id) {
        return new NotFoundException(unidentified(id));
    }

    // Whether it is unknown or waits to be judged nobody here can tell: the way to here is a topic. StackStorm's text
    // stays as it is, and
    // what we add stands beside it.
    private NotFoundException notYet(String id) {
        Behind behind = backlog.behind();
        return new NotFoundException(Response.status(Response.Status.NOT_FOUND)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Fault.body(unidentified(id)).put("judging", behind.sentence()))
                .header(HttpHeaders.RETRY_AFTER, behind.retryAfter().toSeconds())
                .build());
    }

    private static String unidentified(String id) {
        return "Unable to identify resource with id \"" + id + "\".";
    }
}
