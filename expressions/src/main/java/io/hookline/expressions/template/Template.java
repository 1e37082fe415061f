package io.hookline.expressions.template;

import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonJson;
import io.hookline.expressions.python.PythonValues;
import io.hookline.expressions.template.Rendering.Rendered;
import io.hookline.expressions.template.Value.Evaluated;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A template read once. Immutable; may be rendered by many threads at a time. */
public final class Template {
    private final TemplateConfig config;
    private final Patterns patterns;
    private final List<Statement> body;
    private final Set<String> names;
    private final Set<String> filters;
    private final boolean outputs;
    private final @Nullable Refused refused;

    private Template(
            TemplateConfig config, Patterns patterns, List<Statement> body, Set<String> filters, boolean outputs) {
        this.config = config;
        this.patterns = patterns;
        this.body = body;
        this.names = Set.copyOf(FreeNames.of(body));
        this.filters = Set.copyOf(filters);
        this.outputs = outputs;
        this.refused = null;
    }

    private Template(TemplateConfig config, Patterns patterns, Refused refused) {
        this.config = config;
        this.patterns = patterns;
        this.body = List.of();
        this.names = Set.of();
        this.filters = Set.of();
        this.outputs = false;
        this.refused = refused;
    }

    static Template read(String source, boolean trims, TemplateConfig config, Patterns patterns) {
        if (source.length() > config.source()) {
            return new Template(
                    config,
                    patterns,
                    new Refused(Reason.LIMIT, "template is longer than " + config.source() + " characters"));
        }
        try {
            List<Token> tokens = new Lexer(source, trims).tokens();
            var parser = new Parser(tokens, config.depth());
            List<Statement> body = parser.read();
            boolean outputs = tokens.stream().anyMatch(token -> token.kind() == Token.Kind.OUTPUT_BEGIN);
            return new Template(config, patterns, body, parser.filters(), outputs);
        } catch (TemplateError e) {
            return new Template(config, patterns, e.refused());
        }
    }

    /** True if the text holds a marker, so that it has to be read as a template (spec: templating, 1). */
    public static boolean isTemplate(String text) {
        return text.contains("{{") || text.contains("{%");
    }

    /** Why the text is no template, if it can't be read. */
    public Optional<String> fault() {
        return Optional.ofNullable(refused)
                .filter(refusal -> refusal.reason() == Reason.SYNTAX)
                .map(Refused::message);
    }

    /** The names it expects from its context, evaluated or not. Empty if it can't be read. */
    public Set<String> names() {
        return names;
    }

    boolean uses(String filter) {
        return filters.contains(filter);
    }

    /**
     * @param context plain values, and a {@link Datastore}, by name; not changed
     */
    public Rendering render(Map<String, ?> context) {
        if (refused != null) {
            return refused;
        }
        try {
            return new Rendered(frame(context).renderer().render(body));
        } catch (TemplateError e) {
            return e.refused();
        } catch (PythonError e) {
            return refused(e);
        }
    }

    /**
     * The value a criteria pattern stands for (spec: rules-and-criteria, 6.4): a template that is one expression gives that expression's
     * value, any other is rendered, and its text read as JSON if it is JSON.
     */
    public Value value(Map<String, ?> context) {
        if (refused != null) {
            return refused;
        }
        if (body.size() == 1 && body.get(0) instanceof Statement.Output(Expression expression)) {
            return evaluated(context, frame -> {
                Object value = frame.evaluator().value(expression, Scope.outermost());
                return Renderer.isComputedBoolean(expression, value)
                        ? (Boolean.TRUE.equals(value) ? "True" : "False")
                        : PythonValues.plain(value, frame.budget());
            });
        }
        if (outputs
                && evaluated(context, frame -> PythonJson.read(frame.renderer().renderJson(body)))
                        instanceof Evaluated json) {
            return json;
        }
        return evaluated(context, frame -> frame.renderer().render(body));
    }

    private Value evaluated(Map<String, ?> context, Function<Frame, @Nullable Object> evaluation) {
        try {
            return new Evaluated(evaluation.apply(frame(context)));
        } catch (TemplateError e) {
            return e.refused();
        } catch (PythonError e) {
            return refused(e);
        }
    }

    private Frame frame(Map<String, ?> context) {
        return new Frame(context, new Budget(config), patterns);
    }

    private static Refused refused(PythonError error) {
        Reason reason = switch (error.kind()) {
            case TYPE -> Reason.TYPE;
            case VALUE -> Reason.VALUE;
            case LIMIT -> Reason.LIMIT;
        };
        return new Refused(reason, error.getMessage());
    }
}
