package io.hookline.action.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.runner.LiveOutput;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /v1/executions/{id}/output}: what a run has printed so far (spec: executions, 2.4). */
@Path("/v1/executions/{id}/output")
@RunOnVirtualThread
public final class OutputResource {
    private static final String BOTH = "all";

    private final ShownExecutions executions;
    private final Outputs outputs;

    OutputResource(ShownExecutions executions, Outputs outputs) {
        this.executions = executions;
        this.outputs = outputs;
    }

    @GET
    @Produces("text/plain;charset=UTF-8")
    public String get(@PathParam("id") String id, @QueryParam("output_type") @Nullable String type) {
        Optional<LiveOutput.Stream> only = only(type);
        ObjectNode execution = executions.find(id).orElseThrow(() -> unknown(id));
        return outputs.of(execution.path("id").asText(), only).stream()
                .map(OutputPiece::data)
                .collect(Collectors.joining());
    }

    /** Empty: both. */
    static Optional<LiveOutput.Stream> only(@Nullable String type) {
        if (type == null || type.isEmpty() || type.equals(BOTH)) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(LiveOutput.Stream.values())
                .filter(stream -> stream.text().equals(type))
                .findFirst()
                .orElseThrow(() -> new BadRequestException(
                        "Parameter \"output_type\" is none of all, stdout, stderr: \"" + type + "\"")));
    }

    static NotFoundException unknown(String id) {
        return new NotFoundException("Unable to identify resource with id \"" + id + "\".");
    }
}
