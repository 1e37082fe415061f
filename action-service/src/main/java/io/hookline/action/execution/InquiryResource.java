package io.hookline.action.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.api.RequestBody;
import io.hookline.common.auth.Caller;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.parameters.Secrets;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /v1/inquiries}: executions that wait for an answer (spec: executions, 2.8). */
@Path("/v1/inquiries")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class InquiryResource {
    private static final int DEFAULT_LIMIT = 20;
    private static final Set<String> ALWAYS = Set.of("id");
    private static final Set<String> FIELDS = Set.of("id", "route", "ttl", "users", "roles", "schema");

    private static final ObjectNode BODY = (ObjectNode) Json.stored("""
            {"type": "object", "properties": {"id": {"type": "string"}, "response": {"type": "object", "required": true}}}""");

    private final Executions executions;
    private final Inquiries inquiries;
    private final Worker worker;

    InquiryResource(Executions executions, Inquiries inquiries, Worker worker) {
        this.executions = executions;
        this.inquiries = inquiries;
        this.worker = worker;
    }

    /** Those that wait. */
    @GET
    public Response list(@Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS);
        RowFilter filter = new RowFilter()
                .where(ExecutionQuery.inState(List.of(ExecutionStatus.PENDING)))
                .where("e.runner = ?", Inquiry.RUNNER)
                .orderedBy("e.start_timestamp DESC, e.id DESC")
                .page(query);
        List<ObjectNode> page = executions.page(filter, true).stream()
                .map(execution -> Json.tree(Inquiry.of(execution.id(), execution.result())))
                .toList();
        return query.answer(page, executions.count(filter), ALWAYS);
    }

    @GET
    @Path("{id}")
    public ObjectNode get(@PathParam("id") String id, @Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS);
        Execution execution = asked(id);
        checkOpen(id, execution.status());
        return query.cut(Json.tree(Inquiry.of(id, execution.result())), ALWAYS);
    }

    /** The first answer counts; its execution has succeeded, and the workflow that waits for it goes on. */
    @PUT
    @Path("{id}")
    public ObjectNode answer(@PathParam("id") String id, byte[] body, @Context SecurityContext security) {
        ObjectNode given = RequestBody.object(body);
        RequestBody.check(given, BODY);
        Execution execution = asked(id);
        checkOpen(id, execution.status());
        Inquiry inquiry = Inquiry.of(id, execution.result());
        String user = ((Caller) security.getUserPrincipal()).name();
        if (!inquiry.mayBeAnsweredBy(user)) {
            throw new ForbiddenException(
                    "Requesting user \"" + user + "\" does not have permission to respond to inquiry \"" + id + "\".");
        }
        ObjectNode response = (ObjectNode) given.get("response");
        inquiry.fault(response).ifPresent(fault -> {
            throw new BadRequestException(fault);
        });
        if (!inquiries.answer(execution, response)) {
            checkOpen(id, asked(id).status());
        }
        worker.wake();
        return Json.object().put("id", id).set("response", Secrets.MASKED.value(inquiry.schema(), response));
    }

    private static void checkOpen(String id, ExecutionStatus status) {
        if (status == ExecutionStatus.TIMEOUT) {
            throw new BadRequestException("Inquiry \"" + id + "\" timed out and cannot be responded to.");
        }
        if (status != ExecutionStatus.PENDING) {
            throw new BadRequestException("Inquiry \"" + id + "\" has already been responded to.");
        }
    }

    private Execution asked(String id) {
        Execution execution = (Ids.isId(id) ? executions.get(id, true) : Optional.<Execution>empty())
                .orElseThrow(() -> ExecutionResource.unknown(id));
        if (!execution.runnerName().equals(Inquiry.RUNNER)) {
            throw new BadRequestException("Action execution \"" + id + "\" is not an inquiry.");
        }
        return execution;
    }
}
