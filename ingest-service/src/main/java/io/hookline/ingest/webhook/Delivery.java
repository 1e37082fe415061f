package io.hookline.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.model.Ids;
import io.hookline.common.model.Trigger;
import io.hookline.common.model.TriggerInstance;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one request brings to every trigger behind its hook.
 *
 * @param payload what rules see
 * @param traceTag one for all instances
 * @param key the sender's name for it; null: none
 */
record Delivery(JsonNode payload, String traceTag, @Nullable String key) {
    /** The instance that it raises at a trigger. With a name its id follows from it, so the delivery sent again raises the same one. */
    TriggerInstance instanceOf(Trigger trigger, Instant arrived) {
        String id = key == null ? Ids.fresh(arrived) : Ids.ofDelivery(trigger.ref(), key);
        return new TriggerInstance(id, trigger.ref(), arrived, payload, traceTag, key, 0);
    }
}
