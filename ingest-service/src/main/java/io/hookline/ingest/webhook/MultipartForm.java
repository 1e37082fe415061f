package io.hookline.ingest.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads a form that came in parts: each field a list of texts, as {@link BodyReader} makes of other forms. Files are refused. All in
 * memory, where the body is anyway.
 */
final class MultipartForm {
    private static final int MAX_FIELDS = BodyReader.MAX_FORM_FIELDS;

    private MultipartForm() {}

    /** The form can't be read; the message is for its sender. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private Unreadable(String message) {
            super(message);
        }
    }

    static ObjectNode read(String contentType, byte[] body) throws Unreadable {
        if (body.length == 0) {
            return Json.object();
        }
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body));
        request.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        HttpPostMultipartRequestDecoder decoder = null;
        try {
            decoder = new HttpPostMultipartRequestDecoder(
                    new DefaultHttpDataFactory(false), request, StandardCharsets.UTF_8, MAX_FIELDS, body.length + 1);
            // Only at this does it see whether the form was closed.
            decoder.offer(LastHttpContent.EMPTY_LAST_CONTENT);
            return fields(decoder);
        } catch (HttpPostRequestDecoder.TooManyFormFieldsException e) {
            throw new Unreadable("more than " + MAX_FIELDS + " fields");
        } catch (RuntimeException e) {
            // Of its own kinds, but seen on odd input: also those of null and of indices out of bounds.
            throw new Unreadable("the parts of the form can't be told apart");
        } finally {
            if (decoder != null) {
                decoder.destroy();
            }
        }
    }

    private static ObjectNode fields(HttpPostMultipartRequestDecoder decoder) throws Unreadable {
        ObjectNode fields = Json.object();
        try {
            while (decoder.hasNext()) {
                if (!(decoder.next() instanceof Attribute field)) {
                    throw new Unreadable("a form may not hold files");
                }
                add(field, fields);
            }
        } catch (HttpPostRequestDecoder.EndOfDataDecoderException end) {
            return fields; // thrown only if the form was closed as it must be
        }
        throw new Unreadable("the form ends before its last part does");
    }

    private static void add(Attribute field, ObjectNode fields) {
        String value = text(field);
        // Fields without a value are no fields (spec: webhooks-and-triggers, 1.3).
        if (!value.isEmpty()) {
            String name = field.getName();
            ArrayNode values = fields.get(name) instanceof ArrayNode known ? known : fields.putArray(name);
            values.add(value);
        }
    }

    private static String text(Attribute field) {
        try {
            return field.getValue();
        } catch (IOException e) {
            throw new IllegalStateException("fields are kept in memory", e);
        }
    }
}
