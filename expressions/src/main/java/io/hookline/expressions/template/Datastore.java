package io.hookline.expressions.template;

import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The datastore as templates see it: what a context holds under {@value #NAME}. A scope that is left out is undefined (spec: templating, 6).
 */
public final class Datastore implements TemplateObject {
    /** Where templates look for it. */
    public static final String NAME = "st2kv";

    private static final String SYSTEM = "system";
    private static final String USER = "user";

    /** Both scopes are there, and empty. */
    public static final Datastore EMPTY =
            ofSystem(key -> Optional.empty(), text -> Optional.empty()).withUser(key -> Optional.empty());

    private final Map<String, DatastoreNames> scopes;
    private final Function<String, Optional<String>> decryption;

    private Datastore(Map<String, DatastoreNames> scopes, Function<String, Optional<String>> decryption) {
        this.scopes = scopes;
        this.decryption = decryption;
    }

    /**
     * The system scope alone.
     *
     * @param keys from key to stored text; asked while rendering, so it must not block for long
     * @param decryption from cipher text to clear text; empty if it is none, or of another key
     */
    public static Datastore ofSystem(
            Function<String, Optional<String>> keys, Function<String, Optional<String>> decryption) {
        return new Datastore(Map.of(SYSTEM, names(SYSTEM, keys)), decryption);
    }

    /** The same with the scope of one user. */
    public Datastore withUser(Function<String, Optional<String>> keys) {
        Map<String, DatastoreNames> more = new LinkedHashMap<>(scopes);
        more.put(USER, names(USER, keys));
        return new Datastore(Map.copyOf(more), decryption);
    }

    /** The same; each clear text that templates get is told. */
    Datastore decryptingTo(Consumer<String> told) {
        return new Datastore(scopes, text -> {
            Optional<String> clear = decryption.apply(text);
            clear.ifPresent(told);
            return clear;
        });
    }

    private static DatastoreNames names(String scope, Function<String, Optional<String>> keys) {
        return new DatastoreNames(NAME + "." + scope, keys);
    }

    /** The system scope by itself: it has an older name of its own where criteria are tried. */
    public DatastoreNames system() {
        return scopes.getOrDefault(SYSTEM, names(SYSTEM, key -> Optional.empty()));
    }

    @Override
    public @Nullable Object attribute(String name) {
        DatastoreNames scope = scopes.get(name);
        return scope == null ? MISSING : scope;
    }

    @Override
    public String typeName() {
        return "datastore";
    }

    /**
     * @throws PythonError if there is nothing to be decrypted, or no way to
     */
    String decrypted(@Nullable Object value) {
        String text = PythonText.str(value);
        if (text.isEmpty()) {
            String item = value instanceof DatastoreNames names ? names.fullName() : "";
            throw PythonError.value(
                    "Referenced datastore item \"" + item + "\" doesn't exist or it contains an empty string");
        }
        return decryption
                .apply(text)
                .orElseThrow(() -> PythonError.value(
                        "decrypt_kv: this is no value that was encrypted with the key of this" + " installation"));
    }
}
