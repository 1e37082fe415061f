package io.hookline.ingest.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.schema.SchemaCheck;
import io.hookline.ingest.webhook.BodyReader;
import jakarta.ws.rs.BadRequestException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the body of a request about credentials must look like. A property with a default does not admit null. */
enum RequestSchema {
    TOKEN("""
            {"type": "object",
             "properties": {
               "ttl": {"type": "integer", "minimum": 1},
               "user": {"type": "string"},
               "impersonate_user": {"type": "string"},
               "nickname_origin": {"type": "string"}}}"""),
    TOKEN_TO_VALIDATE("""
            {"type": "object", "properties": {"token": {"type": "string"}}}"""),
    // Clients send back what they read, so what can't be changed is let through here. A star stands for the rest of a
    // hook's name.
    NEW_API_KEY("""
            {"type": "object",
             "additionalProperties": false,
             "properties": {
               "id": {"type": "string", "default": ""},
               "uid": {"type": "string", "default": ""},
               "user": {"type": "string", "default": "", "maxLength": 500, "pattern": "^[^\\\\x00-\\\\x1f\\\\x7f]*\\\\Z"},
               "key_hash": {"type": "string", "default": "", "maxLength": 500, "pattern": "^[!-~]*\\\\Z"},
               "enabled": {"type": "boolean", "default": true},
               "created_at": {"type": "string", "default": ""},
               "metadata": {"type": "object", "default": {}},
               "hooks": {
                 "type": "array", "minItems": 1, "maxItems": 100,
                 "items": {
                   "type": "string", "required": true, "maxLength": 1000,
                   "pattern": "^[^*]*[^*/][^*]*[*]?/*\\\\Z|^/*[*]/*\\\\Z"}}}}"""),
    CHANGED_API_KEY("""
            {"type": "object",
             "additionalProperties": false,
             "properties": {
               "id": {"type": "string", "default": ""},
               "uid": {"type": "string", "default": ""},
               "user": {"type": "string", "required": true, "maxLength": 500, "pattern": "^[^\\\\x00-\\\\x1f\\\\x7f]*\\\\Z"},
               "key_hash": {"type": "string", "default": ""},
               "enabled": {"type": "boolean", "default": true},
               "created_at": {"type": "string", "default": ""},
               "metadata": {"type": "object", "default": {}},
               "hooks": {
                 "type": "array", "minItems": 1, "maxItems": 100,
                 "items": {
                   "type": "string", "required": true, "maxLength": 1000,
                   "pattern": "^[^*]*[^*/][^*]*[*]?/*\\\\Z|^/*[*]/*\\\\Z"}}}}""");

    private final JsonNode schema;

    RequestSchema(String schema) {
        this.schema = Json.stored(schema);
    }

    /**
     * @param body empty counts as {@code {}}, with whatever content type
     * @throws BadRequestException if it can't be read, or is not like this
     */
    ObjectNode read(@Nullable String contentType, byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            return check(Json.object());
        }
        return switch (BodyReader.read(contentType, body)) {
            case BodyReader.Outcome.Read(var value) -> check(value);
            case BodyReader.Outcome.Refused(var fault) -> throw new BadRequestException(fault);
        };
    }

    private ObjectNode check(JsonNode value) {
        nullForADefault(value).or(() -> SchemaCheck.firstFault(schema, value)).ifPresent(fault -> {
            throw new BadRequestException(fault);
        });
        return (ObjectNode) value;
    }

    // For the checker null means the default, as it does for parameters; here it is a mistake (spec: auth, 5).
    private Optional<String> nullForADefault(JsonNode value) {
        return schema.path("properties").properties().stream()
                .filter(property -> property.getValue().has("default")
                        && value.path(property.getKey()).isNull())
                .map(property -> "None is not of type '"
                        + property.getValue().path("type").asText() + "'")
                .findFirst();
    }
}
