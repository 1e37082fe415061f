package io.hookline.ingest.credential;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Crypt;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.Md5Crypt;

/** A password as an entry of htpasswd keeps it (spec: auth, 4). Pure, and slow on purpose where its form is a good one. */
record PasswordHash(Form form, String text) {
    private static final BCrypt.Verifyer BCRYPT =
            BCrypt.verifyer(BCrypt.Version.VERSION_2Y, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2Y));

    /** The ways that Apache's htpasswd knows, best first. */
    enum Form {
        /** {@code htpasswd -B}. */
        BCRYPT("\\$2[aby]\\$(?:0[4-9]|[12]\\d|3[01])\\$[./A-Za-z0-9]{53}", PasswordHash::isBcrypt),
        /** {@code htpasswd -2}, {@code -5} and {@code -d}: the system's crypt. More rounds than these take minutes. */
        CRYPT(
                "\\$5\\$(?:rounds=\\d{4,6}\\$)?[./A-Za-z0-9]{1,16}\\$[./A-Za-z0-9]{43}"
                        + "|\\$6\\$(?:rounds=\\d{4,6}\\$)?[./A-Za-z0-9]{1,16}\\$[./A-Za-z0-9]{86}"
                        + "|\\$1\\$[./A-Za-z0-9]{1,8}\\$[./A-Za-z0-9]{22}"
                        + "|[./A-Za-z0-9]{13}",
                (password, hash) -> isSame(Crypt.crypt(password, hash), hash)),
        /** {@code htpasswd -m}, its default. */
        APR1(
                "\\$apr1\\$[./A-Za-z0-9]{1,8}\\$[./A-Za-z0-9]{22}",
                (password, hash) -> isSame(Md5Crypt.apr1Crypt(password, hash), hash)),
        /** {@code htpasswd -s}. */
        SHA("\\{SHA\\}[A-Za-z0-9+/]{27}=", PasswordHash::isSha);

        private final Pattern spelling;
        private final BiPredicate<byte[], String> fits;

        Form(String spelling, BiPredicate<byte[], String> fits) {
            this.spelling = Pattern.compile(spelling);
            this.fits = fits;
        }
    }

    /** Empty for a form that is not known; a password in clear is none. */
    static Optional<PasswordHash> read(String text) {
        return Arrays.stream(Form.values())
                .filter(form -> form.spelling.matcher(text).matches())
                .map(form -> new PasswordHash(form, text))
                .findFirst();
    }

    boolean fits(String password) {
        return form.fits.test(password.getBytes(StandardCharsets.UTF_8), text);
    }

    private static boolean isBcrypt(byte[] password, String hash) {
        return BCRYPT.verify(password, hash.getBytes(StandardCharsets.US_ASCII)).verified;
    }

    private static boolean isSha(byte[] password, String hash) {
        String sha = Base64.getEncoder().encodeToString(DigestUtils.sha1(password));
        return isSame("{SHA}" + sha, hash);
    }

    private static boolean isSame(String computed, String hash) {
        return MessageDigest.isEqual(
                computed.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return form + " hash";
    }
}
