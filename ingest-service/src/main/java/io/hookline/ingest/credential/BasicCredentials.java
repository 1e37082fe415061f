package io.hookline.ingest.credential;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** User name and password as the header {@code Authorization: Basic} holds them. Pure. */
record BasicCredentials(String user, String password) {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Empty for another scheme, anything but one word after it, bad base64, bad UTF-8, or no colon. */
    static Optional<BasicCredentials> in(@Nullable String authorization) {
        if (authorization == null) {
            return Optional.empty();
        }
        String[] words = BLANKS.split(authorization.strip());
        if (words.length != 2 || !words[0].equalsIgnoreCase("Basic")) {
            return Optional.empty();
        }
        return decoded(words[1]).flatMap(BasicCredentials::split);
    }

    private static Optional<String> decoded(String base64) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The password may hold colons, the name may not. */
    private static Optional<BasicCredentials> split(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(new BasicCredentials(text.substring(0, colon), text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return "user " + user;
    }
}
