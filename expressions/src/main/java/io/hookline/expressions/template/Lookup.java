package io.hookline.expressions.template;

import io.hookline.expressions.python.Arguments;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonMethods;
import io.hookline.expressions.python.PythonNumber;
import io.hookline.expressions.python.PythonObject;
import io.hookline.expressions.python.PythonSequence;
import io.hookline.expressions.python.PythonText;
import io.hookline.expressions.python.PythonValues;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What dots and brackets reach: keys, items, methods, and the attributes of our own values. There is nothing else: no value of the host
 * language is ever looked into.
 */
final class Lookup {
    private Lookup() {}

    /** {@code owner.name}. A key of a dictionary wins over a method of the same name. */
    static @Nullable Object attribute(@Nullable Object owner, String name) {
        if (owner instanceof Map<?, ?> map) {
            Object value = map.get(name);
            if (value != null || map.containsKey(name)) {
                return value;
            }
        }
        return switch (owner) {
            case Undefined undefined -> throw undefined.error();
            case DatastoreNames names -> names.below(name);
            case TemplateObject object -> {
                Object value = object.attribute(name);
                yield value == TemplateObject.MISSING ? missing(owner, name) : value;
            }
            case null, default -> method(owner, name);
        };
    }

    private static Object method(@Nullable Object owner, String name) {
        if (name.startsWith("__")) {
            throw new TemplateError(
                    Reason.SECURITY,
                    "access to attribute '" + name + "' of '" + PythonText.typeName(owner) + "' object is unsafe.");
        }
        Object plain = PythonObject.plain(owner);
        return plain != null && PythonMethods.has(plain, name) ? new BoundMethod(plain, name) : missing(owner, name);
    }

    private static Undefined missing(@Nullable Object owner, String name) {
        return new Undefined("'" + shown(owner) + "' has no attribute '" + name + "'");
    }

    private static String shown(@Nullable Object owner) {
        return owner == null ? "None" : PythonText.typeName(owner) + " object";
    }

    /** {@code owner[key]}. */
    static @Nullable Object item(@Nullable Object owner, @Nullable Object key) {
        Object wanted = PythonObject.plain(key);
        if (owner instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (owner instanceof DatastoreNames names) {
            return names.below(PythonText.str(wanted));
        }
        Object plain = PythonObject.plain(owner);
        if (plain instanceof Map<?, ?> map && isHashable(wanted)) {
            Object known = PythonValues.keyIn(map, wanted);
            if (map.containsKey(known)) {
                return map.get(known);
            }
        }
        if (plain != null && PythonSequence.isIndexable(plain) && PythonNumber.isInteger(wanted)) {
            Object item = wanted instanceof Long position
                    ? PythonSequence.at(plain, position, TemplateObject.MISSING)
                    : wanted instanceof Boolean flag
                            ? PythonSequence.at(plain, flag ? 1 : 0, TemplateObject.MISSING)
                            : TemplateObject.MISSING;
            if (item != TemplateObject.MISSING) {
                return item;
            }
        }
        if (wanted instanceof String name) {
            return owner instanceof Map && !PythonMethods.has(owner, name)
                    ? missing(owner, name)
                    : attribute(owner, name);
        }
        return new Undefined("'" + shown(owner) + "' has no element " + PythonText.repr(wanted));
    }

    private static boolean isHashable(@Nullable Object key) {
        try {
            PythonValues.checkHashable(key);
            return true;
        } catch (PythonError e) {
            return false;
        }
    }

    /** A method with the value it belongs to. */
    record BoundMethod(Object owner, String name) implements Callable {
        @Override
        public @Nullable Object call(Arguments arguments, Frame frame) {
            return PythonMethods.call(owner, name, arguments, frame.budget());
        }

        @Override
        public String typeName() {
            return "builtin_function_or_method";
        }

        @Override
        public String str() {
            return "<built-in method " + name + " of " + PythonText.typeName(owner) + " object>";
        }
    }
}
