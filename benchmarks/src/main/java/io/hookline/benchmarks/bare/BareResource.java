package io.hookline.benchmarks.bare;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * Takes a body, sends the record that ingest-service would send, and answers 202 when the broker has it. It asks for no credential,
 * reads no JSON, and knows no hooks.
 */
@Path("/bare")
@ApplicationScoped
class BareResource {
    private static final int MAX_WAITING = 4096;

    private final MutinyEmitter<Record<String, byte[]>> emitter;
    private final Sample sample;

    BareResource(
            @Channel("bare-out") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = MAX_WAITING)
                    MutinyEmitter<Record<String, byte[]>> emitter,
            BareConfig config) {
        this.emitter = emitter;
        this.sample = Sample.of(config.record());
    }

    @POST
    @NonBlocking
    public Uni<Response> receive(byte[] body) {
        String id = Sample.freshId();
        return emitter.send(Record.of(id, sample.withId(id)))
                .map(sent -> Response.accepted().build());
    }
}
