package io.hookline.rules.trigger;

import io.hookline.common.model.Trigger;
import io.hookline.rules.timer.TimerType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/timers}: the triggers that are raised by time (spec: packs-and-datastore, 6). They come and go with rules. */
@Path("/v1/timers")
@RunOnVirtualThread
public class TimerResource {
    private final Triggers triggers;

    TimerResource(Triggers triggers) {
        this.triggers = triggers;
    }

    @GET
    public List<Trigger> list(@QueryParam("timer_type") @Nullable String type) {
        if (type != null && !type.isEmpty() && !TimerType.refs().contains(type)) {
            throw new BadRequestException("Timer type " + type + " not in supported types - " + TimerType.refs());
        }
        List<String> types = type == null || type.isEmpty() ? TimerType.refs() : List.of(type);
        return types.stream()
                .flatMap(each -> triggers.list(Optional.of(each)).stream())
                .toList();
    }

    @GET
    @Path("/{refOrId}")
    public Trigger get(@PathParam("refOrId") String refOrId) {
        return triggers.find(refOrId)
                .filter(trigger -> TimerType.refs().contains(trigger.type()))
                .orElseThrow(
                        () -> new NotFoundException("Resource with a reference or id \"" + refOrId + "\" not found"));
    }
}
