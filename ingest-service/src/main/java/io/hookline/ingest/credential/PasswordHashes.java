package io.hookline.ingest.credential;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/** The lines of an htpasswd file, and whether a password is that of a user. Pure, and slow on purpose. */
final class PasswordHashes {
    /** Fits no password that anybody knows; as slow as an entry of {@code htpasswd -B} that {@code up} writes. */
    private static final PasswordHash NOBODYS =
            new PasswordHash(PasswordHash.Form.BCRYPT, "$2y$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234");

    private final Map<String, PasswordHash> byUser;
    private final List<PasswordHash> decoys;
    private final int unreadable;
    private final HmacUtils choice;

    private PasswordHashes(Map<String, PasswordHash> byUser, int unreadable, byte[] seed) {
        this.byUser = byUser;
        this.decoys = byUser.isEmpty() ? List.of(NOBODYS) : List.copyOf(byUser.values());
        this.unreadable = unreadable;
        this.choice = new HmacUtils(HmacAlgorithms.HMAC_SHA_256, seed);
    }

    /**
     * Of several lines for a user the first counts; lines that can't be read let nobody in.
     *
     * @param seed random, the same for one life of the process
     */
    static PasswordHashes read(List<String> lines, byte[] seed) {
        Map<String, PasswordHash> byUser = new HashMap<>();
        int unreadable = 0;
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.strip().split(":", 3);
            Optional<PasswordHash> hash = parts.length < 2 ? Optional.empty() : PasswordHash.read(parts[1]);
            if (hash.isPresent() && !parts[0].isEmpty()) {
                byUser.putIfAbsent(parts[0], hash.get());
            } else {
                unreadable++;
            }
        }
        return new PasswordHashes(Map.copyOf(byUser), unreadable, seed);
    }

    /** Takes as long for a user who does not exist as for one who does, so that nobody learns names by the clock. */
    boolean accept(BasicCredentials given) {
        PasswordHash own = byUser.get(given.user());
        boolean fits = (own == null ? decoy(given.user()) : own).fits(given.password());
        return fits && own != null;
    }

    /**
     * What is checked for a user who does not exist: the hash of one who does, as entries may differ in their cost. Always the same
     * for a name, and nobody can tell which.
     */
    PasswordHash decoy(String user) {
        byte[] chosen = choice.hmac(user.getBytes(StandardCharsets.UTF_8));
        int number = (chosen[0] & 0xff) << 16 | (chosen[1] & 0xff) << 8 | (chosen[2] & 0xff);
        return decoys.get(number % decoys.size());
    }

    int users() {
        return byUser.size();
    }

    /** Lines that let nobody in: a file that has such is being written, or broken. */
    int unreadable() {
        return unreadable;
    }
}
