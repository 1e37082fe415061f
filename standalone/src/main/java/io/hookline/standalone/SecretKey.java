package io.hookline.standalone;

import java.io.IOException;
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
            return kept.get();
        }
        byte[] made = new byte[BYTES];
        random.nextBytes(made);
        String text = Base64.getEncoder().encodeToString(made);
        data.write(FILE, text + "\n");
        return text;
    }
}
