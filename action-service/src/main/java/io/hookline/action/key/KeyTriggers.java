package io.hookline.action.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.KeyValuePair;
import io.hookline.common.model.TriggerInstance;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a change of a key raises (spec: packs-and-datastore, 3.5). Pure: ids follow from the change. Secret values appear encrypted.
 */
final class KeyTriggers {
    private static final String PREFIX = "core.st2.key_value_pair.";

    private final Function<String, Optional<String>> decryption;

    /**
     * @param decryption from cipher text to clear text, which tells whether a secret has changed
     */
    KeyTriggers(Function<String, Optional<String>> decryption) {
        this.decryption = decryption;
    }

    List<TriggerInstance> created(KeyValuePair pair, long version, Instant now) {
        return new Raising(pair, version, now).raise("create", object(pair)).instances;
    }

    /** In that order: that it was saved, then that its value is another one. */
    List<TriggerInstance> updated(KeyValuePair old, KeyValuePair pair, long version, Instant now) {
        Raising raising = new Raising(pair, version, now).raise("update", object(pair));
        if (!clearText(old).equals(clearText(pair))) {
            ObjectNode both = Json.object();
            both.set("old_object", ShownKey.stored(old));
            both.set("new_object", ShownKey.stored(pair));
            raising.raise("value_change", both);
        }
        return raising.instances;
    }

    List<TriggerInstance> deleted(KeyValuePair pair, long version, Instant now) {
        return new Raising(pair, version, now).raise("delete", object(pair)).instances;
    }

    private String clearText(KeyValuePair pair) {
        return pair.secret() ? decryption.apply(pair.value()).orElse(pair.value()) : pair.value();
    }

    private static ObjectNode object(KeyValuePair pair) {
        return Json.object().set("object", ShownKey.stored(pair));
    }

    /** What comes of one change. */
    private final class Raising {
        private final KeyValuePair pair;
        private final long version;
        private final Instant now;
        private final List<TriggerInstance> instances = new ArrayList<>();

        private Raising(KeyValuePair pair, long version, Instant now) {
            this.pair = pair;
            this.version = version;
            this.now = now.truncatedTo(ChronoUnit.MILLIS);
        }

        private Raising raise(String kind, ObjectNode payload) {
            String id = Ids.following(now, pair.id() + " " + version, kind);
            instances.add(new TriggerInstance(id, PREFIX + kind, now, payload, "trigger_instance-" + id));
            return this;
        }
    }
}
