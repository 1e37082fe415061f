package io.hookline.expressions.template;

import io.hookline.expressions.python.CodePoints;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonLiteral;
import io.hookline.expressions.python.PythonNumber;
import io.hookline.expressions.template.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts a template into text and tokens, and does away with the white space that tags swallow. */
final class Lexer {
    private static final Pattern RAW = Pattern.compile("\\s*raw\\s*(?:-%}\\s*|%})");
    private static final Pattern END_RAW = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(?:\\+%}|-%}\\s*|%}\\n?)");
    private static final Pattern REAL = Pattern.compile(
            "(?:\\d+_)*+\\d+(?:(?:\\.(?:\\d+_)*+\\d+)?e[+\\-]?(?:\\d+_)*+\\d+|\\.(?:\\d+_)*+\\d+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WHOLE = Pattern.compile(
            "0b(?:_?[0-1])++|0o(?:_?[0-7])++|0x(?:_?[\\da-f])++|[1-9](?:_?\\d)*+|0(?:_?0)*+", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{Nl}_][\\p{L}\\p{Nl}\\p{Nd}\\p{Mn}\\p{Mc}_]*");
    private static final Pattern TEXT =
            Pattern.compile("'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"", Pattern.DOTALL);
    /** Longer ones first. */
    private static final List<String> SIGNS = List.of(
            "**", "//", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<",
            "=", ".", ":", "|", ",", ";");

    private final String source;
    private final boolean trims;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private boolean atLineStart = true;

    /**
     * @param trims whether line breaks behind tags, blanks before them and the last line break of all are dropped
     */
    Lexer(String source, boolean trims) {
        String normal = trims ? source.replace("\r\n", "\n").replace('\r', '\n') : source;
        this.source = trims && normal.endsWith("\n") ? normal.substring(0, normal.length() - 1) : normal;
        this.trims = trims;
    }

    List<Token> tokens() {
        while (at < source.length()) {
            int tag = nextTag();
            if (tag < 0) {
                data(source.substring(at));
                at = source.length();
                break;
            }
            char kind = source.charAt(tag + 1);
            char sign = tag + 2 < source.length() ? source.charAt(tag + 2) : ' ';
            data(stripped(source.substring(at, tag), sign, kind != '{'));
            moveTo(tag + (sign == '-' || sign == '+' ? 3 : 2));
            switch (kind) {
                case '#' -> comment();
                case '%' -> {
                    Matcher raw = RAW.matcher(source).region(at, source.length());
                    if (raw.lookingAt()) {
                        moveTo(raw.end());
                        raw();
                    } else {
                        add(Kind.BLOCK_BEGIN, "{%", null);
                        code(Kind.BLOCK_END);
                    }
                }
                default -> {
                    add(Kind.OUTPUT_BEGIN, "{{", null);
                    code(Kind.OUTPUT_END);
                }
            }
        }
        add(Kind.END, "", null);
        return tokens;
    }

    private int nextTag() {
        for (int i = source.indexOf('{', at); i >= 0 && i + 1 < source.length(); i = source.indexOf('{', i + 1)) {
            if ("{%#".indexOf(source.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** The text in front of a tag, without what the tag takes away. */
    private String stripped(String text, char sign, boolean statement) {
        if (sign == '-') {
            return CodePoints.stripEnd(text);
        }
        int lineStart = text.lastIndexOf('\n') + 1;
        boolean wholeLine = lineStart > 0 || atLineStart;
        boolean strips = trims && sign != '+' && statement && wholeLine;
        return strips && CodePoints.strip(text.substring(lineStart)).isEmpty() ? text.substring(0, lineStart) : text;
    }

    private void data(String text) {
        if (!text.isEmpty()) {
            add(Kind.DATA, text, null);
        }
    }

    private void add(Kind kind, String text, @Nullable Object value) {
        tokens.add(new Token(kind, text, value, line));
    }

    private void moveTo(int position) {
        for (int i = at; i < position; i++) {
            if (source.charAt(i) == '\n') {
                line++;
            }
        }
        atLineStart = position > at && source.charAt(position - 1) == '\n';
        at = position;
    }

    private void comment() {
        int end = source.indexOf("#}", at);
        if (end < 0) {
            throw TemplateError.syntax("Missing end of comment tag", line);
        }
        char sign = end > at ? source.charAt(end - 1) : ' ';
        moveTo(behind(end + 2, sign, true));
    }

    /** Where the text goes on behind a tag that ends here. */
    private int behind(int end, char sign, boolean statement) {
        int position = end;
        if (sign == '-') {
            while (position < source.length() && CodePoints.isSpace(source.charAt(position))) {
                position++;
            }
        } else if (sign != '+' && statement && trims && source.startsWith("\n", end)) {
            position++;
        }
        return position;
    }

    private void raw() {
        Matcher end = END_RAW.matcher(source);
        if (!end.find(at)) {
            throw TemplateError.syntax("Missing end of raw directive", line);
        }
        String sign = end.group(1);
        data(stripped(source.substring(at, end.start()), sign.isEmpty() ? ' ' : sign.charAt(0), true));
        boolean keepsBreak = !trims && end.group().endsWith("%}\n");
        moveTo(keepsBreak ? end.end() - 1 : end.end());
    }

    private void code(Kind end) {
        Deque<String> open = new ArrayDeque<>();
        String close = end == Kind.BLOCK_END ? "%}" : "}}";
        while (true) {
            while (at < source.length() && CodePoints.isSpace(source.charAt(at))) {
                moveTo(at + 1);
            }
            if (at == source.length()) {
                add(Kind.END, "", null);
                return;
            }
            if (open.isEmpty()) {
                char sign = source.charAt(at);
                boolean signed =
                        (sign == '-' || sign == '+' && end == Kind.BLOCK_END) && source.startsWith(close, at + 1);
                if (signed || source.startsWith(close, at)) {
                    add(end, close, null);
                    moveTo(behind(at + (signed ? 3 : 2), signed ? sign : ' ', end == Kind.BLOCK_END));
                    return;
                }
            }
            token(open);
        }
    }

    private void token(Deque<String> open) {
        char c = source.charAt(at);
        if (c >= '0' && c <= '9' && number()) {
            return;
        }
        if ((c == '\'' || c == '"') && text()) {
            return;
        }
        Matcher name = NAME.matcher(source).region(at, source.length());
        if (name.lookingAt()) {
            add(Kind.NAME, name.group(), null);
            moveTo(name.end());
            return;
        }
        String sign = SIGNS.stream()
                .filter(each -> source.startsWith(each, at))
                .findFirst()
                .orElse("");
        switch (sign) {
            case "" ->
                throw TemplateError.syntax(
                        "unexpected char "
                                + io.hookline.expressions.python.PythonText.repr(
                                        Character.toString(source.codePointAt(at))),
                        line);
            case "(" -> open.push(")");
            case "[" -> open.push("]");
            case "{" -> open.push("}");
            case ")", "]", "}" -> {
                if (open.isEmpty() || !open.pop().equals(sign)) {
                    throw TemplateError.syntax("unexpected '" + sign + "'", line);
                }
            }
            default -> {}
        }
        add(Kind.SIGN, sign, null);
        moveTo(at + sign.length());
    }

    private boolean number() {
        Matcher real = REAL.matcher(source).region(at, source.length());
        boolean member = at > 0 && source.charAt(at - 1) == '.';
        Matcher whole = WHOLE.matcher(source).region(at, source.length());
        boolean isReal = !member && real.lookingAt();
        if (!isReal && !whole.lookingAt()) {
            return false;
        }
        String digits = isReal ? real.group() : whole.group();
        try {
            add(Kind.NUMBER, digits, isReal ? (Object) PythonNumber.real(digits) : PythonNumber.integer(digits, 0));
        } catch (PythonError e) {
            throw TemplateError.syntax(e.getMessage(), line);
        }
        moveTo(at + digits.length());
        return true;
    }

    private boolean text() {
        Matcher text = TEXT.matcher(source).region(at, source.length());
        if (!text.lookingAt()) {
            return false;
        }
        try {
            add(Kind.STRING, PythonLiteral.unescape(source.substring(at + 1, text.end() - 1)), null);
        } catch (PythonError e) {
            throw TemplateError.syntax(e.getMessage(), line);
        }
        moveTo(text.end());
        return true;
    }
}
