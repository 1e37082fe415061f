package io.hookline.standalone;

import io.hookline.common.secret.SecretBox;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The key under which secret parameters are sealed: made at the first start, kept beside the data that can't be read without it. */
final class SecretKey {
    /** An operator's own key stands here. */
    static final String VARIABLE = "HOOKLINE_SECRET_KEY";

    private static final String FILE = "secret-key";
    private static final int BYTES = 32;

    private SecretKey() {}

    /** In base64. */
    static String in(DataFolder data, SecureRandom random) throws IOException {
        var kept = data.read(FILE);
        if (kept.isPresent()) {
            return checked(kept.get(), data.file(FILE));
        }
        byte[] made = new byte[BYTES];
        random.nextBytes(made);
        String text = Base64.getEncoder().encodeToString(made);
        data.write(FILE, text + "\n");
        return text;
    }

    private static String checked(String key, Path file) {
        try {
            var unused = new SecretBox(key);
            return key;
        } catch (IllegalArgumentException e) {
            throw new CannotStart(
                    "The key that secrets are sealed with is damaged: put back what was in " + file + ".", e);
        }
    }
}
