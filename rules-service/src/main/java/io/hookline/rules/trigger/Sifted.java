package io.hookline.rules.trigger;

import io.hookline.common.model.TriggerInstance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a batch has to be judged. A record is the same record again if it tells the same time: Kafka delivered it twice. With another
 * time it is the sender who sent the delivery again.
 *
 * @param fresh each once, in their order: of several records with one delivery key the first decides, for whoever takes them again too
 * @param repeated the deliveries sent again; their event has been judged, or is among the fresh ones
 */
public record Sifted(List<TriggerInstance> fresh, List<TriggerInstance> repeated) {
    public Sifted {
        fresh = List.copyOf(fresh);
        repeated = List.copyOf(repeated);
    }

    /**
     * @param judged occurrence times by the ids of those that have been judged
     */
    static Sifted of(Collection<TriggerInstance> arrived, Map<String, Instant> judged) {
        Map<String, Instant> met = new HashMap<>(judged);
        List<TriggerInstance> fresh = new ArrayList<>();
        List<TriggerInstance> repeated = new ArrayList<>();
        for (TriggerInstance instance : arrived) {
            Instant first = met.putIfAbsent(instance.id(), instance.occurrenceTime());
            if (first == null) {
                fresh.add(instance);
            } else if (!first.equals(instance.occurrenceTime())) {
                repeated.add(instance);
            }
        }
        return new Sifted(fresh, repeated);
    }
}
