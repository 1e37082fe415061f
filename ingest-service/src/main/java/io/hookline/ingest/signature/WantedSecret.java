package io.hookline.ingest.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.auth.HookPath;
import io.hookline.common.json.Json;
import io.hookline.common.schema.SchemaCheck;
import jakarta.ws.rs.BadRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a hook's secret to be, checked.
 *
 * @param secrets as they were given, {@link #MASK} in the place of one that is stored; none: none was given
 */
record WantedSecret(
        String hook,
        Kind kind,
        List<String> secrets,
        int tolerance,
        @Nullable String header,
        @Nullable String algorithm,
        @Nullable String encoding,
        @Nullable String prefix) {
    /** Shown instead of a secret. Sent back, the first stands for the first one that is stored, the second for the second. */
    static final String MASK = "********";

    private static final int DEFAULT_TOLERANCE_SECONDS = 300;
    private static final Set<String> OF_HMAC = Set.of("header", "algorithm", "encoding", "prefix");
    private static final Set<String> OF_CREDENTIALS = Set.of("x-auth-token", "st2-api-key", "cookie");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern PREFIX = Pattern.compile("[ -~]{0,100}");

    // Clients send back what they read, so what can't be changed is let through here.
    private static final JsonNode SCHEMA = Json.stored("""
            {"type": "object",
             "additionalProperties": false,
             "properties": {
               "id": {"type": "string"},
               "hook": {"type": "string", "required": true, "maxLength": 500},
               "scheme": {"type": "string", "required": true,
                          "enum": ["github", "gitlab", "stripe", "slack", "standard-webhooks", "hmac"]},
               "secrets": {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 2},
               "tolerance": {"type": "integer", "minimum": 1, "maximum": 86400},
               "header": {"type": "string"},
               "algorithm": {"type": "string", "enum": ["sha1", "sha256", "sha512"]},
               "encoding": {"type": "string", "enum": ["hex", "base64"]},
               "prefix": {"type": "string"},
               "created_at": {"type": "string"}}}""");

    /**
     * @throws BadRequestException with the first thing that is wrong
     */
    static WantedSecret of(ObjectNode body) {
        SchemaCheck.firstFault(SCHEMA, body).ifPresent(fault -> {
            throw new BadRequestException(fault);
        });
        Kind kind = Kind.named(body.path("scheme").textValue()).orElseThrow();
        boolean isHmac = kind == Kind.HMAC;
        for (String field : OF_HMAC) {
            if (!isHmac && body.hasNonNull(field)) {
                throw new BadRequestException("'" + field + "' is a setting of scheme 'hmac' only");
            }
        }
        return new WantedSecret(
                hook(body.path("hook").textValue()),
                kind,
                secrets(body.path("secrets"), kind),
                body.path("tolerance").asInt(DEFAULT_TOLERANCE_SECONDS),
                isHmac ? header(body) : null,
                isHmac ? body.path("algorithm").asText("sha256") : null,
                isHmac ? body.path("encoding").asText("hex") : null,
                isHmac ? prefix(body) : null);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return kind.text() + " at " + hook;
    }

    private static String hook(String url) {
        String name = HookPath.withoutOuterSlashes(url);
        if (name.isEmpty()) {
            throw new BadRequestException("'hook' is the name of a hook, and is not empty");
        }
        // It raises any trigger there is, so it stays with those who hold a key.
        if (name.equals(HookPath.GENERIC)) {
            throw new BadRequestException("The generic hook " + name + " takes no signatures");
        }
        return name;
    }

    private static List<String> secrets(JsonNode given, Kind kind) {
        List<String> secrets = new ArrayList<>();
        for (JsonNode secret : given) {
            String text = secret.textValue();
            Optional<String> fault = text.equals(MASK) ? Optional.empty() : kind.faultOf(text);
            if (fault.isPresent()) {
                throw new BadRequestException("'secrets': " + fault.get());
            }
            secrets.add(text);
        }
        return secrets;
    }

    private static String header(ObjectNode body) {
        String header = body.path("header").textValue();
        if (header == null) {
            throw new BadRequestException("'header' is a required property");
        }
        if (!HEADER.matcher(header).matches() || OF_CREDENTIALS.contains(header.toLowerCase(Locale.ROOT))) {
            throw new BadRequestException("'header' is the name of a header that holds no credentials");
        }
        return header;
    }

    private static String prefix(ObjectNode body) {
        String prefix = body.path("prefix").asText("");
        if (!PREFIX.matcher(prefix).matches()) {
            throw new BadRequestException("'prefix' is of at most 100 printable ASCII characters");
        }
        return prefix;
    }
}
