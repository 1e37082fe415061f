package io.hookline.ingest.credential;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of an htpasswd file, and whether a password is that of a user. Pure, and slow on purpose. */
final class PasswordHashes {
    private static final Pattern BCRYPT = Pattern.compile("\\$2[abxy]?\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
    private static final int USUAL_COST = 10;
    private static final BCrypt.Verifyer VERIFYER =
            BCrypt.verifyer(BCrypt.Version.VERSION_2Y, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2Y));

    private final Map<String, String> byUser;
    private final int unreadable;
    private final String nobodys;

    private PasswordHashes(Map<String, String> byUser, int unreadable, String nobodys) {
        this.byUser = byUser;
        this.unreadable = unreadable;
        this.nobodys = nobodys;
    }

    /** Of several lines for a user the first counts; lines whose hash is not bcrypt let nobody in. */
    static PasswordHashes read(List<String> lines) {
        Map<String, String> byUser = new HashMap<>();
        int unreadable = 0;
        int cost = 0;
        for (String line : lines) {
            String[] parts = line.strip().split(":", 3);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Matcher bcrypt = BCRYPT.matcher(parts.length < 2 ? "" : parts[1]);
            if (bcrypt.matches()) {
                byUser.putIfAbsent(parts[0], parts[1]);
                cost = Math.max(cost, Integer.parseInt(bcrypt.group(1)));
            } else {
                unreadable++;
            }
        }
        return new PasswordHashes(
                Map.copyOf(byUser),
                unreadable,
                "$2y$%02d$".formatted(cost == 0 ? USUAL_COST : cost)
                        + "abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234");
    }

    /** Takes as long for a user who does not exist as for one who does, so that nobody learns names by the clock. */
    boolean accept(BasicCredentials given) {
        String hash = byUser.get(given.user());
        boolean matches = VERIFYER.verify(
                        given.password().getBytes(StandardCharsets.UTF_8),
                        (hash == null ? nobodys : hash).getBytes(StandardCharsets.US_ASCII))
                .verified;
        return matches && hash != null;
    }

    /** What is checked for a user who does not exist: a hash of the same cost that fits no password. */
    String nobodys() {
        return nobodys;
    }

    int users() {
        return byUser.size();
    }

    /** Lines that let nobody in. */
    int unreadable() {
        return unreadable;
    }
}
