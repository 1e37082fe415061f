package io.hookline.expressions.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One piece of a template: text, an output, or a tag with what it encloses. */
sealed interface Statement {
    record Text(String text) implements Statement {}

    record Output(Expression value) implements Statement {}

    record If(List<Branch> branches, List<Statement> otherwise) implements Statement {}

    record Branch(Expression condition, List<Statement> body) {}

    record For(
            Target target,
            Expression iterable,
            @Nullable Expression condition,
            boolean recursive,
            List<Statement> body,
            List<Statement> otherwise)
            implements Statement {}

    record Set(Target target, Expression value) implements Statement {}

    /** {@code filter} is applied to the {@link #CAPTURED} text. */
    record SetBlock(Target target, Expression filter, List<Statement> body) implements Statement {}

    record FilterBlock(Expression filter, List<Statement> body) implements Statement {}

    record MacroDefinition(String name, MacroBody macro) implements Statement {}

    record CallBlock(Expression.Call call, MacroBody caller) implements Statement {}

    record With(List<Target> targets, List<Expression> values, List<Statement> body) implements Statement {}

    record Block(List<Statement> body) implements Statement {}

    record AutoEscape(Expression on, List<Statement> body) implements Statement {}

    /** A tag that asks for another template: there is none. */
    record Unloadable(String tag) implements Statement {}

    /**
     * @param defaults of the last ones of the parameters
     * @param open which of {@code varargs}, {@code kwargs} and {@code caller} the body uses
     */
    record MacroBody(
            List<String> parameters, List<Expression> defaults, List<Statement> body, java.util.Set<String> open) {}

    /** Stands for the text that a block has made; no name that a template can write. */
    Expression.Name CAPTURED = new Expression.Name("");
}
