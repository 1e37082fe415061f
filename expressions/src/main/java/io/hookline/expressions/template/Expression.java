package io.hookline.expressions.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands between double braces and behind the words of statements. */
sealed interface Expression {
    record Constant(@Nullable Object value) implements Expression {}

    record Name(String name) implements Expression {}

    record Attribute(Expression owner, String name) implements Expression {}

    record Item(Expression owner, Expression key) implements Expression {}

    record Slice(
            Expression owner,
            @Nullable Expression start,
            @Nullable Expression stop,
            @Nullable Expression step) implements Expression {}

    record Call(Expression callee, Given given) implements Expression {}

    record Filter(Expression value, String name, Given given) implements Expression {}

    record Test(Expression value, String name, Given given) implements Expression {}

    record Not(Expression value) implements Expression {}

    record Signed(String sign, Expression value) implements Expression {}

    record Arithmetic(String operator, Expression left, Expression right) implements Expression {}

    /** Values written one behind the other: {@code a ~ b}. */
    record Joined(List<Expression> parts) implements Expression {}

    /** {@code 1 < x <= 3}: each operand is evaluated once. */
    record Compare(Expression first, List<Operand> operands) implements Expression {}

    record Operand(String operator, Expression value) {}

    record And(Expression left, Expression right) implements Expression {}

    record Or(Expression left, Expression right) implements Expression {}

    record Conditional(
            Expression condition, Expression then, @Nullable Expression otherwise) implements Expression {}

    record Items(List<Expression> items) implements Expression {}

    record Tuple(List<Expression> items) implements Expression {}

    record Pairs(List<Pair> pairs) implements Expression {}

    record Pair(Expression key, Expression value) {}

    /**
     * Arguments as written.
     *
     * @param all {@code *list}
     * @param allNamed {@code **dictionary}
     */
    record Given(
            List<Expression> positional,
            List<Named> named,
            @Nullable Expression all,
            @Nullable Expression allNamed) {
        static final Given NOTHING = new Given(List.of(), List.of(), null, null);
    }

    record Named(String name, Expression value) {}
}
