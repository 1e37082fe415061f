package io.hookline.action.execution;

import io.hookline.common.json.Json;
import jakarta.ws.rs.BadRequestException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name a sender gave to its request, so that sending it again asks for nothing new.
 *
 * @param caller whose name it is: others may use the same one
 * @param request digest of what is asked for
 */
record IdempotencyKey(String caller, String key, String request) {
    static final String HEADER = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    /**
     * @param header null: it has no name
     * @param parts of the request, all that decides what it asks for
     */
    static Optional<IdempotencyKey> of(@Nullable String header, String caller, List<Object> parts) {
        if (header == null) {
            return Optional.empty();
        }
        if (!KEY.matcher(header).matches()) {
            throw new BadRequestException(
                    "Header \"" + HEADER + "\" has to be 1 to 255 visible ASCII characters without blanks");
        }
        return Optional.of(new IdempotencyKey(caller, header, digest(Json.text(parts))));
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
