package io.hookline.expressions.template;

import static io.hookline.expressions.python.Signature.REQUIRED;

import io.hookline.expressions.python.Arguments;
import io.hookline.expressions.python.PythonMethods;
import io.hookline.expressions.python.PythonNumber;
import io.hookline.expressions.python.PythonObject;
import io.hookline.expressions.python.PythonOrder;
import io.hookline.expressions.python.PythonSequence;
import io.hookline.expressions.python.Signature;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All tests by name: what may stand behind {@code is}. A name that is not in this table does not exist. */
final class Tests {
    @FunctionalInterface
    private interface Body {
        boolean holds(@Nullable Object value, Arguments arguments, Frame frame);
    }

    private record Test(Signature signature, Body body) {}

    private static final Signature ALONE = Signature.of();
    private static final Signature OTHER = Signature.of("other", REQUIRED);
    private static final Map<String, Test> TABLE = table();

    private Tests() {}

    private static Map<String, Test> table() {
        Map<String, Test> table = new HashMap<>();
        add(table, "defined", ALONE, (value, a, frame) -> !(value instanceof Undefined));
        add(table, "undefined", ALONE, (value, a, frame) -> value instanceof Undefined);
        add(table, "none", ALONE, (value, a, frame) -> value == null);
        add(table, "boolean", ALONE, (value, a, frame) -> value instanceof Boolean);
        add(table, "true", ALONE, (value, a, frame) -> Boolean.TRUE.equals(value));
        add(table, "false", ALONE, (value, a, frame) -> Boolean.FALSE.equals(value));
        add(table, "integer", ALONE, (value, a, frame) -> value instanceof Long || value instanceof BigInteger);
        add(table, "float", ALONE, (value, a, frame) -> value instanceof Double);
        add(table, "number", ALONE, (value, a, frame) -> PythonNumber.isNumber(value));
        add(table, "string", ALONE, (value, a, frame) -> defined(value) instanceof String);
        add(table, "mapping", ALONE, (value, a, frame) -> value instanceof Map);
        add(table, "iterable", ALONE, (value, a, frame) -> PythonSequence.isIterable(defined(value)));
        add(table, "sequence", ALONE, (value, a, frame) -> {
            Object plain = defined(value);
            return plain instanceof Map || plain != null && PythonSequence.isIndexable(plain);
        });
        add(table, "callable", ALONE, (value, a, frame) -> value instanceof Callable);
        add(table, "escaped", ALONE, (value, a, frame) -> value instanceof Markup);
        add(table, "sameas", OTHER, (value, a, frame) -> isSame(value, a.get(0), frame));
        add(table, "lower", ALONE, (value, a, frame) -> textTest("islower", value, frame));
        add(table, "upper", ALONE, (value, a, frame) -> textTest("isupper", value, frame));
        add(table, "even", ALONE, (value, a, frame) -> PythonOrder.equal(remainder(value, 2L), 0L));
        add(table, "odd", ALONE, (value, a, frame) -> PythonOrder.equal(remainder(value, 2L), 1L));
        add(
                table,
                "divisibleby",
                Signature.of("num", REQUIRED),
                (value, a, frame) -> PythonOrder.equal(remainder(value, NumberFilters.number(a.get(0))), 0L));
        add(table, "filter", ALONE, (value, a, frame) -> value instanceof String name && Filters.exists(name));
        add(table, "test", ALONE, (value, a, frame) -> value instanceof String name && exists(name));
        compare(table, "==", "eq", "equalto", "==");
        compare(table, "!=", "ne", "!=");
        compare(table, "<", "lt", "lessthan", "<");
        compare(table, "<=", "le", "<=");
        compare(table, ">", "gt", "greaterthan", ">");
        compare(table, ">=", "ge", ">=");
        compare(table, "in", "in");
        return Map.copyOf(table);
    }

    private static void add(Map<String, Test> table, String name, Signature signature, Body body) {
        table.put(name, new Test(signature, body));
    }

    private static void compare(Map<String, Test> table, String operator, String... names) {
        for (String name : names) {
            add(table, name, OTHER, (value, a, frame) -> frame.evaluator().holds(operator, value, a.get(0)));
        }
    }

    private static @Nullable Object defined(@Nullable Object value) {
        return value instanceof Undefined ? null : PythonObject.plain(value);
    }

    private static Object remainder(@Nullable Object value, Object divisor) {
        return PythonNumber.arithmetic("%", PythonNumber.arithmetic("+", NumberFilters.number(value), 0L), divisor);
    }

    private static boolean textTest(String method, @Nullable Object value, Frame frame) {
        return PythonOrder.truth(
                PythonMethods.call(TextFilters.text(value, frame), method, Arguments.NONE, frame.budget()));
    }

    private static boolean isSame(@Nullable Object value, @Nullable Object other, Frame frame) {
        boolean simple = value == null || value instanceof String || PythonNumber.isNumber(value);
        return value == other
                || simple
                        && other != null
                        && value != null
                        && value.getClass() == other.getClass()
                        && frame.evaluator().holds("==", value, other);
    }

    static boolean exists(String name) {
        return TABLE.containsKey(name);
    }

    static boolean apply(String name, @Nullable Object value, Arguments arguments, Frame frame) {
        Test test = TABLE.get(name);
        if (test == null) {
            throw new TemplateError(Reason.SYNTAX, "No test named '" + name + "'.");
        }
        return test.body.holds(value, test.signature.bind("test '" + name + "'", arguments), frame);
    }
}
