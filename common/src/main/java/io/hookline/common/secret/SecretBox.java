package io.hookline.common.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hookline.common.json.Json;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals values under the installation's key: AES-256-GCM, a fresh nonce each time, as text that begins with {@value #PREFIX}. What rests
 * in a table or travels on a topic is sealed; it is opened where it is used.
 */
@Singleton
public final class SecretBox {
    private static final String PREFIX = "hookline-sealed:1:";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    @Inject
    SecretBox(SecretConfig config) {
        this(config.key()
                .orElseThrow(() -> new IllegalArgumentException(
                        "HOOKLINE_SECRET_KEY is not set: secrets are sealed with it (32 random bytes in base64).")));
    }

    /**
     * @param key 32 bytes in base64
     */
    public SecretBox(String key) {
        this.key = new SecretKeySpec(bytes(key), "AES");
    }

    public TextNode seal(JsonNode value) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, Json.bytes(value), 0);
        byte[] all = new byte[nonce.length + sealed.length];
        System.arraycopy(nonce, 0, all, 0, nonce.length);
        System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
        return TextNode.valueOf(PREFIX + Base64.getEncoder().encodeToString(all));
    }

    /**
     * The value that was sealed; one that is not sealed comes back as it is.
     *
     * @throws SecretUnreadable if it was sealed under another key, or changed since
     */
    public JsonNode open(JsonNode value) {
        if (!value.isTextual() || !value.textValue().startsWith(PREFIX)) {
            return value;
        }
        byte[] all;
        try {
            all = Base64.getDecoder().decode(value.textValue().substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new SecretUnreadable();
        }
        if (all.length < NONCE_BYTES) {
            throw new SecretUnreadable();
        }
        byte[] opened = crypt(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE_BYTES), all, NONCE_BYTES);
        return Json.stored(new String(opened, StandardCharsets.UTF_8));
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] input, int offset) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input, offset, input.length - offset);
        } catch (AEADBadTagException e) {
            throw new SecretUnreadable();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + CIPHER, e);
        }
    }

    private static byte[] bytes(String key) {
        try {
            byte[] bytes = Base64.getDecoder().decode(key.strip());
            if (bytes.length == KEY_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // told below, without repeating the key
        }
        throw new IllegalArgumentException("HOOKLINE_SECRET_KEY must be " + KEY_BYTES + " bytes in base64.");
    }
}
