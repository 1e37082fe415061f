package io.hookline.expressions.template;

import io.hookline.expressions.template.Expression.Given;
import io.hookline.expressions.template.Parser.Tokens;
import io.hookline.expressions.template.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions with Jinja's precedence, which is not Python's: filters bind tighter than a sign, {@code ~} tighter than {@code +},
 * and powers are read from the left.
 *
 * <p>Counted is the depth of the tree, not the one of this parser: a chain of filters is read in a loop and is a deep tree all the same.
 */
final class ExpressionParser {
    private static final Set<String> CONSTANTS = Set.of("true", "false", "none", "True", "False", "None");
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

    private final Tokens tokens;
    private final int deepest;
    private final Map<Expression, Integer> depths = new IdentityHashMap<>();
    private final Set<String> filters = new HashSet<>();
    private List<String> unknown = new ArrayList<>();
    private boolean lenient;
    private int nesting;

    ExpressionParser(Tokens tokens, int deepest) {
        this.tokens = tokens;
        this.deepest = deepest;
    }

    static boolean isConstant(String name) {
        return CONSTANTS.contains(name);
    }

    Set<String> filters() {
        return filters;
    }

    /**
     * Whether filters and tests that don't exist are forgiven until they are reached, as Jinja does where a condition decides.
     *
     * @return what it was before
     */
    boolean lenient(boolean now) {
        boolean before = lenient;
        lenient = now;
        return before;
    }

    void checkFilters() {
        if (!unknown.isEmpty()) {
            throw new TemplateError(Reason.SYNTAX, unknown.get(0));
        }
    }

    private <E extends Expression> E made(E expression, @Nullable Expression... parts) {
        int depth = 0;
        for (Expression part : parts) {
            depth = part == null ? depth : Math.max(depth, depths.getOrDefault(part, 0));
        }
        if (depth + 1 > deepest) {
            throw tooDeep();
        }
        depths.put(expression, depth + 1);
        return expression;
    }

    private TemplateError tooDeep() {
        return new TemplateError(Reason.LIMIT, "expression is nested more than " + deepest + " levels deep");
    }

    /** One expression, or a tuple of several with commas between them. */
    Expression several(boolean withoutCondition, String... ends) {
        Supplier<Expression> item = withoutCondition ? this::or : this::one;
        if (isTupleEnd(ends)) {
            throw tokens.unexpected("Expected an expression");
        }
        Expression first = item.get();
        if (!tokens.now().isSign(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (tokens.skipSign(",") && !isTupleEnd(ends)) {
            items.add(item.get());
        }
        return made(new Expression.Tuple(List.copyOf(items)), items.toArray(Expression[]::new));
    }

    private boolean isTupleEnd(String... ends) {
        Token now = tokens.now();
        return now.kind() == Kind.OUTPUT_END
                || now.kind() == Kind.BLOCK_END
                || now.isSign(")")
                || ends.length > 0 && now.isName(ends[0]);
    }

    Expression one() {
        if (++nesting > deepest) {
            throw tooDeep();
        }
        List<String> before = new ArrayList<>(unknown);
        Expression expression = or();
        while (tokens.skipName("if")) {
            // What stands in front of an "if" is reached only if the condition holds.
            unknown = before;
            boolean wasLenient = lenient(true);
            Expression condition = or();
            Expression otherwise = tokens.skipName("else") ? one() : null;
            lenient(wasLenient);
            expression = made(
                    new Expression.Conditional(condition, expression, otherwise), condition, expression, otherwise);
        }
        nesting--;
        return expression;
    }

    private Expression or() {
        Expression left = and();
        while (tokens.skipName("or")) {
            Expression right = and();
            left = made(new Expression.Or(left, right), left, right);
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.skipName("and")) {
            Expression right = not();
            left = made(new Expression.And(left, right), left, right);
        }
        return left;
    }

    private Expression not() {
        if (tokens.now().isName("not") && !tokens.after().isName("in")) {
            tokens.next();
            if (++nesting > deepest) {
                throw tooDeep();
            }
            Expression value = not();
            nesting--;
            return made(new Expression.Not(value), value);
        }
        return comparison();
    }

    private Expression comparison() {
        Expression first = sum();
        List<Expression.Operand> operands = new ArrayList<>();
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (true) {
            String operator;
            if (tokens.now().kind() == Kind.SIGN
                    && COMPARISONS.contains(tokens.now().text())) {
                operator = tokens.next().text();
            } else if (tokens.skipName("in")) {
                operator = "in";
            } else if (tokens.now().isName("not") && tokens.after().isName("in")) {
                tokens.next();
                tokens.next();
                operator = "not in";
            } else {
                break;
            }
            Expression value = sum();
            parts.add(value);
            operands.add(new Expression.Operand(operator, value));
        }
        return operands.isEmpty()
                ? first
                : made(new Expression.Compare(first, List.copyOf(operands)), parts.toArray(Expression[]::new));
    }

    private Expression sum() {
        return leftToRight(this::joined, "+", "-");
    }

    private Expression joined() {
        Expression first = product();
        if (!tokens.now().isSign("~")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (tokens.skipSign("~")) {
            parts.add(product());
        }
        return made(new Expression.Joined(List.copyOf(parts)), parts.toArray(Expression[]::new));
    }

    private Expression product() {
        return leftToRight(() -> leftToRight(this::unary, "**"), "*", "/", "//", "%");
    }

    private Expression leftToRight(Supplier<Expression> operand, String... operators) {
        Expression left = operand.get();
        while (tokens.now().kind() == Kind.SIGN
                && List.of(operators).contains(tokens.now().text())) {
            String operator = tokens.next().text();
            Expression right = operand.get();
            left = made(new Expression.Arithmetic(operator, left, right), left, right);
        }
        return left;
    }

    private Expression unary() {
        return filters(signed());
    }

    private Expression signed() {
        if (tokens.now().isSign("-") || tokens.now().isSign("+")) {
            String sign = tokens.next().text();
            if (++nesting > deepest) {
                throw tooDeep();
            }
            Expression value = signed();
            nesting--;
            return postfix(made(new Expression.Signed(sign, value), value));
        }
        return postfix(primary());
    }

    private Expression primary() {
        Token token = tokens.now();
        switch (token.kind()) {
            case NAME -> {
                tokens.next();
                return switch (token.text()) {
                    case "true", "True" -> made(new Expression.Constant(true));
                    case "false", "False" -> made(new Expression.Constant(false));
                    case "none", "None" -> made(new Expression.Constant(null));
                    default -> made(new Expression.Name(token.text()));
                };
            }
            case STRING -> {
                var text = new StringBuilder();
                while (tokens.now().kind() == Kind.STRING) {
                    text.append(tokens.next().text());
                }
                return made(new Expression.Constant(text.toString()));
            }
            case NUMBER -> {
                tokens.next();
                return made(new Expression.Constant(token.value()));
            }
            default -> {
                if (token.isSign("(")) {
                    return brackets();
                }
                if (token.isSign("[")) {
                    tokens.next();
                    List<Expression> items = items("]");
                    return made(new Expression.Items(items), items.toArray(Expression[]::new));
                }
                if (token.isSign("{")) {
                    return pairs();
                }
                throw tokens.unexpected("unexpected token");
            }
        }
    }

    private Expression brackets() {
        tokens.next();
        if (tokens.skipSign(")")) {
            return made(new Expression.Tuple(List.of()));
        }
        Expression inside = several(false);
        tokens.expectSign(")");
        return inside;
    }

    private List<Expression> items(String close) {
        List<Expression> items = new ArrayList<>();
        while (!tokens.skipSign(close)) {
            if (!items.isEmpty()) {
                tokens.expectSign(",");
                if (tokens.skipSign(close)) {
                    break;
                }
            }
            items.add(one());
        }
        return List.copyOf(items);
    }

    private Expression pairs() {
        tokens.next();
        List<Expression.Pair> pairs = new ArrayList<>();
        List<Expression> parts = new ArrayList<>();
        while (!tokens.skipSign("}")) {
            if (!pairs.isEmpty()) {
                tokens.expectSign(",");
                if (tokens.skipSign("}")) {
                    break;
                }
            }
            Expression key = one();
            tokens.expectSign(":");
            Expression value = one();
            pairs.add(new Expression.Pair(key, value));
            parts.addAll(List.of(key, value));
        }
        return made(new Expression.Pairs(List.copyOf(pairs)), parts.toArray(Expression[]::new));
    }

    private Expression postfix(Expression value) {
        Expression expression = value;
        while (true) {
            if (tokens.skipSign(".")) {
                Token member = tokens.next();
                if (member.kind() == Kind.NAME) {
                    expression = made(new Expression.Attribute(expression, member.text()), expression);
                } else if (member.kind() == Kind.NUMBER && member.value() instanceof Long) {
                    expression =
                            made(new Expression.Item(expression, new Expression.Constant(member.value())), expression);
                } else {
                    throw TemplateError.syntax("expected name or number", member.line());
                }
            } else if (tokens.skipSign("[")) {
                expression = subscript(expression);
            } else if (tokens.now().isSign("(")) {
                expression = call(expression);
            } else {
                return expression;
            }
        }
    }

    private Expression subscript(Expression owner) {
        @Nullable Expression[] bounds = new @Nullable Expression[3];
        int index = 0;
        boolean slice = false;
        List<Expression> keys = new ArrayList<>();
        while (!tokens.skipSign("]")) {
            if (tokens.skipSign(":")) {
                slice = true;
                index++;
            } else if (tokens.now().isSign(",") && !slice && !keys.isEmpty()) {
                tokens.next();
            } else {
                Expression key = one();
                keys.add(key);
                bounds[Math.min(index, 2)] = key;
            }
            if (index > 2 || slice && keys.size() > index + 1) {
                throw tokens.unexpected("expected ']'");
            }
        }
        if (slice) {
            return made(
                    new Expression.Slice(owner, bounds[0], bounds[1], bounds[2]),
                    owner,
                    bounds[0],
                    bounds[1],
                    bounds[2]);
        }
        if (keys.isEmpty()) {
            throw tokens.unexpected("expected subscript expression");
        }
        Expression key = keys.size() == 1
                ? keys.get(0)
                : made(new Expression.Tuple(List.copyOf(keys)), keys.toArray(Expression[]::new));
        return made(new Expression.Item(owner, key), owner, key);
    }

    private Expression.Call call(Expression callee) {
        Given given = given();
        Expression.Call call = new Expression.Call(callee, given);
        return made(call, parts(callee, given));
    }

    private static @Nullable Expression[] parts(Expression first, Given given) {
        List<@Nullable Expression> parts = new ArrayList<>(given.positional());
        given.named().forEach(named -> parts.add(named.value()));
        parts.add(given.all());
        parts.add(given.allNamed());
        parts.add(first);
        return parts.toArray(Expression[]::new);
    }

    private Given given() {
        tokens.expectSign("(");
        List<Expression> positional = new ArrayList<>();
        List<Expression.Named> named = new ArrayList<>();
        Expression all = null;
        Expression allNamed = null;
        boolean first = true;
        while (!tokens.skipSign(")")) {
            if (!first) {
                tokens.expectSign(",");
                if (tokens.skipSign(")")) {
                    break;
                }
            }
            first = false;
            if (tokens.skipSign("**") && allNamed == null) {
                allNamed = one();
            } else if (allNamed == null && tokens.skipSign("*") && all == null) {
                all = one();
            } else if (allNamed == null
                    && tokens.now().kind() == Kind.NAME
                    && tokens.after().isSign("=")) {
                String name = tokens.next().text();
                tokens.next();
                named.add(new Expression.Named(name, one()));
            } else if (allNamed == null && all == null && named.isEmpty()) {
                positional.add(one());
            } else {
                throw tokens.unexpected("invalid syntax for function call expression");
            }
        }
        return new Given(List.copyOf(positional), List.copyOf(named), all, allNamed);
    }

    /** The filters, tests and calls that follow. */
    Expression filters(Expression value) {
        Expression expression = value;
        while (true) {
            if (tokens.skipSign("|")) {
                expression = filter(expression);
            } else if (tokens.now().isName("is")) {
                expression = test(expression);
            } else if (tokens.now().isSign("(")) {
                expression = call(expression);
            } else {
                return expression;
            }
        }
    }

    Expression filtersWithoutBar(Expression value) {
        return filters(filter(value));
    }

    private Expression filter(Expression value) {
        String name = dotted();
        filters.add(name);
        if (!lenient && !Filters.exists(name)) {
            unknown.add("No filter named '" + name + "'.");
        }
        Given given = tokens.now().isSign("(") ? given() : Given.NOTHING;
        return made(new Expression.Filter(value, name, given), parts(value, given));
    }

    private String dotted() {
        var name = new StringBuilder(tokens.expect(Kind.NAME).text());
        while (tokens.skipSign(".")) {
            name.append('.').append(tokens.expect(Kind.NAME).text());
        }
        return name.toString();
    }

    private Expression test(Expression value) {
        tokens.next();
        boolean negated = tokens.skipName("not");
        String name = dotted();
        if (!lenient && !Tests.exists(name)) {
            unknown.add("No test named '" + name + "'.");
        }
        Given given = Given.NOTHING;
        Token now = tokens.now();
        if (now.isSign("(")) {
            given = given();
        } else if (isArgument(now)) {
            if (now.isName("is")) {
                throw tokens.unexpected("You cannot chain multiple tests with is");
            }
            given = new Given(List.of(postfix(primary())), List.of(), null, null);
        }
        Expression test = made(new Expression.Test(value, name, given), parts(value, given));
        return negated ? made(new Expression.Not(test), test) : test;
    }

    private static boolean isArgument(Token token) {
        return switch (token.kind()) {
            case NAME -> !Set.of("else", "or", "and", "if").contains(token.text());
            case STRING, NUMBER -> true;
            case SIGN -> token.isSign("[") || token.isSign("{");
            default -> false;
        };
    }
}
