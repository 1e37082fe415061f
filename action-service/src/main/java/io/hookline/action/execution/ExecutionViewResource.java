package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.json.Json;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** The other ways to look at executions: their children, a single attribute, the result as a file, values for filters (spec: executions, 2.4). */
@Path("/v1/executions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class ExecutionViewResource {
    private static final Set<String> ATTRIBUTES = Set.of("result", "status", "trigger_instance");
    private static final int DEEPEST = 64;

    private final Executions executions;
    private final OrderedExecutions ordered;
    private final ExecutionAnswers answers;
    private final SeenValues seenValues;

    ExecutionViewResource(
            Executions executions, OrderedExecutions ordered, ExecutionAnswers answers, SeenValues seenValues) {
        this.executions = executions;
        this.ordered = ordered;
        this.answers = answers;
        this.seenValues = seenValues;
    }

    /**
     * All descendants, or those of as many generations as asked for.
     *
     * @param depth -1: all
     */
    @GET
    @Path("{id}/children")
    public List<ObjectNode> children(
            @PathParam("id") String id,
            @QueryParam("depth") @DefaultValue("-1") String depth,
            @QueryParam("result_fmt") @DefaultValue("default") String format,
            @Context UriInfo uri) {
        ListQuery query = ExecutionResource.query(uri);
        boolean showSecrets = ExecutionResource.showsSecrets(query);
        ordered.existing(id, false);
        List<Execution> all = generations(id, generationsWanted(depth), query.wants("result"));
        List<Execution> shown = switch (format) {
            case "default" -> Descendants.depthFirst(id, all);
            case "sorted" -> Descendants.byStart(all);
            default ->
                throw new BadRequestException(
                        "Parameter \"result_fmt\" has to be default or sorted, not \"" + format + "\"");
        };
        return shown.stream()
                .map(child -> query.cut(answers.of(child, showSecrets), ExecutionResource.ALWAYS))
                .toList();
    }

    private static int generationsWanted(String depth) {
        if (!depth.matches("-?[0-9]{1,9}")) {
            throw new BadRequestException("Parameter \"depth\" is not of type integer");
        }
        int wanted = Integer.parseInt(depth);
        return wanted < 0 ? DEEPEST : Math.min(wanted, DEEPEST);
    }

    private List<Execution> generations(String root, int depth, boolean withResult) {
        List<Execution> all = new ArrayList<>();
        List<String> parents = List.of(root);
        for (int generation = 0; generation < depth && !parents.isEmpty(); generation++) {
            List<Execution> next = executions.find(
                    new RowFilter().where("e.parent = ANY (?)", parents).orderedBy("e.start_timestamp, e.id"),
                    withResult);
            all.addAll(next);
            parents = next.stream().map(Execution::id).toList();
        }
        return all;
    }

    /** The bare value. */
    @GET
    @Path("{id}/attribute/{name}")
    public Response attribute(@PathParam("id") String id, @PathParam("name") String name, @Context UriInfo uri) {
        if (!ATTRIBUTES.contains(name)) {
            throw new BadRequestException("Invalid attribute \"" + name
                    + "\" specified. Valid attributes are: result, trigger_instance, status");
        }
        boolean showSecrets = ExecutionResource.showsSecrets(ExecutionResource.query(uri));
        Execution execution = ordered.existing(id, name.equals("result"));
        JsonNode value = answers.of(execution, showSecrets).path(name);
        return Response.ok(value.isMissingNode() ? "{}" : Json.text(value)).build();
    }

    /** The result alone, on request as a file, packed, or laid out for reading. */
    @GET
    @Path("{id}/result")
    @Produces("text/json")
    public Response result(@PathParam("id") String id, @Context UriInfo uri) {
        ListQuery query = ExecutionResource.query(uri);
        boolean packed = query.flag("compress").orElse(false);
        Execution execution = id.equals("last")
                ? executions.last(true).orElseThrow(() -> ExecutionResource.unknown(id))
                : ordered.existing(id, true);
        JsonNode result =
                answers.of(execution, ExecutionResource.showsSecrets(query)).path("result");
        byte[] text = (result.isMissingNode() ? "{}" : text(result, query)).getBytes(StandardCharsets.UTF_8);
        var answer = Response.ok(packed ? gzip(text) : text);
        if (packed) {
            answer.header("Content-Encoding", "gzip");
        }
        if (query.flag("download").orElse(false)) {
            String name = "execution_" + execution.id() + "_result.json" + (packed ? ".gz" : "");
            answer.header("Content-Disposition", "attachment; filename=" + name);
        }
        return answer.build();
    }

    private static String text(JsonNode result, ListQuery query) {
        return query.flag("pretty_format").orElse(false) ? result.toPrettyString() : Json.text(result);
    }

    private static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /**
     * The values that executions have had, for the menus of filters.
     *
     * @param types names of the fields wanted, comma-separated; those that are none are left out
     */
    @GET
    @Path("views/filters")
    public ObjectNode filters(@QueryParam("types") @DefaultValue("") String types) {
        List<String> wanted = List.of(types.split(","));
        boolean all = types.isBlank();
        var kinds = EnumSet.noneOf(SeenValues.Kind.class);
        for (SeenValues.Kind kind : SeenValues.Kind.values()) {
            if (all || wanted.contains(kind.text())) {
                kinds.add(kind);
            }
        }
        ObjectNode filters = Json.object();
        seenValues.of(kinds).forEach((kind, values) -> values.forEach(filters.withArray(kind.text())::add));
        kinds.forEach(kind -> filters.withArray(kind.text()));
        if (all || wanted.contains("status")) {
            ArrayNode states = filters.putArray("status");
            ExecutionStatus.texts()
                    .forEach(states::add); // each of them may be asked for, whether there is one now or not
        }
        return filters;
    }
}
