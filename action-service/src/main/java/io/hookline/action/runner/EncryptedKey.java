package io.hookline.action.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A private key of the form PKCS #8 under a passphrase, opened by Java's own means. MINA would want a second library of Bouncy Castle for
 * it (decision record: 0023). Pure.
 */
final class EncryptedKey {
    private static final Pattern FORM = Pattern.compile(
            "-----BEGIN ENCRYPTED PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END ENCRYPTED PRIVATE KEY-----");

    private EncryptedKey() {}

    /**
     * The same key without its passphrase; what has another form is left as it is.
     *
     * @throws GeneralSecurityException if the passphrase does not open it
     * @throws IOException if it only looks like such a key
     */
    static byte[] opened(byte[] key, @Nullable String passphrase) throws GeneralSecurityException, IOException {
        Matcher form = FORM.matcher(new String(key, StandardCharsets.ISO_8859_1));
        if (!form.find()) {
            return key;
        }
        if (passphrase == null) {
            throw new InvalidKeyException("a passphrase is missing");
        }
        var sealed = new EncryptedPrivateKeyInfo(decoded(form.group(1)));
        byte[] open = sealed.getKeySpec(SecretKeyFactory.getInstance(algorithm(sealed))
                        .generateSecret(new PBEKeySpec(passphrase.toCharArray())))
                .getEncoded();
        return ("-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(open)
                        + "\n-----END PRIVATE KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] decoded(String text) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(e);
        }
    }

    /** Java 21 calls every algorithm of PKCS #5's second version PBES2, a factory wants to know which one. */
    private static String algorithm(EncryptedPrivateKeyInfo sealed) {
        AlgorithmParameters parameters = sealed.getAlgParameters();
        return sealed.getAlgName().equals("PBES2") && parameters != null ? parameters.toString() : sealed.getAlgName();
    }
}
