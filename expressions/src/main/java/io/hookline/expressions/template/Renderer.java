package io.hookline.expressions.template;

import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonJson;
import io.hookline.expressions.python.PythonSequence;
import io.hookline.expressions.python.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries statements out. */
final class Renderer {
    private final Frame frame;
    private final Budget budget;
    /** Where outputs are written as JSON; null where all are plain. */
    private @Nullable StringBuilder json;

    Renderer(Frame frame) {
        this.frame = frame;
        this.budget = frame.budget();
    }

    String render(List<Statement> body) {
        var out = new StringBuilder();
        all(body, Scope.outermost(), out);
        return budget.output(out.toString());
    }

    /** With every output expression as JSON, but for computed booleans (spec: rules-and-criteria, 6.4). */
    String renderJson(List<Statement> body) {
        var out = new StringBuilder();
        json = out;
        all(body, Scope.outermost(), out);
        return budget.output(out.toString());
    }

    private Evaluator evaluator() {
        return frame.evaluator();
    }

    void all(List<Statement> body, Scope scope, StringBuilder out) {
        budget.enter();
        for (Statement statement : body) {
            one(statement, scope, out);
        }
        budget.leave();
    }

    private void one(Statement statement, Scope scope, StringBuilder out) {
        switch (statement) {
            case Statement.Text(String text) -> append(text, out);
            case Statement.Output(Expression value) -> output(value, scope, out);
            case Statement.If choice -> choose(choice, scope, out);
            case Statement.For loop -> loop(loop, evaluator().value(loop.iterable(), scope), scope, 0, out);
            case Statement.Set(Target target, Expression value) ->
                assign(target, evaluator().value(value, scope), scope);
            case Statement.SetBlock(Target target, Expression filter, List<Statement> body) ->
                assign(target, captured(body, filter, scope), scope);
            case Statement.FilterBlock(Expression filter, List<Statement> body) ->
                append(PythonText.str(captured(body, filter, scope), budget), out);
            case Statement.MacroDefinition(String name, Statement.MacroBody macro) ->
                scope.set(name, new Macro(name, macro, scope));
            case Statement.CallBlock(Expression.Call call, Statement.MacroBody caller) ->
                append(
                        PythonText.str(
                                evaluator().call(call, Map.of("caller", new Macro("caller", caller, scope)), scope),
                                budget),
                        out);
            case Statement.With with -> {
                Scope inner = scope.inner();
                for (int i = 0; i < with.targets().size(); i++) {
                    assign(
                            with.targets().get(i),
                            evaluator().value(with.values().get(i), scope),
                            inner);
                }
                all(with.body(), inner, out);
            }
            case Statement.Block(List<Statement> body) -> all(body, scope.inner(), out);
            case Statement.AutoEscape(Expression on, List<Statement> body) ->
                all(body, scope.escaping(evaluator().truth(on, scope)), out);
            case Statement.Unloadable(String tag) ->
                throw new TemplateError(Reason.SECURITY, "there is no other template to " + tag);
        }
    }

    private void append(String text, StringBuilder out) {
        budget.characters(text.length());
        out.append(text);
    }

    private void output(Expression expression, Scope scope, StringBuilder out) {
        Object value = evaluator().value(expression, scope);
        if (out == json && !isComputedBoolean(expression, value)) {
            append(PythonJson.STANDARD.write(value, budget), out);
        } else if (scope.escapes()) {
            append(Markup.escape(value).text(), out);
        } else {
            append(PythonText.str(value, budget), out);
        }
    }

    /** True for the outcome of a comparison, which a criteria pattern takes as the text {@code True}. */
    static boolean isComputedBoolean(Expression expression, @Nullable Object value) {
        return value instanceof Boolean
                && (expression instanceof Expression.Compare
                        || expression instanceof Expression.Not
                        || expression instanceof Expression.And
                        || expression instanceof Expression.Or);
    }

    private void choose(Statement.If choice, Scope scope, StringBuilder out) {
        for (Statement.Branch branch : choice.branches()) {
            if (evaluator().truth(branch.condition(), scope)) {
                all(branch.body(), scope, out);
                return;
            }
        }
        all(choice.otherwise(), scope, out);
    }

    /** Carries a block out for its text. */
    Object captured(List<Statement> body, Scope scope) {
        var text = new StringBuilder();
        all(body, scope, text);
        return scope.escapes() ? new Markup(text.toString()) : text.toString();
    }

    private @Nullable Object captured(List<Statement> body, Expression filter, Scope scope) {
        Scope inner = scope.inner();
        inner.set(Statement.CAPTURED.name(), captured(body, scope.inner()));
        return evaluator().value(filter, inner);
    }

    /**
     * @param depth of a loop within itself
     */
    void loop(Statement.For statement, @Nullable Object iterable, Scope scope, int depth, StringBuilder out) {
        List<@Nullable Object> items = PythonSequence.items(iterable);
        if (statement.condition() != null) {
            items = kept(statement, items, scope);
        }
        var loop = new Loop(statement, items, scope, depth);
        // The list may grow while it is walked, as in Python; the budget sees to it that this ends.
        while (loop.advance()) {
            budget.steps(1);
            Scope turn = scope.inner();
            turn.set("loop", loop);
            assign(statement.target(), loop.item(), turn);
            all(statement.body(), turn, out);
        }
        if (items.isEmpty()) {
            all(statement.otherwise(), scope.inner(), out);
        }
    }

    private List<@Nullable Object> kept(Statement.For statement, List<@Nullable Object> items, Scope scope) {
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object item : items) {
            budget.steps(1);
            Scope turn = scope.inner();
            assign(statement.target(), item, turn);
            if (statement.condition() == null || evaluator().truth(statement.condition(), turn)) {
                kept.add(item);
            }
        }
        return kept;
    }

    private static void assign(Target target, @Nullable Object value, Scope scope) {
        switch (target) {
            case Target.Variable(String name) -> scope.set(name, value);
            case Target.Several(List<Target> targets) -> {
                List<@Nullable Object> items = PythonSequence.items(value);
                if (items.size() != targets.size()) {
                    throw PythonError.value(
                            items.size() > targets.size()
                                    ? "too many values to unpack (expected " + targets.size() + ")"
                                    : "not enough values to unpack (expected %d, got %d)"
                                            .formatted(targets.size(), items.size()));
                }
                for (int i = 0; i < items.size(); i++) {
                    assign(targets.get(i), items.get(i), scope);
                }
            }
            case Target.Field(String namespace, String name) -> {
                if (!(scope.get(namespace) instanceof Namespace known)) {
                    throw PythonError.type("cannot assign attribute on non-namespace object");
                }
                known.fields().put(name, value);
            }
        }
    }
}
