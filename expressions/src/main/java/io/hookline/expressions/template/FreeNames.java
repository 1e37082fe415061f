package io.hookline.expressions.template;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that a template expects from outside: read, evaluated or not, where nothing within the template has certainly set them.
 */
final class FreeNames {
    private final Set<String> free = new LinkedHashSet<>();

    private FreeNames() {}

    static Set<String> of(List<Statement> body) {
        var names = new FreeNames();
        names.all(body, new HashSet<>());
        names.free.remove(Statement.CAPTURED.name());
        return names.free;
    }

    /** Adds to {@code known} what the body sets for those that follow. */
    private void all(List<Statement> body, Set<String> known) {
        body.forEach(statement -> one(statement, known));
    }

    private void one(Statement statement, Set<String> known) {
        switch (statement) {
            case Statement.Text text -> {}
            case Statement.Unloadable tag -> {}
            case Statement.Output output -> read(output.value(), known);
            case Statement.If choice -> branches(choice, known);
            case Statement.For loop -> {
                read(loop.iterable(), known);
                Set<String> inner = new HashSet<>(known);
                set(loop.target(), inner);
                read(loop.condition(), inner);
                inner.add("loop");
                all(loop.body(), inner);
                all(loop.otherwise(), new HashSet<>(known));
            }
            case Statement.Set set -> {
                read(set.value(), known);
                set(set.target(), known);
            }
            case Statement.SetBlock set -> {
                all(set.body(), new HashSet<>(known));
                read(set.filter(), known);
                set(set.target(), known);
            }
            case Statement.FilterBlock filter -> {
                all(filter.body(), new HashSet<>(known));
                read(filter.filter(), known);
            }
            case Statement.MacroDefinition definition -> {
                known.add(definition.name());
                macro(definition.macro(), known);
            }
            case Statement.CallBlock block -> {
                read(block.call(), known);
                macro(block.caller(), known);
            }
            case Statement.With with -> {
                with.values().forEach(value -> read(value, known));
                Set<String> inner = new HashSet<>(known);
                with.targets().forEach(target -> set(target, inner));
                all(with.body(), inner);
            }
            case Statement.Block block -> all(block.body(), new HashSet<>(known));
            case Statement.AutoEscape escape -> {
                read(escape.on(), known);
                all(escape.body(), new HashSet<>(known));
            }
        }
    }

    /** Known afterwards is what every branch sets. */
    private void branches(Statement.If choice, Set<String> known) {
        Set<String> everywhere = new HashSet<>(known);
        all(choice.otherwise(), everywhere);
        for (Statement.Branch branch : choice.branches()) {
            read(branch.condition(), known);
            Set<String> here = new HashSet<>(known);
            all(branch.body(), here);
            everywhere.retainAll(here);
        }
        known.addAll(everywhere);
    }

    private void macro(Statement.MacroBody macro, Set<String> known) {
        Set<String> inner = new HashSet<>(known);
        inner.addAll(macro.parameters());
        inner.addAll(Set.of("varargs", "kwargs", "caller"));
        macro.defaults().forEach(value -> read(value, inner));
        all(macro.body(), inner);
    }

    private void set(Target target, Set<String> known) {
        switch (target) {
            case Target.Variable variable -> known.add(variable.name());
            case Target.Several several -> several.targets().forEach(each -> set(each, known));
            case Target.Field field -> read(new Expression.Name(field.namespace()), known);
        }
    }

    private void read(@Nullable Expression expression, Set<String> known) {
        switch (expression) {
            case null -> {}
            case Expression.Constant constant -> {}
            case Expression.Name(String name) -> {
                if (!known.contains(name) && !Functions.exist(name)) {
                    free.add(name);
                }
            }
            case Expression.Attribute(Expression owner, String name) -> read(owner, known);
            case Expression.Item(Expression owner, Expression key) -> {
                read(owner, known);
                read(key, known);
            }
            case Expression.Slice slice -> {
                read(slice.owner(), known);
                read(slice.start(), known);
                read(slice.stop(), known);
                read(slice.step(), known);
            }
            case Expression.Call(Expression callee, Expression.Given given) -> {
                read(callee, known);
                arguments(given, known);
            }
            case Expression.Filter(Expression value, String name, Expression.Given given) -> {
                read(value, known);
                arguments(given, known);
            }
            case Expression.Test(Expression value, String name, Expression.Given given) -> {
                read(value, known);
                arguments(given, known);
            }
            case Expression.Not(Expression value) -> read(value, known);
            case Expression.Signed(String sign, Expression value) -> read(value, known);
            case Expression.Arithmetic(String operator, Expression left, Expression right) -> both(left, right, known);
            case Expression.And(Expression left, Expression right) -> both(left, right, known);
            case Expression.Or(Expression left, Expression right) -> both(left, right, known);
            case Expression.Joined(List<Expression> parts) -> parts.forEach(part -> read(part, known));
            case Expression.Compare(Expression first, List<Expression.Operand> operands) -> {
                read(first, known);
                operands.forEach(operand -> read(operand.value(), known));
            }
            case Expression.Conditional choice -> {
                both(choice.condition(), choice.then(), known);
                read(choice.otherwise(), known);
            }
            case Expression.Items(List<Expression> items) -> items.forEach(item -> read(item, known));
            case Expression.Tuple(List<Expression> items) -> items.forEach(item -> read(item, known));
            case Expression.Pairs(List<Expression.Pair> pairs) ->
                pairs.forEach(pair -> both(pair.key(), pair.value(), known));
        }
    }

    private void both(Expression left, Expression right, Set<String> known) {
        read(left, known);
        read(right, known);
    }

    private void arguments(Expression.Given given, Set<String> known) {
        given.positional().forEach(argument -> read(argument, known));
        given.named().forEach(argument -> read(argument.value(), known));
        read(given.all(), known);
        read(given.allNamed(), known);
    }
}
