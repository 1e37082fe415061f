package io.hookline.action.action;

/** What the schema of one parameter may say (spec: executions, 4.1). */
public final class ParameterShape {
    /** As a schema, in JSON. */
    public static final String TEXT = """
            {"type": "object", "required": true, "additionalProperties": false, "properties": {
              "type": {"enum": ["string", "number", "integer", "boolean", "array", "object", "null"]},
              "description": {"type": "string"}, "title": {"type": "string"},
              "default": {}, "enum": {"type": "array"}, "format": {"type": "string"},
              "required": {"type": "boolean"}, "secret": {"type": "boolean"}, "immutable": {"type": "boolean"},
              "position": {"type": "integer", "minimum": 0},
              "minimum": {"type": "number"}, "maximum": {"type": "number"}, "multipleOf": {"type": "number"},
              "exclusiveMinimum": {"type": "boolean"}, "exclusiveMaximum": {"type": "boolean"},
              "minLength": {"type": "integer", "minimum": 0}, "maxLength": {"type": "integer", "minimum": 0},
              "pattern": {"type": "string"},
              "items": {"type": ["object", "array"]}, "additionalItems": {"type": ["object", "boolean"]},
              "minItems": {"type": "integer", "minimum": 0}, "maxItems": {"type": "integer", "minimum": 0},
              "uniqueItems": {"type": "boolean"},
              "properties": {"type": "object"}, "patternProperties": {"type": "object"},
              "additionalProperties": {"type": ["object", "boolean"]}, "dependencies": {"type": "object"},
              "minProperties": {"type": "integer", "minimum": 0}, "maxProperties": {"type": "integer", "minimum": 0},
              "allOf": {"type": "array"}, "anyOf": {"type": "array"}, "oneOf": {"type": "array"}, "not": {"type": "object"},
              "$ref": {"type": "string"}, "definitions": {"type": "object"}}}""";

    private ParameterShape() {}
}
