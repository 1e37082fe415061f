package io.hookline.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who may come in from the first start on: one user and one API key. What the operator does not give is made at random once and kept
 * in a file that only the owner can read; what is given is never written down, but for the password's hash.
 *
 * @param htpasswd  the file of users
 * @param passwordFile  where the user's password can be read; none if the operator gave it, or keeps users himself
 * @param apiKey  the key itself
 * @param apiKeyFile  where it can be read; none if the operator gave it
 */
record FirstCredentials(Path htpasswd, Optional<Path> passwordFile, String apiKey, Optional<Path> apiKeyFile) {
    private static final String PASSWORD_FILE = "admin-password";
    private static final String API_KEY_FILE = "api-key";
    private static final String HTPASSWD_FILE = "htpasswd";

    private static final int PASSWORD_LENGTH = 24;
    private static final int API_KEY_LENGTH = 64;

    static FirstCredentials in(DataFolder data, Settings settings, RandomText secrets) throws IOException {
        String apiKey = settings.givenApiKey().orElse(null);
        Optional<Path> apiKeyFile = Optional.empty();
        if (apiKey == null) {
            apiKey = keptIn(data, API_KEY_FILE, secrets, API_KEY_LENGTH);
            apiKeyFile = Optional.of(data.file(API_KEY_FILE));
        }
        if (settings.htpasswd().isPresent()) {
            return new FirstCredentials(readable(settings.htpasswd().get()), Optional.empty(), apiKey, apiKeyFile);
        }
        String password = settings.givenPassword().orElse(null);
        Optional<Path> passwordFile = Optional.empty();
        if (password == null) {
            password = keptIn(data, PASSWORD_FILE, secrets, PASSWORD_LENGTH);
            passwordFile = Optional.of(data.file(PASSWORD_FILE));
        }
        Htpasswd users = Htpasswd.read(data, HTPASSWD_FILE);
        if (!users.knows(settings.user(), password)) {
            data.write(HTPASSWD_FILE, users.with(settings.user(), password).text());
        }
        return new FirstCredentials(data.file(HTPASSWD_FILE), passwordFile, apiKey, apiKeyFile);
    }

    private static String keptIn(DataFolder data, String file, RandomText secrets, int length) throws IOException {
        var kept = data.read(file);
        if (kept.isPresent()) {
            return kept.get();
        }
        String made = secrets.ofLength(length);
        data.write(file, made + "\n");
        return made;
    }

    private static Path readable(Path htpasswd) {
        if (!Files.isReadable(htpasswd)) {
            throw new CannotStart("HOOKLINE_AUTH_HTPASSWD_FILE names " + htpasswd + ", which can't be read.");
        }
        return htpasswd;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "FirstCredentials[htpasswd=" + htpasswd + "]";
    }
}
