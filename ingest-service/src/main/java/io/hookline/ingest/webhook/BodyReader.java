package io.hookline.ingest.webhook;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hookline.common.api.BodyKind;
import io.hookline.common.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body by its media type (spec: webhooks-and-triggers, 1.3). Pure. JSON is read strictly: no NaN, nothing after the
 * value, bounded depth and numbers; of equal keys the last wins. Each field of a form becomes a list of texts.
 */
public final class BodyReader {
    private static final String REFUSED = "Failed to parse request body: ";
    static final int MAX_FORM_FIELDS = 10_000;
    private static final int MAX_PARSER_WORDS = 300;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** What a decoder makes of bytes that are none of its encoding; it may also have been sent. */
    private static final char REPLACEMENT = '\uFFFD';

    /** Names, values, brackets. Read, a token takes many times the memory of the few bytes it may be written with. */
    private static final int MAX_TOKENS = 500_000;

    private static final ObjectReader JSON =
            Json.mapper().readerFor(JsonNode.class).with(new Sayable()).with(bounded());

    private BodyReader() {}

    /** What a body is. */
    public sealed interface Outcome {
        /** Any JSON value; forms are objects of lists. */
        record Read(JsonNode value) implements Outcome {}

        /**
         * @param fault for the sender: why the body can't be read
         */
        record Refused(String fault) implements Outcome {}
    }

    /**
     * @param contentType the header as it came; null: there is none, and the body is taken as JSON
     */
    public static Outcome read(@Nullable String contentType, byte[] body) {
        return switch (BodyKind.of(contentType)) {
            case JSON -> json(body);
            case FORM -> form(new String(body, StandardCharsets.UTF_8));
            case MULTIPART -> multipart(String.valueOf(contentType), body);
            case UNKNOWN -> new Outcome.Refused(BodyKind.refusal(String.valueOf(contentType)));
        };
    }

    private static Outcome json(byte[] body) {
        if (body.length == 0) {
            return new Outcome.Read(Json.object());
        }
        if (!isPlainUtf8(body)) {
            return new Outcome.Refused(REFUSED + "the body is not plain UTF-8");
        }
        try {
            return new Outcome.Read(JSON.readValue(body));
        } catch (JacksonException e) {
            return new Outcome.Refused(REFUSED + words(e));
        } catch (Unsayable e) {
            return new Outcome.Refused(REFUSED + e.getMessage());
        } catch (IOException e) {
            // Not of the parser but of its decoder.
            return new Outcome.Refused(REFUSED + e.getMessage());
        }
    }

    /** The parser guesses an encoding by NULs and byte order marks, and takes overlong characters for what they hide. */
    private static boolean isPlainUtf8(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        boolean isOtherUnicode = text.charAt(0) == BYTE_ORDER_MARK || text.indexOf(0) >= 0;
        return !isOtherUnicode && (text.indexOf(REPLACEMENT) < 0 || isUtf8(body));
    }

    private static boolean isUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static JsonFactory bounded() {
        JsonFactory factory = Json.mapper().getFactory();
        return factory.rebuild()
                .streamReadConstraints(factory.streamReadConstraints()
                        .rebuild()
                        .maxTokenCount(MAX_TOKENS)
                        .build())
                .build();
    }

    private static String words(JacksonException e) {
        String words = e.getOriginalMessage();
        if (words.length() > MAX_PARSER_WORDS) {
            words = words.substring(0, MAX_PARSER_WORDS);
        }
        return e.getLocation() == null
                ? words
                : words + ": line " + e.getLocation().getLineNr() + " column "
                        + e.getLocation().getColumnNr();
    }

    private static Outcome multipart(String contentType, byte[] body) {
        try {
            return new Outcome.Read(MultipartForm.read(contentType, body));
        } catch (MultipartForm.Unreadable e) {
            return new Outcome.Refused(REFUSED + e.getMessage());
        }
    }

    private static Outcome form(String text) {
        ObjectNode fields = Json.object();
        int seen = 0;
        for (int start = 0; start < text.length(); ) {
            int end = text.indexOf('&', start);
            if (end < 0) {
                end = text.length();
            }
            int equals = text.indexOf('=', start, end);
            // Fields without a value are no fields (spec: webhooks-and-triggers, 1.3).
            if (equals >= 0 && equals < end - 1) {
                if (++seen > MAX_FORM_FIELDS) {
                    return new Outcome.Refused(REFUSED + "more than " + MAX_FORM_FIELDS + " fields");
                }
                String name = FormText.decode(text.substring(start, equals));
                ArrayNode values = fields.get(name) instanceof ArrayNode known ? known : fields.putArray(name);
                values.add(FormText.decode(text.substring(equals + 1, end)));
            }
            start = end + 1;
        }
        return new Outcome.Read(fields);
    }

    /** Refuses what nobody after us could write down again: 1e999 would be read as infinity, half a surrogate pair is no character. */
    private static final class Sayable extends JsonNodeFactory {
        private static final long serialVersionUID = 1;

        @Override
        public NumericNode numberNode(double value) {
            if (!Double.isFinite(value)) {
                throw new Unsayable("a number is out of range");
            }
            return super.numberNode(value);
        }

        @Override
        public TextNode textNode(String text) {
            if (hasHalfACharacter(text)) {
                throw new Unsayable("half a surrogate pair is no character");
            }
            return super.textNode(text);
        }

        private static boolean hasHalfACharacter(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (Character.isSurrogate(c)) {
                    boolean isPair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
                    if (!isPair) {
                        return true;
                    }
                    i++;
                }
            }
            return false;
        }
    }

    private static final class Unsayable extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Unsayable(String message) {
            super(message, null, false, false);
        }
    }
}
