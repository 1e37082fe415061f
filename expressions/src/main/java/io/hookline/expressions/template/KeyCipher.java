package io.hookline.expressions.template;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The cipher of secret datastore values, StackStorm's own, so that stored values and scripts that hold them stay readable: upper-case
 * hexadecimal of a header, an initialization vector, the UTF-8 text under AES-CBC, and an HMAC-SHA1 over all that (spec: templating, 6).
 */
public final class KeyCipher {
    private static final HexFormat HEXADECIMAL = HexFormat.of().withUpperCase();
    private static final String CIPHER = "AES/CBC/PKCS5Padding";
    private static final String SIGNATURE = "HmacSHA1";

    /** What new values begin with; older ones have other bytes there, and nobody looks at them. */
    private static final byte[] HEADER = "00000".getBytes(StandardCharsets.US_ASCII);

    private static final int BLOCK_BYTES = 16;
    private static final int SIGNATURE_BYTES = 20;
    private static final int KEY_BYTES = 32;
    private static final int KEY_BITS = KEY_BYTES * Byte.SIZE;

    private final SecretKeySpec key;
    private final SecretKeySpec signing;
    private final SecureRandom random = new SecureRandom();

    private KeyCipher(byte[] key, byte[] signing) {
        this.key = new SecretKeySpec(key, "AES");
        this.signing = new SecretKeySpec(signing, SIGNATURE);
    }

    /**
     * @param keyFile content of a key file, JSON with {@code aesKeyString} and {@code hmacKey.hmacKeyString} in web-safe base64
     * @throws IllegalArgumentException with the reason if it is none; nothing of it is repeated
     */
    public static KeyCipher of(String keyFile) {
        JsonNode read;
        try {
            read = new JsonMapper().readTree(keyFile);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("it is no JSON");
        }
        byte[] key = bytes(read.path("aesKeyString"), "aesKeyString");
        byte[] signing = bytes(read.path("hmacKey").path("hmacKeyString"), "hmacKey.hmacKeyString");
        if (key.length != 16 && key.length != 24 && key.length != KEY_BYTES) {
            throw new IllegalArgumentException("aesKeyString must be 16, 24 or 32 bytes");
        }
        if (signing.length == 0) {
            throw new IllegalArgumentException("hmacKey.hmacKeyString is empty");
        }
        return new KeyCipher(key, signing);
    }

    private static byte[] bytes(JsonNode text, String name) {
        if (!text.isTextual()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        try {
            return Base64.getUrlDecoder().decode(text.textValue());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " is no web-safe base64");
        }
    }

    /** The content of a new key file. */
    public static String freshKeyFile() {
        return """
                {"hmacKey": {"hmacKeyString": "%s", "size": %d}, "size": %d, "aesKeyString": "%s", "mode": "CBC"}
                """.formatted(freshKey(), KEY_BITS, KEY_BITS, freshKey());
    }

    private static String freshKey() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The same text gives another cipher text each time. */
    public String encrypt(String text) {
        byte[] start = new byte[BLOCK_BYTES];
        random.nextBytes(start);
        try {
            byte[] hidden = cipher(Cipher.ENCRYPT_MODE, start).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] signed = ByteBuffer.allocate(HEADER.length + start.length + hidden.length)
                    .put(HEADER)
                    .put(start)
                    .put(hidden)
                    .array();
            return HEXADECIMAL.formatHex(signed) + HEXADECIMAL.formatHex(signature(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + CIPHER, e);
        }
    }

    /** Empty if it is no cipher text of this key. */
    public Optional<String> decrypt(String cipherText) {
        byte[] all;
        try {
            all = HexFormat.of().parseHex(cipherText);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int hidden = HEADER.length + BLOCK_BYTES;
        int end = all.length - SIGNATURE_BYTES;
        if (end <= hidden) {
            return Optional.empty();
        }
        try {
            byte[] signed = Arrays.copyOf(all, end);
            if (!MessageDigest.isEqual(signature(signed), Arrays.copyOfRange(all, end, all.length))) {
                return Optional.empty();
            }
            byte[] text = cipher(Cipher.DECRYPT_MODE, Arrays.copyOfRange(all, HEADER.length, hidden))
                    .doFinal(all, hidden, end - hidden);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            return Optional.empty(); // signed with one key and hidden under another
        }
    }

    private Cipher cipher(int mode, byte[] start) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new IvParameterSpec(start));
        return cipher;
    }

    private byte[] signature(byte[] signed) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(SIGNATURE);
        mac.init(signing);
        return mac.doFinal(signed);
    }
}
