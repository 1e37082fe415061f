package io.hookline.expressions.template;

import io.hookline.expressions.python.Arguments;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonFormat;
import io.hookline.expressions.python.PythonMethods;
import io.hookline.expressions.python.PythonNumber;
import io.hookline.expressions.python.PythonObject;
import io.hookline.expressions.python.PythonOrder;
import io.hookline.expressions.python.PythonSequence;
import io.hookline.expressions.python.PythonText;
import io.hookline.expressions.python.PythonTuple;
import io.hookline.expressions.python.PythonValues;
import io.hookline.expressions.template.Expression.Given;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives expressions their values. */
final class Evaluator {
    private final Frame frame;
    private final Budget budget;

    Evaluator(Frame frame) {
        this.frame = frame;
        this.budget = frame.budget();
    }

    @Nullable
    Object value(Expression expression, Scope scope) {
        budget.enter();
        Object value = switch (expression) {
            case Expression.Constant(Object constant) -> constant;
            case Expression.Name(String name) -> {
                Object own = scope.get(name);
                yield own != TemplateObject.MISSING ? own : frame.named(name);
            }
            case Expression.Attribute(Expression owner, String name) -> Lookup.attribute(value(owner, scope), name);
            case Expression.Item(Expression owner, Expression key) ->
                Lookup.item(value(owner, scope), value(key, scope));
            case Expression.Slice slice -> slice(slice, scope);
            case Expression.Call call -> call(call, Map.of(), scope);
            case Expression.Filter(Expression of, String name, Given given) ->
                filter(name, value(of, scope), arguments(given, Map.of(), scope));
            case Expression.Test(Expression of, String name, Given given) ->
                test(name, value(of, scope), arguments(given, Map.of(), scope));
            case Expression.Not(Expression of) -> !truth(of, scope);
            case Expression.Signed(String sign, Expression of) -> signed(sign, value(of, scope));
            case Expression.Arithmetic(String operator, Expression left, Expression right) ->
                made(arithmetic(operator, value(left, scope), value(right, scope)));
            case Expression.Joined(List<Expression> parts) -> joined(parts, scope);
            case Expression.Compare compare -> holds(compare, scope);
            case Expression.And(Expression left, Expression right) -> {
                Object first = value(left, scope);
                yield PythonOrder.truth(first) ? value(right, scope) : first;
            }
            case Expression.Or(Expression left, Expression right) -> {
                Object first = value(left, scope);
                yield PythonOrder.truth(first) ? first : value(right, scope);
            }
            case Expression.Conditional(Expression condition, Expression then, Expression otherwise) ->
                truth(condition, scope)
                        ? value(then, scope)
                        : otherwise == null ? Undefined.NOTHING : value(otherwise, scope);
            case Expression.Items(List<Expression> items) -> values(items, scope);
            case Expression.Tuple(List<Expression> items) -> new PythonTuple(values(items, scope));
            case Expression.Pairs(List<Expression.Pair> pairs) -> dictionary(pairs, scope);
        };
        budget.leave();
        return value;
    }

    boolean truth(Expression expression, Scope scope) {
        return PythonOrder.truth(value(expression, scope));
    }

    private List<@Nullable Object> values(List<Expression> expressions, Scope scope) {
        budget.items(expressions.size());
        List<@Nullable Object> values = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            values.add(value(expression, scope));
        }
        return values;
    }

    private Object dictionary(List<Expression.Pair> pairs, Scope scope) {
        budget.items(pairs.size());
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        for (Expression.Pair pair : pairs) {
            Object key = value(pair.key(), scope);
            PythonValues.checkHashable(key);
            map.put(PythonValues.keyIn(map, key), value(pair.value(), scope));
        }
        return map;
    }

    private @Nullable Object slice(Expression.Slice slice, Scope scope) {
        Object owner = value(slice.owner(), scope);
        if (owner instanceof Undefined undefined) {
            throw undefined.error();
        }
        Object plain = PythonObject.plain(owner);
        Long start = bound(slice.start(), scope);
        Long stop = bound(slice.stop(), scope);
        Long step = bound(slice.step(), scope);
        if (plain == null || !PythonSequence.isIndexable(plain)) {
            return new Undefined("'" + PythonText.typeName(owner) + " object' has no slices");
        }
        return Markup.like(owner, "") instanceof Markup
                ? new Markup((String) PythonSequence.slice(plain, start, stop, step))
                : made(PythonSequence.slice(plain, start, stop, step));
    }

    private @Nullable Long bound(@Nullable Expression expression, Scope scope) {
        Object value = expression == null ? null : value(expression, scope);
        return value == null ? null : Long.valueOf(Arguments.of(value).integer(0));
    }

    private Object joined(List<Expression> parts, Scope scope) {
        var text = new StringBuilder();
        for (Expression part : parts) {
            Object value = value(part, scope);
            String piece = scope.escapes() ? Markup.escape(value).text() : PythonText.str(value, budget);
            budget.characters(piece.length());
            text.append(piece);
        }
        return scope.escapes() ? new Markup(text.toString()) : text.toString();
    }

    private boolean holds(Expression.Compare compare, Scope scope) {
        Object left = value(compare.first(), scope);
        for (Expression.Operand operand : compare.operands()) {
            Object right = value(operand.value(), scope);
            if (!holds(operand.operator(), left, right)) {
                return false;
            }
            left = right;
        }
        return true;
    }

    boolean holds(String operator, @Nullable Object left, @Nullable Object right) {
        return switch (operator) {
            case "==" -> PythonOrder.equal(left, right, budget);
            case "!=" -> !PythonOrder.equal(left, right, budget);
            case "in" -> PythonOrder.contains(right, left, budget);
            case "not in" -> !PythonOrder.contains(right, left, budget);
            default -> PythonOrder.holds(operator, left, right, budget);
        };
    }

    private static Object signed(String sign, @Nullable Object value) {
        Object number = PythonObject.plain(value);
        if (number == null || !PythonNumber.isNumber(number)) {
            throw PythonError.type("bad operand type for unary " + sign + ": '" + PythonText.typeName(value) + "'");
        }
        return sign.equals("-") ? PythonNumber.negate(number) : PythonNumber.arithmetic("+", number, 0L);
    }

    Object arithmetic(String operator, @Nullable Object one, @Nullable Object other) {
        Object left = PythonObject.plain(one);
        Object right = PythonObject.plain(other);
        if (left != null && right != null && PythonNumber.isNumber(left) && PythonNumber.isNumber(right)) {
            return PythonNumber.arithmetic(operator, left, right);
        }
        boolean markup = one instanceof Markup || other instanceof Markup;
        switch (operator) {
            case "+" -> {
                if (left instanceof String a && right instanceof String b) {
                    return markup
                            ? new Markup(Markup.escape(one).text()
                                    + Markup.escape(other).text())
                            : joined(a, b);
                }
                if (left instanceof List<?> a && right instanceof List<?> b) {
                    return joined(a, b);
                }
                if (left instanceof PythonTuple a && right instanceof PythonTuple b) {
                    return new PythonTuple(joined(a.items(), b.items()));
                }
            }
            case "*" -> {
                Object repeated = PythonNumber.isInteger(right) ? repeated(left, right) : repeated(right, left);
                if (repeated != null) {
                    return markup ? new Markup((String) repeated) : repeated;
                }
            }
            case "%" -> {
                if (left instanceof String template) {
                    return Markup.like(one, PythonFormat.percent(template, other, budget));
                }
            }
            default -> {}
        }
        throw PythonError.type(
                operator.equals("+") && left instanceof String
                        ? "can only concatenate str (not \"" + PythonText.typeName(other) + "\") to str"
                        : "unsupported operand type(s) for %s: '%s' and '%s'"
                                .formatted(operator, PythonText.typeName(one), PythonText.typeName(other)));
    }

    private String joined(String left, String right) {
        budget.characters(left.length() + (long) right.length());
        return left + right;
    }

    private List<@Nullable Object> joined(List<?> left, List<?> right) {
        budget.items(left.size() + (long) right.size());
        List<@Nullable Object> joined = new ArrayList<>(left);
        joined.addAll(right);
        return joined;
    }

    private @Nullable Object repeated(@Nullable Object value, @Nullable Object times) {
        if (!PythonNumber.isInteger(times)) {
            return null;
        }
        int count = Math.max(0, Arguments.of(times).integer(0));
        return switch (value) {
            case String text -> {
                budget.characters((long) text.length() * count);
                yield text.isEmpty() ? "" : text.repeat(count);
            }
            case List<?> list -> repeated(list, count);
            case PythonTuple tuple -> new PythonTuple(repeated(tuple.items(), count));
            case null, default -> null;
        };
    }

    private List<@Nullable Object> repeated(List<?> items, int count) {
        budget.items((long) items.size() * count);
        List<@Nullable Object> repeated = new ArrayList<>();
        for (int i = 0; i < count && !items.isEmpty(); i++) {
            repeated.addAll(items);
        }
        return repeated;
    }

    Arguments arguments(Given given, Map<String, @Nullable Object> more, Scope scope) {
        if (given == Given.NOTHING && more.isEmpty()) {
            return Arguments.NONE;
        }
        List<@Nullable Object> positional = new ArrayList<>();
        given.positional().forEach(argument -> positional.add(value(argument, scope)));
        if (given.all() != null) {
            positional.addAll(PythonSequence.items(value(given.all(), scope)));
        }
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        given.named().forEach(argument -> named.put(argument.name(), value(argument.value(), scope)));
        if (given.allNamed() != null) {
            if (!(value(given.allNamed(), scope) instanceof Map<?, ?> map)) {
                throw PythonError.type("argument after ** must be a mapping");
            }
            map.forEach((key, value) -> named.put(PythonText.str(key), value));
        }
        named.putAll(more);
        return new Arguments(positional, named);
    }

    /**
     * @param more named arguments that are not written in the call
     */
    @Nullable
    Object call(Expression.Call call, Map<String, @Nullable Object> more, Scope scope) {
        if (call.callee() instanceof Expression.Attribute(Expression owner, String name)) {
            Object value = value(owner, scope);
            Object plain = value instanceof Undefined undefined ? raise(undefined) : PythonObject.plain(value);
            if (plain != null && PythonMethods.has(plain, name)) {
                return called(new Lookup.BoundMethod(plain, name), arguments(call.given(), more, scope));
            }
            return called(Lookup.attribute(value, name), arguments(call.given(), more, scope));
        }
        return called(value(call.callee(), scope), arguments(call.given(), more, scope));
    }

    private static Object raise(Undefined undefined) {
        throw undefined.error();
    }

    @Nullable
    Object called(@Nullable Object callee, Arguments arguments) {
        budget.steps(1 + (callee instanceof Lookup.BoundMethod method ? size(method.owner()) : 0));
        return switch (callee) {
            case Callable callable -> made(callable.call(arguments, frame));
            case Undefined undefined -> throw undefined.error();
            case null, default ->
                throw PythonError.type("'" + PythonText.typeName(callee) + "' object is not callable");
        };
    }

    @Nullable
    Object filter(String name, @Nullable Object value, Arguments arguments) {
        budget.steps(1 + size(value));
        return made(Filters.apply(name, value, arguments, frame));
    }

    boolean test(String name, @Nullable Object value, Arguments arguments) {
        budget.steps(1 + size(value));
        return Tests.apply(name, value, arguments, frame);
    }

    /** What a look at all of a value costs, in steps. */
    private static int size(@Nullable Object value) {
        return value instanceof String text ? text.length() / 1_000 : 0;
    }

    /** Charges for what has been made. */
    private @Nullable Object made(@Nullable Object value) {
        switch (value) {
            case String text -> budget.characters(text.length());
            case Markup markup -> budget.characters(markup.text().length());
            case List<?> list -> budget.items(list.size() / 10);
            case null, default -> {}
        }
        return value;
    }
}
