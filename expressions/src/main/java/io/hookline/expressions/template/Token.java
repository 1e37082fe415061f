package io.hookline.expressions.template;

import org.jspecify.annotations.Nullable;

/**
 * @param text as written; of DATA and STRING what it stands for
 * @param value of a NUMBER
 */
record Token(Kind kind, String text, @Nullable Object value, int line) {
    enum Kind {
        DATA,
        OUTPUT_BEGIN,
        OUTPUT_END,
        BLOCK_BEGIN,
        BLOCK_END,
        NAME,
        STRING,
        NUMBER,
        SIGN,
        END
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    String shown() {
        return switch (kind) {
            case DATA -> "template data";
            case OUTPUT_END -> "end of print statement";
            case BLOCK_END -> "end of statement block";
            case END -> "end of template";
            case OUTPUT_BEGIN -> "{{";
            case BLOCK_BEGIN -> "{%";
            case NAME, STRING, NUMBER, SIGN -> text;
        };
    }
}
