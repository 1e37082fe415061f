package io.hookline.ingest.signature;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** How a signature is written. Hexadecimal digits may be of either case: the bytes are compared. */
enum Encoding {
    HEX,
    BASE64;

    /** As the settings of a secret spell it. */
    static Encoding named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Empty if it is not written so, or says nothing. */
    Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = switch (this) {
                case HEX -> HexFormat.of().parseHex(text);
                case BASE64 -> Base64.getDecoder().decode(text);
            };
            return bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
