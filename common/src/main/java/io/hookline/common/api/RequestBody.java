package io.hookline.common.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.schema.SchemaCheck;
import io.hookline.expressions.python.PythonText;
import io.hookline.expressions.python.PythonValues;
import jakarta.ws.rs.BadRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/** The JSON body of a request to a resource; an empty one counts as {@code {}} (spec: executions, 0). */
public final class RequestBody {
    /** Where the parser saw an object or a list begin; it names its own settings there. */
    private static final Pattern START_MARKER = Pattern.compile(" \\(start marker at .*", Pattern.DOTALL);

    private RequestBody() {}

    /**
     * @throws BadRequestException if it is no JSON
     */
    public static JsonNode json(byte[] body) {
        if (body.length == 0) {
            return Json.object();
        }
        try {
            JsonNode read = Json.mapper().readTree(body);
            return read.isMissingNode() ? Json.object() : read;
        } catch (JacksonException e) {
            throw new BadRequestException("Failed to parse request body: "
                    + START_MARKER.matcher(e.getOriginalMessage()).replaceFirst(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One that may be left out: {@code null} stands for none, too.
     *
     * @throws BadRequestException if it is no JSON, or no object
     */
    public static ObjectNode optionalObject(byte[] body) {
        return json(body).isNull() ? Json.object() : object(body);
    }

    /**
     * @throws BadRequestException if it is no JSON, or no object
     */
    public static ObjectNode object(byte[] body) {
        JsonNode read = json(body);
        if (read instanceof ObjectNode object) {
            return object;
        }
        throw new BadRequestException(PythonText.repr(PythonValues.of(read)) + " is not of type 'object'");
    }

    /**
     * @throws BadRequestException in the words of the spec, if it is not as the schema says
     */
    public static void check(ObjectNode body, JsonNode schema) {
        SchemaCheck.firstFault(schema, body).ifPresent(fault -> {
            throw new BadRequestException(fault);
        });
    }
}
