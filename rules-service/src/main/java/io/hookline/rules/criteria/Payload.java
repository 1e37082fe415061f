package io.hookline.rules.criteria;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.expressions.path.JsonPath;
import io.hookline.expressions.python.Meter;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonValues;
import io.hookline.expressions.template.Datastore;
import io.hookline.expressions.template.Decrypted;
import io.hookline.rules.criteria.Criterion.Outcome;
import io.hookline.rules.criteria.Criterion.Outcome.Breaks;
import io.hookline.rules.criteria.Criterion.Part;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What criteria are tried on: the payload of one trigger instance, or one item of a list within it, at one moment. Not safe for many
 * threads.
 */
public final class Payload {
    /** What keys start with. */
    static final String TRIGGER = "trigger";

    /** Most triggers have rules on few fields, and an item of a list is asked for fewer. */
    private static final int FEW = 4;

    private final Map<String, @Nullable Object> root;
    private final Map<String, @Nullable Object> names;
    private final Instant now;
    private final RegexSteps regexSteps;
    private final boolean empty;
    /** What was looked for so far: most criteria look for the same. */
    private final Map<JsonPath, Optional<Object>> found = new IdentityHashMap<>(FEW);

    private Payload(
            Map<String, @Nullable Object> root,
            Map<String, @Nullable Object> names,
            Instant now,
            RegexSteps regexSteps) {
        this.root = root;
        this.names = names;
        this.now = now;
        this.regexSteps = regexSteps;
        this.empty = isEmpty(root.get(TRIGGER));
    }

    /**
     * @param datastore which templates may name; its system scope alone
     * @param now what ages are measured against
     */
    public static Payload of(JsonNode trigger, Datastore datastore, Instant now) {
        return of(trigger, datastore, now, Long.MAX_VALUE);
    }

    /**
     * @param datastore which templates may name; its system scope alone
     * @param now what ages are measured against
     * @param regexSteps how many steps all regular expressions together may take that are not answered in linear time
     */
    public static Payload of(JsonNode trigger, Datastore datastore, Instant now, long regexSteps) {
        Map<String, @Nullable Object> root = new HashMap<>();
        root.put(TRIGGER, PythonValues.view(trigger));
        Map<String, @Nullable Object> names = new HashMap<>(root);
        names.put(Datastore.NAME, datastore);
        // An old name of the same scope, still in use (spec: rules-and-criteria, 6.4).
        names.put("system", datastore.system());
        return new Payload(root, names, now, new RegexSteps(regexSteps));
    }

    /** An item of a list in this payload: keys start with {@code item}, templates may name the trigger as well. */
    Payload item(@Nullable Object item) {
        Map<String, @Nullable Object> itemRoot = new HashMap<>();
        itemRoot.put("item", item);
        Map<String, @Nullable Object> itemNames = new HashMap<>(names);
        itemNames.put("item", item);
        return new Payload(itemRoot, itemNames, now, regexSteps);
    }

    /** What the trigger brought, as plain values; null within an item of a list. */
    public @Nullable Object trigger() {
        return root.get(TRIGGER);
    }

    /** True if it carries nothing at all: then no rule with criteria matches, whatever they ask (spec: rules-and-criteria, 6.1). */
    public boolean isEmpty() {
        return empty;
    }

    private static boolean isEmpty(@Nullable Object trigger) {
        return switch (trigger) {
            case null -> true;
            case Map<?, ?> object -> object.isEmpty();
            case List<?> list -> list.isEmpty();
            default -> false;
        };
    }

    /** The first hit; empty if there is none, or it can't be had. */
    Optional<Object> first(JsonPath path) {
        try {
            return find(path);
        } catch (PythonError e) {
            return Optional.empty();
        }
    }

    /** What becomes of the first hit, null if there is none; a path that has to look at too much of the payload breaks. */
    Outcome judged(JsonPath path, Function<@Nullable Object, Outcome> judge) {
        Object value;
        try {
            value = find(path).orElse(null);
        } catch (PythonError e) {
            return new Breaks(Part.KEY, String.valueOf(e.getMessage()));
        }
        return judge.apply(value);
    }

    private Optional<Object> find(JsonPath path) {
        Optional<Object> before = found.get(path);
        if (before != null) {
            return before;
        }
        Optional<Object> first = path.first(root);
        found.put(path, first);
        return first;
    }

    /** What templates may name. */
    Map<String, @Nullable Object> names() {
        return names;
    }

    /**
     * What templates may name.
     *
     * @param decrypted knows afterwards what they have decrypted
     */
    Map<String, @Nullable Object> names(Decrypted decrypted) {
        Map<String, @Nullable Object> watched = new HashMap<>(names);
        watched.computeIfPresent(Datastore.NAME, (name, datastore) -> decrypted.watch((Datastore) datastore));
        return watched;
    }

    Instant now() {
        return now;
    }

    Meter regexSteps() {
        return regexSteps;
    }

    /** True if regular expressions broke because all of them together took too many steps. */
    public boolean hasSpentRegexSteps() {
        return regexSteps.areSpent();
    }
}
