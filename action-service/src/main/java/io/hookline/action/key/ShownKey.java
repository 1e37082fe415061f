package io.hookline.action.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.KeyValuePair;

/** A key as answers and triggers show it (spec: packs-and-datastore, 3). */
final class ShownKey {
    private ShownKey() {}

    /** The value as stored: cipher text of a secret one. */
    static ObjectNode stored(KeyValuePair pair) {
        return shown(pair, pair.value(), pair.secret());
    }

    static ObjectNode decrypted(KeyValuePair pair, String clearText) {
        return shown(pair, clearText, false);
    }

    private static ObjectNode shown(KeyValuePair pair, String value, boolean encrypted) {
        ObjectNode shown = Json.object()
                .put("id", pair.id())
                .put("uid", pair.uid())
                .put("scope", pair.scope())
                .put("name", pair.name())
                .put("value", value)
                .put("secret", pair.secret())
                .put("encrypted", encrypted);
        if (pair.user() != null) {
            shown.put("user", pair.user());
        }
        if (pair.description() != null) {
            shown.put("description", pair.description());
        }
        if (pair.expireTimestamp() != null) {
            shown.put("expire_timestamp", Json.TIME.format(pair.expireTimestamp()));
        }
        return shown;
    }
}
