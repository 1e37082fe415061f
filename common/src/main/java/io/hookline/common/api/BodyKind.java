package io.hookline.common.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a request's body is to be read, which its media type tells (spec: webhooks-and-triggers, 1.3). Case and blanks don't matter. */
public enum BodyKind {
    /** Plain text is taken for JSON too. */
    JSON,
    FORM,
    MULTIPART,
    UNKNOWN;

    /**
     * @param contentType the header as it came; null: there is none, and the body is taken as JSON
     */
    public static BodyKind of(@Nullable String contentType) {
        if (contentType == null) {
            return JSON;
        }
        return switch (mediaType(contentType).toLowerCase(Locale.ROOT)) {
            case "application/json", "text/plain" -> JSON;
            case "application/x-www-form-urlencoded" -> FORM;
            case "multipart/form-data" -> MULTIPART;
            case String type when type.startsWith("application/") && type.endsWith("+json") -> JSON;
            default -> UNKNOWN;
        };
    }

    /** What a sender is told of a header that is {@link #UNKNOWN} (spec: auth, 3). */
    public static String refusal(String contentType) {
        return "Failed to parse request body: Unsupported Content-Type: \"" + mediaType(contentType) + "\"";
    }

    private static String mediaType(String contentType) {
        int parameters = contentType.indexOf(';');
        return (parameters < 0 ? contentType : contentType.substring(0, parameters)).strip();
    }
}
