package io.hookline.expressions.python;

import static io.hookline.expressions.python.Signature.REQUIRED;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods that values have in templates: {@code s.upper()}, {@code d.get('k')}, {@code l.index(1)}. */
public final class PythonMethods {
    /** A method of values of type V. */
    @FunctionalInterface
    interface Body<V> {
        @Nullable
        Object call(V receiver, Arguments arguments, Meter meter);
    }

    private record Method<V>(Signature signature, Body<V> body) {}

    /** Methods of one type by name. */
    static final class Table<V> {
        private final Map<String, Method<V>> methods = new HashMap<>();

        Table<V> add(String name, Signature signature, Body<V> body) {
            methods.put(name, new Method<>(signature, body));
            return this;
        }

        @Nullable
        Object call(V receiver, String name, Arguments arguments, Meter meter) {
            Method<V> method = methods.get(name);
            if (method == null) {
                throw PythonError.type("'" + PythonText.typeName(receiver) + "' object has no method '" + name + "'");
            }
            return method.body.call(receiver, method.signature.bind(name + "()", arguments), meter);
        }
    }

    private static final Table<List<@Nullable Object>> SEQUENCE = new Table<List<@Nullable Object>>()
            .add("index", Signature.of("value", REQUIRED, "start", 0L), PythonMethods::index)
            .add(
                    "count",
                    Signature.of("value", REQUIRED),
                    (list, a, m) -> list.stream()
                            .filter(item -> PythonOrder.equal(item, a.get(0), m))
                            .count());

    private static final Table<Object> NUMBER = new Table<>()
            .add("bit_length", Signature.of(), (number, a, m) ->
                    (long) PythonNumber.big(number).abs().bitLength())
            .add(
                    "is_integer",
                    Signature.of(),
                    (number, a, m) ->
                            !(number instanceof Double real) || Double.isFinite(real) && real == Math.rint(real));

    private PythonMethods() {}

    private static @Nullable Table<?> tableOf(@Nullable Object receiver) {
        return switch (receiver) {
            case String text -> TextMethods.TABLE;
            case Map<?, ?> map -> ContainerMethods.MAP;
            case List<?> list -> ContainerMethods.LIST;
            case PythonTuple tuple -> SEQUENCE;
            case PythonRange range -> SEQUENCE;
            case Object number when PythonNumber.isNumber(number) -> NUMBER;
            case null, default -> null;
        };
    }

    public static boolean has(@Nullable Object receiver, String name) {
        Table<?> table = tableOf(receiver);
        return table != null
                && (table.methods.containsKey(name)
                        || table == ContainerMethods.LIST && SEQUENCE.methods.containsKey(name));
    }

    /**
     * @throws PythonError if there is no such method, or it refuses its arguments
     */
    @SuppressWarnings("unchecked")
    public static @Nullable Object call(Object receiver, String name, Arguments arguments, Meter meter) {
        return switch (receiver) {
            case String text -> TextMethods.TABLE.call(text, name, arguments, meter);
            case Map<?, ?> map ->
                ContainerMethods.MAP.call((Map<Object, @Nullable Object>) map, name, arguments, meter);
            case List<?> list
            when !SEQUENCE.methods.containsKey(name) ->
                ContainerMethods.LIST.call((List<@Nullable Object>) list, name, arguments, meter);
            case Object number when PythonNumber.isNumber(number) -> NUMBER.call(number, name, arguments, meter);
            default -> SEQUENCE.call(PythonSequence.items(receiver), name, arguments, meter);
        };
    }

    private static Object index(List<@Nullable Object> list, Arguments a, Meter meter) {
        int start = a.integer(1);
        for (int i = start < 0 ? Math.max(0, start + list.size()) : start; i < list.size(); i++) {
            if (PythonOrder.equal(list.get(i), a.get(0), meter)) {
                return (long) i;
            }
        }
        throw PythonError.value(PythonText.repr(a.get(0)) + " is not in list");
    }
}
