package io.hookline.expressions.template;

import io.hookline.expressions.template.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Reads statements. Expressions are read by {@link ExpressionParser}. */
final class Parser {
    private static final Set<String> UNLOADABLE = Set.of("include", "import", "from", "extends");

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final int deepest;
    private int depth;

    Parser(List<Token> tokens, int deepest) {
        this.tokens = new Tokens(tokens);
        this.expressions = new ExpressionParser(this.tokens, deepest);
        this.deepest = deepest;
    }

    /**
     * @throws TemplateError if the tokens are no template
     */
    List<Statement> read() {
        List<Statement> body = body(token -> false);
        if (tokens.now().kind() != Kind.END) {
            throw tokens.unexpected("Encountered unknown tag");
        }
        expressions.checkFilters();
        return body;
    }

    /** Names of the filters that are used. */
    Set<String> filters() {
        return expressions.filters();
    }

    /** Up to a tag whose name passes the test, which is left to the caller, or the end. */
    private List<Statement> body(Predicate<Token> end) {
        if (++depth > deepest) {
            throw new TemplateError(Reason.LIMIT, "template is nested more than " + deepest + " levels deep");
        }
        List<Statement> body = new ArrayList<>();
        while (tokens.now().kind() != Kind.END) {
            Token token = tokens.now();
            switch (token.kind()) {
                case DATA -> body.add(new Statement.Text(tokens.next().text()));
                case OUTPUT_BEGIN -> {
                    tokens.next();
                    body.add(new Statement.Output(expressions.several(false)));
                    tokens.expect(Kind.OUTPUT_END);
                }
                default -> {
                    tokens.expect(Kind.BLOCK_BEGIN);
                    if (end.test(tokens.now())) {
                        depth--;
                        return body;
                    }
                    body.add(statement());
                }
            }
        }
        depth--;
        return body;
    }

    private static Predicate<Token> names(String... names) {
        Set<String> wanted = Set.of(names);
        return token -> token.kind() == Kind.NAME && wanted.contains(token.text());
    }

    private List<Statement> bodyUntil(String end) {
        List<Statement> body = body(names(end));
        tokens.expectName(end);
        return body;
    }

    private Statement statement() {
        Token tag = tokens.expect(Kind.NAME);
        Statement statement = switch (tag.text()) {
            case "if" -> choice();
            case "for" -> loop();
            case "set" -> set();
            case "macro" -> macro();
            case "call" -> call();
            case "filter" -> filter();
            case "with" -> with();
            case "block" -> block();
            case "autoescape" -> {
                Expression on = expressions.one();
                tokens.expect(Kind.BLOCK_END);
                yield new Statement.AutoEscape(on, bodyUntil("endautoescape"));
            }
            case "print" -> new Statement.Output(expressions.several(false));
            default -> {
                if (!UNLOADABLE.contains(tag.text())) {
                    throw TemplateError.syntax("Encountered unknown tag '" + tag.text() + "'.", tag.line());
                }
                while (tokens.now().kind() != Kind.BLOCK_END && tokens.now().kind() != Kind.END) {
                    tokens.next();
                }
                yield new Statement.Unloadable(tag.text());
            }
        };
        tokens.expect(Kind.BLOCK_END);
        return statement;
    }

    private Statement choice() {
        boolean before = expressions.lenient(true);
        List<Statement.Branch> branches = new ArrayList<>();
        List<Statement> otherwise = List.of();
        Token tag;
        do {
            Expression condition = expressions.several(false);
            tokens.expect(Kind.BLOCK_END);
            branches.add(new Statement.Branch(condition, body(names("elif", "else", "endif"))));
            tag = tokens.next();
        } while (tag.isName("elif"));
        if (tag.isName("else")) {
            tokens.expect(Kind.BLOCK_END);
            otherwise = bodyUntil("endif");
        } else if (!tag.isName("endif")) {
            throw tokens.unexpected("Missing endif");
        }
        expressions.lenient(before);
        return new Statement.If(List.copyOf(branches), otherwise);
    }

    private Statement loop() {
        Target target = target("in");
        tokens.expectName("in");
        Expression iterable = expressions.several(true, "recursive");
        Expression condition = tokens.skipName("if") ? expressions.one() : null;
        boolean recursive = tokens.skipName("recursive");
        tokens.expect(Kind.BLOCK_END);
        boolean before = expressions.lenient(false);
        List<Statement> body = body(names("else", "endfor"));
        List<Statement> otherwise = List.of();
        if (tokens.skipName("else")) {
            tokens.expect(Kind.BLOCK_END);
            otherwise = bodyUntil("endfor");
        } else {
            tokens.expectName("endfor");
        }
        expressions.lenient(before);
        return new Statement.For(target, iterable, condition, recursive, body, otherwise);
    }

    private Statement set() {
        Target target = target("");
        if (tokens.skipSign("=")) {
            return new Statement.Set(target, expressions.several(false));
        }
        Expression filter = expressions.filters(Statement.CAPTURED);
        tokens.expect(Kind.BLOCK_END);
        return new Statement.SetBlock(target, filter, bodyUntil("endset"));
    }

    private Statement filter() {
        Expression filter = expressions.filtersWithoutBar(Statement.CAPTURED);
        tokens.expect(Kind.BLOCK_END);
        return new Statement.FilterBlock(filter, bodyUntil("endfilter"));
    }

    private Statement macro() {
        String name = variable();
        Signature signature = signature();
        tokens.expect(Kind.BLOCK_END);
        return new Statement.MacroDefinition(name, signature.with(bodyUntil("endmacro")));
    }

    private Statement call() {
        Signature signature = tokens.now().isSign("(") ? signature() : new Signature(List.of(), List.of());
        Expression called = expressions.one();
        if (!(called instanceof Expression.Call call)) {
            throw tokens.unexpected("expected call");
        }
        tokens.expect(Kind.BLOCK_END);
        return new Statement.CallBlock(call, signature.with(bodyUntil("endcall")));
    }

    private record Signature(List<String> parameters, List<Expression> defaults) {
        Statement.MacroBody with(List<Statement> body) {
            Set<String> open = new HashSet<>(FreeNames.of(body));
            open.retainAll(Set.of("varargs", "kwargs", "caller"));
            return new Statement.MacroBody(parameters, defaults, body, open);
        }
    }

    private Signature signature() {
        List<String> parameters = new ArrayList<>();
        List<Expression> defaults = new ArrayList<>();
        tokens.expectSign("(");
        while (!tokens.skipSign(")")) {
            if (!parameters.isEmpty()) {
                tokens.expectSign(",");
            }
            parameters.add(variable());
            if (tokens.skipSign("=")) {
                defaults.add(expressions.one());
            } else if (!defaults.isEmpty()) {
                throw tokens.unexpected("non-default argument follows default argument");
            }
        }
        return new Signature(List.copyOf(parameters), List.copyOf(defaults));
    }

    private Statement with() {
        List<Target> targets = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (tokens.now().kind() != Kind.BLOCK_END) {
            if (!targets.isEmpty()) {
                tokens.expectSign(",");
            }
            targets.add(new Target.Variable(variable()));
            tokens.expectSign("=");
            values.add(expressions.one());
        }
        tokens.expect(Kind.BLOCK_END);
        return new Statement.With(targets, values, bodyUntil("endwith"));
    }

    private Statement block() {
        String name = variable();
        while (tokens.skipName("scoped") || tokens.skipName("required")) {
            // They matter to templates that extend others only.
            continue;
        }
        tokens.expect(Kind.BLOCK_END);
        List<Statement> body = bodyUntil("endblock");
        tokens.skipName(name);
        return new Statement.Block(body);
    }

    private String variable() {
        Token token = tokens.expect(Kind.NAME);
        if (ExpressionParser.isConstant(token.text())) {
            throw TemplateError.syntax("can't assign to '" + token.text() + "'", token.line());
        }
        return token.text();
    }

    /** One target, or several with commas between them. */
    private Target target(String end) {
        Target first = oneTarget();
        if (!tokens.now().isSign(",")) {
            return first;
        }
        List<Target> targets = new ArrayList<>(List.of(first));
        while (tokens.skipSign(",")
                && !tokens.now().isName(end)
                && !tokens.now().isSign("=")
                && tokens.now().kind() != Kind.BLOCK_END) {
            targets.add(oneTarget());
        }
        return new Target.Several(List.copyOf(targets));
    }

    private Target oneTarget() {
        if (++depth > deepest) {
            throw new TemplateError(Reason.LIMIT, "template is nested more than " + deepest + " levels deep");
        }
        Target target;
        if (tokens.skipSign("(") || tokens.now().isSign("[")) {
            boolean list = tokens.skipSign("[");
            target = target("");
            tokens.expectSign(list ? "]" : ")");
        } else {
            String name = variable();
            target = tokens.skipSign(".")
                    ? new Target.Field(name, tokens.expect(Kind.NAME).text())
                    : new Target.Variable(name);
        }
        depth--;
        return target;
    }

    /** The tokens and the one that is looked at. */
    static final class Tokens {
        private final List<Token> tokens;
        private int at;

        Tokens(List<Token> tokens) {
            this.tokens = tokens;
        }

        Token now() {
            return tokens.get(at);
        }

        Token after() {
            return tokens.get(Math.min(at + 1, tokens.size() - 1));
        }

        Token next() {
            Token token = tokens.get(at);
            at += at + 1 < tokens.size() ? 1 : 0;
            return token;
        }

        boolean skipSign(String sign) {
            return skip(now().isSign(sign));
        }

        boolean skipName(String name) {
            return skip(now().isName(name));
        }

        private boolean skip(boolean found) {
            if (found) {
                next();
            }
            return found;
        }

        Token expect(Kind kind) {
            if (now().kind() != kind) {
                throw unexpected(
                        "expected " + new Token(kind, kind.name().toLowerCase(java.util.Locale.ROOT), null, 0).shown());
            }
            return next();
        }

        void expectSign(String sign) {
            if (!skipSign(sign)) {
                throw unexpected("expected '" + sign + "'");
            }
        }

        void expectName(String name) {
            if (!skipName(name)) {
                throw unexpected("expected '" + name + "'");
            }
        }

        TemplateError unexpected(String what) {
            return TemplateError.syntax(what + ", got '" + now().shown() + "'", now().line());
        }
    }
}
