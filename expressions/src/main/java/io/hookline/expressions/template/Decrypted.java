package io.hookline.expressions.template;

import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonJson;
import io.hookline.expressions.python.PythonLiteral;
import io.hookline.expressions.python.PythonText;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code decrypt_kv} gave while templates were rendered, so that what is told of them can be told without it. For one request; not
 * safe for many threads.
 */
public final class Decrypted {
    private final Set<String> texts = new LinkedHashSet<>();
    private int times;

    /** The same datastore; what is decrypted through it is known here. */
    public Datastore watch(Datastore datastore) {
        return datastore.decryptingTo(text -> {
            times++;
            add(text);
        });
    }

    /** How often something was decrypted: what is rendered while this grows may have been made of it. */
    public int times() {
        return times;
    }

    /** What was made of something decrypted, {@code | upper} say, is no more to be told than that. */
    public void addDerived(@Nullable Object value) {
        addParts(value);
        if (value instanceof String text) {
            add(text);
        }
    }

    private void add(String text) {
        texts.add(text);
        addParts(read(text));
    }

    /** As the casts to lists and objects read it. Most secrets are neither; they have no parts. */
    private static @Nullable Object read(String text) {
        try {
            return PythonJson.read(text);
        } catch (PythonError noJson) {
            try {
                return PythonLiteral.read(text);
            } catch (PythonError noLiteral) {
                return null;
            }
        }
    }

    private void addParts(@Nullable Object value) {
        switch (value) {
            case List<?> list -> list.forEach(this::addParts);
            case Map<?, ?> map -> addEach(map.values());
            case String text -> texts.add(text);
            case Number number -> texts.add(PythonText.str(number));
            case null, default -> {}
        }
    }

    private void addEach(Collection<?> values) {
        values.forEach(this::addParts);
    }

    /**
     * The message with the mask wherever it has one of the texts in it, in any case, as it is or as Python spells it within quotes; so a text in it that
     * only looks like the secret is masked too.
     */
    public String hiddenIn(String message, String mask) {
        String clean = message;
        for (String text : longestFirst()) {
            String quoted = PythonText.repr(text);
            clean = hidden(quoted.substring(1, quoted.length() - 1), hidden(text, clean, mask), mask);
        }
        return clean;
    }

    // In any case: the cast to a truth value makes the first letter a capital one before it complains.
    private static String hidden(String text, String message, String mask) {
        return Pattern.compile(text, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(message)
                .replaceAll(Matcher.quoteReplacement(mask));
    }

    // A part of a secret that is another one must not be all that is masked.
    private List<String> longestFirst() {
        return texts.stream()
                .filter(text -> !text.isEmpty())
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }
}
