package io.hookline.expressions.template;

import io.hookline.expressions.python.Arguments;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonTuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A macro. It sees the names of where it stands, as they are when it is called.
 *
 * @param scope where it stands
 */
record Macro(String name, Statement.MacroBody macro, Scope scope) implements Callable {
    @Override
    public String typeName() {
        return "Macro";
    }

    @Override
    public String str() {
        return "<Macro '" + name + "'>";
    }

    @Override
    public @Nullable Object attribute(String attribute) {
        return switch (attribute) {
            case "name" -> name;
            case "arguments" -> new PythonTuple(new ArrayList<>(macro.parameters()));
            case "catch_varargs" -> macro.open().contains("varargs");
            case "catch_kwargs" -> macro.open().contains("kwargs");
            case "caller" -> macro.open().contains("caller");
            default -> MISSING;
        };
    }

    @Override
    public @Nullable Object call(Arguments arguments, Frame frame) {
        Scope inner = scope.inner();
        Map<String, @Nullable Object> named = new LinkedHashMap<>(arguments.named());
        List<String> parameters = macro.parameters();
        List<@Nullable Object> given = arguments.positional();
        frame.budget().enterCall();
        for (int i = 0; i < parameters.size(); i++) {
            String parameter = parameters.get(i);
            int fallback = i - (parameters.size() - macro.defaults().size());
            if (i < given.size()) {
                if (named.containsKey(parameter)) {
                    throw PythonError.type("macro '" + name + "' got multiple values for argument '" + parameter + "'");
                }
                inner.set(parameter, given.get(i));
            } else if (named.containsKey(parameter)) {
                inner.set(parameter, named.remove(parameter));
            } else if (fallback >= 0) {
                inner.set(parameter, frame.evaluator().value(macro.defaults().get(fallback), inner));
            } else {
                inner.set(parameter, new Undefined("parameter '" + parameter + "' was not provided"));
            }
        }
        open(inner, given, named);
        Object text = frame.renderer().captured(macro.body(), inner);
        frame.budget().leaveCall();
        return text;
    }

    /** What goes beyond the parameters: only for a body that asks for it. */
    private void open(Scope inner, List<@Nullable Object> given, Map<String, @Nullable Object> named) {
        int declared = macro.parameters().size();
        if (macro.open().contains("caller")) {
            inner.set(
                    "caller",
                    named.containsKey("caller") ? named.remove("caller") : new Undefined("No caller defined"));
        }
        if (macro.open().contains("kwargs")) {
            inner.set("kwargs", new LinkedHashMap<Object, @Nullable Object>(named));
        } else if (!named.isEmpty()) {
            throw PythonError.type("macro '" + name + "' takes no keyword argument '"
                    + named.keySet().iterator().next() + "'");
        }
        if (macro.open().contains("varargs")) {
            inner.set(
                    "varargs",
                    new PythonTuple(new ArrayList<>(given.subList(Math.min(declared, given.size()), given.size()))));
        } else if (given.size() > declared) {
            throw PythonError.type("macro '" + name + "' takes not more than " + declared + " argument(s)");
        }
    }
}
