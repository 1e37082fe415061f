package io.hookline.expressions.template;

import io.hookline.expressions.python.Arguments;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code loop}: where a {@code for} stands; called, it begins the same loop anew, one level deeper. */
final class Loop implements Callable {
    private final Statement.For statement;
    private final List<@Nullable Object> items;
    private final Scope scope;
    private final int depth;
    private int index = -1;
    private @Nullable Object lastAsked = MISSING;

    Loop(Statement.For statement, List<@Nullable Object> items, Scope scope, int depth) {
        this.statement = statement;
        this.items = items;
        this.scope = scope;
        this.depth = depth;
    }

    boolean advance() {
        return ++index < items.size();
    }

    @Nullable
    Object item() {
        return items.get(index);
    }

    @Override
    public String typeName() {
        return "LoopContext";
    }

    @Override
    public @Nullable Object attribute(String name) {
        int length = items.size();
        return switch (name) {
            case "index" -> index + 1L;
            case "index0" -> (long) index;
            case "revindex" -> (long) length - index;
            case "revindex0" -> (long) length - index - 1;
            case "first" -> index == 0;
            case "last" -> index == length - 1;
            case "length" -> (long) length;
            case "depth" -> depth + 1L;
            case "depth0" -> (long) depth;
            case "previtem" -> index == 0 ? new Undefined("there is no previous item") : items.get(index - 1);
            case "nextitem" -> index == length - 1 ? new Undefined("there is no next item") : items.get(index + 1);
            case "cycle" -> (Callable) this::cycle;
            case "changed" -> (Callable) this::changed;
            default -> MISSING;
        };
    }

    private @Nullable Object cycle(Arguments arguments, Frame frame) {
        if (arguments.positional().isEmpty()) {
            throw PythonError.type("no items for cycling given");
        }
        return arguments.get(index % arguments.positional().size());
    }

    private Object changed(Arguments arguments, Frame frame) {
        boolean changed = lastAsked == MISSING || !PythonOrder.equal(lastAsked, arguments.positional(), frame.budget());
        lastAsked = arguments.positional();
        return changed;
    }

    @Override
    public @Nullable Object call(Arguments arguments, Frame frame) {
        if (!statement.recursive()) {
            throw PythonError.type("The loop must have the 'recursive' marker to be called recursively.");
        }
        if (arguments.positional().size() != 1) {
            throw PythonError.type("loop() takes 1 argument");
        }
        var out = new StringBuilder();
        frame.budget().enterCall();
        frame.renderer().loop(statement, arguments.get(0), scope, depth + 1, out);
        frame.budget().leaveCall();
        return scope.escapes() ? new Markup(out.toString()) : out.toString();
    }
}
