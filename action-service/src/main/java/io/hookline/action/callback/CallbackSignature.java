package io.hookline.action.callback;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of standardwebhooks.com, {@code v1}: a keyed hash over id, time and body. Pure. */
final class CallbackSignature {
    private static final String ALGORITHM = "HmacSHA256";

    private CallbackSignature() {}

    /**
     * @param secret as it was given, {@code whsec_} before its base64
     * @return value of the header {@code webhook-signature}
     */
    static String of(String secret, String id, long seconds, byte[] body) {
        byte[] key = Base64.getDecoder().decode(secret.substring(CallbackRequest.SECRET_PREFIX.length()));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
