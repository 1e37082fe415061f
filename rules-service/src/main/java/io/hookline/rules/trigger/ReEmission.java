package io.hookline.rules.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.topic.Topics;
import io.hookline.rules.Conditions;
import io.hookline.rules.RulesDatabase;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Sends the payload of an old trigger instance round again, as a new one (spec: webhooks-and-triggers, 7). */
@Singleton
class ReEmission {
    private final RulesDatabase database;
    private final Clock clock;

    ReEmission(RulesDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The new instance's payload; empty if the trigger is gone, and then nothing is sent. */
    Optional<ObjectNode> of(TriggerInstance original) {
        ObjectNode payload = original.payload() instanceof ObjectNode object ? object.deepCopy() : Json.object();
        payload.putObject("__context").put("original_id", original.id());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        // Asked for twice, sent twice: each request is a cause of its own, and the delivery's name is not taken along.
        String next = Ids.fresh(now);
        TriggerInstance instance = new TriggerInstance(
                next,
                original.trigger(),
                now,
                payload,
                "re-emit-" + original.id() + "-" + next,
                null,
                original.depth());
        boolean sent = database.write(transaction -> {
            boolean there = new Conditions()
                            .and("ref = ?", original.trigger())
                            .count(transaction.connection(), "rules.triggers")
                    > 0;
            if (there) {
                transaction.publish(Topics.TRIGGER_INSTANCES, next, instance);
            }
            return there;
        });
        return sent ? Optional.of(payload) : Optional.empty();
    }
}
