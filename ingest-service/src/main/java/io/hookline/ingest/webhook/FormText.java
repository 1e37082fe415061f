package io.hookline.ingest.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes a form's encoding off a name or value as Python does: {@code +} is a blank, {@code %} with two digits a byte of UTF-8, any
 * other {@code %} itself.
 */
final class FormText {
    private static final int ESCAPE_LENGTH = 3;

    private FormText() {}

    static String decode(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded.replace('+', ' ');
        }
        byte[] bytes = encoded.replace('+', ' ').getBytes(StandardCharsets.UTF_8);
        var decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; ) {
            int value = bytes[i] == '%' ? escaped(bytes, i) : -1;
            decoded.write(value < 0 ? bytes[i] : value);
            i += value < 0 ? 1 : ESCAPE_LENGTH;
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    /** The byte written there, or -1 if it is no escape. */
    private static int escaped(byte[] bytes, int at) {
        if (at + 2 >= bytes.length) {
            return -1;
        }
        int high = Character.digit(bytes[at + 1], 16);
        int low = Character.digit(bytes[at + 2], 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
