package io.hookline.ingest.signature;

import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The keyed hashes that senders sign with. */
enum Algorithm {
    SHA1("HmacSHA1"),
    SHA256("HmacSHA256"),
    SHA512("HmacSHA512");

    private final String mac;

    Algorithm(String mac) {
        this.mac = mac;
    }

    /** As the settings of a secret spell it. */
    static Algorithm named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** The hash of two pieces, one after the other. */
    byte[] hash(byte[] key, byte[] before, byte[] body) {
        try {
            Mac hash = Mac.getInstance(mac);
            hash.init(new SecretKeySpec(key, mac));
            hash.update(before);
            return hash.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + mac, e);
        }
    }
}
