package io.hookline.action.action;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /v1/workflows/inspect}: the {@code st2} command line asks it for the faults of a workflow. None is read here. */
@Path("/v1/workflows/inspect")
@Produces(MediaType.APPLICATION_JSON)
public final class WorkflowInspectionResource {
    @POST
    @Consumes(MediaType.WILDCARD)
    @NonBlocking
    public void inspect() {
        throw new BadRequestException("Workflows of Orquesta can't be inspected by this version of Hookline.");
    }
}
