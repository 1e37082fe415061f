package io.hookline.action.key;

import io.hookline.common.model.KeyValuePair;
import java.util.Optional;

/** Which part of the datastore a request is about (spec: packs-and-datastore, 3.1). */
enum KeyScope {
    SYSTEM,
    USER,
    ALL;

    private static final String PREFIX = "st2kv";

    /** Empty: there is no such scope. */
    static Optional<KeyScope> of(String text) {
        return switch (text) {
            case "system", KeyValuePair.SYSTEM_SCOPE -> Optional.of(SYSTEM);
            case "user", KeyValuePair.USER_SCOPE -> Optional.of(USER);
            case "all" -> Optional.of(ALL);
            default -> Optional.empty();
        };
    }

    /** As refusals spell it. */
    static String full(String text) {
        return text.contains(PREFIX) ? text : PREFIX + "." + text;
    }

    static String notAllowed(String text) {
        return "Scope " + full(text)
                + " is not in allowed scopes list: ['system', 'user', 'st2kv.system', 'st2kv.user'].";
    }
}
