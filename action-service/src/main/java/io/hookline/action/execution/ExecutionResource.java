package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.api.RequestBody;
import io.hookline.common.auth.Caller;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/executions} (spec: executions, 2). */
@Path("/v1/executions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class ExecutionResource {
    private static final Set<String> FIELDS = Set.of(
            "id",
            "action",
            "runner",
            "liveaction",
            "status",
            "start_timestamp",
            "end_timestamp",
            "elapsed_seconds",
            "parameters",
            "context",
            "log",
            "web_url",
            "result",
            "result_size",
            "delay",
            "parent",
            "children",
            "trigger",
            "trigger_type",
            "trigger_instance",
            "rule",
            "workflow_execution",
            "task_execution");
    private static final Set<String> DROPPABLE = Set.of("result", "trigger_instance", "status");
    static final Set<String> ALWAYS = Set.of("id");
    private static final Set<ExecutionStatus> RESTING = Set.of(ExecutionStatus.PAUSING, ExecutionStatus.PAUSED);
    private static final int LONGEST_WAIT_SECONDS = 60;
    private static final int LARGEST_RESULT_ASKED = 14 * 1024 * 1024;

    private final AskedExecutions asked;
    private final Executions executions;
    private final Claims claims;
    private final OrderedExecutions ordered;
    private final ExecutionAnswers answers;
    private final Worker worker;
    private final EndedExecutions ended;

    ExecutionResource(
            AskedExecutions asked,
            Executions executions,
            Claims claims,
            OrderedExecutions ordered,
            ExecutionAnswers answers,
            Worker worker,
            EndedExecutions ended) {
        this.asked = asked;
        this.executions = executions;
        this.claims = claims;
        this.ordered = ordered;
        this.answers = answers;
        this.worker = worker;
        this.ended = ended;
    }

    @POST
    public Response request(
            byte[] body,
            @HeaderParam("st2-context") @Nullable String context,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String name,
            @Context UriInfo uri,
            @Context SecurityContext security) {
        boolean showSecrets = showsSecrets(query(uri));
        ObjectNode given = RequestBody.object(body);
        var request = ExecutionRequest.of(given, context);
        var key = IdempotencyKey.of(name, caller(security), List.of(given, String.valueOf(context)));
        return created(asked.ask(request, key, caller(security)), showSecrets);
    }

    private Response created(Execution execution, boolean showSecrets) {
        return Response.status(Response.Status.CREATED)
                .entity(answers.of(execution, showSecrets))
                .build();
    }

    @GET
    public Response list(@Context UriInfo uri) {
        ListQuery query = query(uri);
        boolean showSecrets = showsSecrets(query);
        RowFilter filter = ExecutionQuery.of(query);
        List<ObjectNode> page = executions.page(filter, query.wants("result")).stream()
                .map(execution -> answers.of(execution, showSecrets))
                .toList();
        return query.answer(page, executions.count(filter), ALWAYS);
    }

    @GET
    @Path("{id}")
    public ObjectNode get(@PathParam("id") String id, @Context UriInfo uri) {
        ListQuery query = query(uri);
        boolean showSecrets = showsSecrets(query);
        int largest = largestResult(uri);
        boolean withResult = query.wants("result");
        Execution execution = id.equals("last")
                ? executions.last(withResult).orElseThrow(() -> unknown(id))
                : ordered.existing(id, withResult);
        Duration longest =
                Duration.ofSeconds(query.number("wait", 0, LONGEST_WAIT_SECONDS).orElse(0));
        if (longest.isPositive() && !execution.status().isFinal()) {
            execution = ended.await(execution, longest, withResult);
        }
        ObjectNode answer = answers.of(execution, showSecrets);
        if (execution.resultSize() > largest) {
            answer.remove("result");
        }
        return query.cut(answer, ALWAYS);
    }

    private static int largestResult(UriInfo uri) {
        String asked = uri.getQueryParameters().getFirst("max_result_size");
        if (asked == null) {
            return Integer.MAX_VALUE;
        }
        if (!asked.matches("-?[0-9]{1,18}")) {
            throw new BadRequestException("Parameter \"max_result_size\" is not of type integer");
        }
        long size = Long.parseLong(asked);
        if (size > LARGEST_RESULT_ASKED) {
            throw new BadRequestException("max_result_size query parameter must be smaller than 14 MB");
        }
        if (size <= 0) {
            throw new BadRequestException("max_result_size must be a positive number");
        }
        return (int) size;
    }

    /** Cancels it. That it can't be is told by a {@code faultstring} in a good answer: clients look for that. */
    @DELETE
    @Path("{id}")
    public ObjectNode cancel(@PathParam("id") String id, @Context UriInfo uri, @Context SecurityContext security) {
        return canceled(id, caller(security), showsSecrets(query(uri)));
    }

    private ObjectNode canceled(String id, String user, boolean showSecrets) {
        return switch (cancel(id, user)) {
            case Executions.Canceled.Done(Execution execution) -> answers.of(execution, showSecrets);
            case Executions.Canceled.TooLate(ExecutionStatus status) ->
                Json.object().put("faultstring", "Action cannot be canceled. State = " + status.text() + ".");
            case Executions.Canceled.Unknown() -> throw unknown(id);
        };
    }

    private Executions.Canceled cancel(String id, String user) {
        if (!Ids.isId(id)) {
            return new Executions.Canceled.Unknown();
        }
        Executions.Canceled canceled = executions.cancel(id, user);
        worker.cancel(id);
        return canceled;
    }

    /** Changes its state; for those that are no workflow that means canceling it. */
    @PUT
    @Path("{id}")
    public ObjectNode change(
            @PathParam("id") String id, byte[] body, @Context UriInfo uri, @Context SecurityContext security) {
        boolean showSecrets = showsSecrets(query(uri));
        StateRequest wanted = StateRequest.of(RequestBody.object(body));
        Execution execution = ordered.existing(id, false);
        if (execution.status().isFinal()) {
            throw new BadRequestException("Execution is already in completed state.");
        }
        return switch (wanted.status()) {
            case CANCELED, CANCELING -> canceled(id, caller(security), showSecrets);
            case PAUSING, PAUSED -> {
                pause(execution, caller(security));
                yield answers.of(ordered.existing(id, true), showSecrets);
            }
            case RESUMING -> {
                resume(execution, caller(security));
                ObjectNode answer = answers.of(ordered.existing(id, true), showSecrets);
                worker.wake();
                yield answer;
            }
            case SUCCEEDED, FAILED, TIMEOUT, ABANDONED -> {
                end(execution, wanted);
                yield answers.of(ordered.existing(id, true), showSecrets);
            }
            case REQUESTED, SCHEDULED, DELAYED, RUNNING, PENDING ->
                throw new BadRequestException("Failed updating execution. State \""
                        + wanted.status().text() + "\" can't be set from outside.");
        };
    }

    /** Somebody else has done it and tells how it ended; who runs it here, if anybody, is told to stop and writes nothing any more. */
    private void end(Execution execution, StateRequest told) {
        JsonNode result = told.result() == null ? null : answers.sealed(execution, told.result());
        if (!claims.end(execution.id(), told.status(), result)) {
            throw new BadRequestException(
                    "Failed updating execution. Its end can be told only while it is running, and it is "
                            + execution.status().text() + ".");
        }
        worker.cancel(execution.id());
    }

    private void pause(Execution execution, String user) {
        if (!execution.isWorkflow()) {
            throw notSupported("pause", execution);
        }
        if (!RESTING.contains(execution.status()) && !executions.pause(execution.id(), user)) {
            throw notInState("pause", execution, "running");
        }
        worker.pause(execution.id());
    }

    private void resume(Execution execution, String user) {
        if (!execution.isWorkflow()) {
            throw notSupported("resume", execution);
        }
        Optional.ofNullable(execution.parent())
                .flatMap(parent -> executions.get(parent, false))
                .filter(parent -> RESTING.contains(parent.status()))
                .ifPresent(parent -> {
                    throw new BadRequestException("Failed updating execution. Unable to resume liveaction \""
                            + execution.liveactionId() + "\" because its workflow \"" + parent.id() + "\" is "
                            + parent.status().text() + ".");
                });
        if (!executions.resume(execution.id(), user)) {
            throw notInState("resume", execution, "paused");
        }
    }

    private static BadRequestException notInState(String step, Execution execution, String needed) {
        return new BadRequestException("Failed updating execution. Unable to " + step + " liveaction \""
                + execution.liveactionId() + "\" because it is not " + needed + ": its state is \""
                + execution.status().text() + "\".");
    }

    private static BadRequestException notSupported(String step, Execution execution) {
        return new BadRequestException("Failed updating execution. Unable to " + step + " liveaction \""
                + execution.liveactionId() + "\" because it is not supported by the \"" + execution.runnerName()
                + "\" runner.");
    }

    /** The same again, with other parameters where some are given. */
    @POST
    @Path("{id}/re_run")
    public Response again(
            @PathParam("id") String id,
            byte[] body,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String name,
            @Context UriInfo uri,
            @Context SecurityContext security) {
        ListQuery query = query(uri);
        Execution old = ordered.existing(id, false);
        ObjectNode given = RequestBody.optionalObject(body);
        boolean merges = !query.flag("no_merge").orElse(false);
        var key = IdempotencyKey.of(name, caller(security), List.of("re_run", id, given, merges));
        ExecutionRequest request = ReRun.of(old, answers.parameters(old), given, merges);
        return created(asked.ask(request, key, caller(security)), showsSecrets(query));
    }

    static NotFoundException unknown(String id) {
        return new NotFoundException("Unable to identify resource with id \"" + id + "\".");
    }

    static ListQuery query(UriInfo uri) {
        return ListQuery.of(uri.getQueryParameters(), ExecutionQuery.DEFAULT_LIMIT)
                .checkIncluded(FIELDS)
                .checkExcluded(DROPPABLE);
    }

    static boolean showsSecrets(ListQuery query) {
        return query.flag("show_secrets").orElse(false);
    }

    private static String caller(SecurityContext security) {
        return ((Caller) security.getUserPrincipal()).name();
    }
}
