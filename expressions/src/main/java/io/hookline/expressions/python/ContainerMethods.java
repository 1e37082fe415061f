package io.hookline.expressions.python;

import static io.hookline.expressions.python.Signature.REQUIRED;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Methods of dictionaries and lists. Those that change one work on what a template made itself; what came from outside is unmodifiable,
 * so that no rule sees the changes of another.
 */
final class ContainerMethods {
    /** Stands for a default that was not given. */
    private static final Object NOTHING = new Object();

    static final PythonMethods.Table<Map<Object, @Nullable Object>> MAP = new PythonMethods.Table<
                    Map<Object, @Nullable Object>>()
            .add("get", Signature.of("key", REQUIRED, "default", null), (map, a, m) -> get(map, a.get(0), a.get(1)))
            .add("keys", Signature.of(), (map, a, m) -> new PythonView("dict_keys", new ArrayList<>(map.keySet())))
            .add("values", Signature.of(), (map, a, m) -> new PythonView("dict_values", new ArrayList<>(map.values())))
            .add("items", Signature.of(), (map, a, m) -> new PythonView("dict_items", pairs(map)))
            .add("copy", Signature.of(), (map, a, m) -> new LinkedHashMap<>(map))
            .add("update", Signature.ANY, ContainerMethods::update)
            .add("setdefault", Signature.of("key", REQUIRED, "default", null), ContainerMethods::setDefault)
            .add("pop", Signature.of("key", REQUIRED, "default", NOTHING), ContainerMethods::pop)
            .add("popitem", Signature.of(), (map, a, m) -> changed(() -> popLast(map)))
            .add(
                    "clear",
                    Signature.of(),
                    (map, a, m) -> changed(() -> {
                        map.clear();
                        return null;
                    }));

    static final PythonMethods.Table<List<@Nullable Object>> LIST = new PythonMethods.Table<List<@Nullable Object>>()
            .add("copy", Signature.of(), (list, a, m) -> new ArrayList<>(list))
            .add(
                    "append",
                    Signature.of("object", REQUIRED),
                    (list, a, m) -> changed(() -> {
                        m.items(1);
                        list.add(a.get(0));
                        return null;
                    }))
            .add(
                    "extend",
                    Signature.of("iterable", REQUIRED),
                    (list, a, m) -> changed(() -> {
                        List<@Nullable Object> items = new ArrayList<>(PythonSequence.items(a.get(0)));
                        m.items(items.size());
                        list.addAll(items);
                        return null;
                    }))
            .add(
                    "insert",
                    Signature.of("index", REQUIRED, "object", REQUIRED),
                    (list, a, m) -> changed(() -> {
                        m.items(1);
                        int index = a.integer(0);
                        list.add(Math.max(0, Math.min(list.size(), index < 0 ? index + list.size() : index)), a.get(1));
                        return null;
                    }))
            .add(
                    "pop",
                    Signature.of("index", -1L),
                    (list, a, m) -> changed(() -> {
                        int index = a.integer(0);
                        index = index < 0 ? index + list.size() : index;
                        if (index < 0 || index >= list.size()) {
                            throw PythonError.value(list.isEmpty() ? "pop from empty list" : "pop index out of range");
                        }
                        return list.remove(index);
                    }))
            .add(
                    "remove",
                    Signature.of("value", REQUIRED),
                    (list, a, m) -> changed(() -> {
                        for (int i = 0; i < list.size(); i++) {
                            if (PythonOrder.equal(list.get(i), a.get(0), m)) {
                                list.remove(i);
                                return null;
                            }
                        }
                        throw PythonError.value("list.remove(x): x not in list");
                    }))
            .add(
                    "reverse",
                    Signature.of(),
                    (list, a, m) -> changed(() -> {
                        Collections.reverse(list);
                        return null;
                    }))
            .add(
                    "sort",
                    Signature.of("key", null, "reverse", false),
                    (list, a, m) -> changed(() -> {
                        list.sort((x, y) -> a.truth(1) ? PythonOrder.compare(y, x, m) : PythonOrder.compare(x, y, m));
                        return null;
                    }))
            .add(
                    "clear",
                    Signature.of(),
                    (list, a, m) -> changed(() -> {
                        list.clear();
                        return null;
                    }));

    private ContainerMethods() {}

    private static @Nullable Object changed(Supplier<@Nullable Object> change) {
        try {
            return change.get();
        } catch (UnsupportedOperationException e) {
            throw PythonError.type("values that a template is given can't be changed");
        }
    }

    private static @Nullable Object get(
            Map<Object, @Nullable Object> map, @Nullable Object key, @Nullable Object otherwise) {
        PythonValues.checkHashable(key);
        Object known = PythonValues.keyIn(map, key);
        return map.containsKey(known) ? map.get(known) : otherwise;
    }

    static List<@Nullable Object> pairs(Map<?, ?> map) {
        List<@Nullable Object> pairs = new ArrayList<>(map.size());
        map.forEach((key, value) -> pairs.add(PythonTuple.of(key, value)));
        return pairs;
    }

    private static @Nullable Object update(Map<Object, @Nullable Object> map, Arguments a, Meter meter) {
        return changed(() -> {
            for (Object source : a.positional()) {
                if (source instanceof Map<?, ?> other) {
                    other.forEach((key, value) -> put(map, key, value, meter));
                } else {
                    PythonSequence.items(source).forEach(pair -> {
                        List<@Nullable Object> both = PythonSequence.items(pair);
                        if (both.size() != 2) {
                            throw PythonError.value("dictionary update sequence elements need length 2");
                        }
                        put(map, both.get(0), both.get(1), meter);
                    });
                }
            }
            a.named().forEach((key, value) -> put(map, key, value, meter));
            return null;
        });
    }

    private static void put(
            Map<Object, @Nullable Object> map, @Nullable Object key, @Nullable Object value, Meter meter) {
        PythonValues.checkHashable(key);
        meter.items(1);
        map.put(PythonValues.keyIn(map, key), value);
    }

    private static @Nullable Object setDefault(Map<Object, @Nullable Object> map, Arguments a, Meter meter) {
        Object key = PythonValues.keyIn(map, a.get(0));
        if (!map.containsKey(key)) {
            changed(() -> {
                put(map, key, a.get(1), meter);
                return null;
            });
        }
        return map.get(key);
    }

    private static @Nullable Object pop(Map<Object, @Nullable Object> map, Arguments a, Meter meter) {
        Object key = PythonValues.keyIn(map, a.get(0));
        if (!map.containsKey(key)) {
            if (a.get(1) == NOTHING) {
                throw PythonError.value(PythonText.repr(a.get(0)));
            }
            return a.get(1);
        }
        return changed(() -> map.remove(key));
    }

    private static Object popLast(Map<Object, @Nullable Object> map) {
        if (map.isEmpty()) {
            throw PythonError.value("'popitem(): dictionary is empty'");
        }
        Object last = new ArrayList<>(map.keySet()).get(map.size() - 1);
        return PythonTuple.of(last, map.remove(last));
    }
}
