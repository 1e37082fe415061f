package io.hookline.action.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of a pack as it is shown (spec: packs-and-datastore, 2.2).
 *
 * @param bytes its content, as far as one byte beyond the {@link #LARGEST} that is shown
 */
record ShownFile(byte[] bytes, Instant modified) {
    static final int LARGEST = 500_000;

    private static final int LOOKED_AT = 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final DateTimeFormatter HTTP_TIME = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Empty if there is no such file in the pack. */
    static Optional<ShownFile> of(PackFolder pack, String relative) {
        Optional<Path> file = pack.file(relative);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream content = Files.newInputStream(file.get())) {
            return Optional.of(new ShownFile(
                    content.readNBytes(LARGEST + 1),
                    Files.getLastModifiedTime(file.get()).toInstant()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isTooLarge() {
        return bytes.length > LARGEST;
    }

    /** Empty if it is no text. */
    Optional<String> text() {
        int looked = Math.min(bytes.length, LOOKED_AT);
        for (int i = 0; i < looked; i++) {
            boolean marked = i + BYTE_ORDER_MARK.length <= looked
                    && ByteBuffer.wrap(bytes, i, BYTE_ORDER_MARK.length).equals(ByteBuffer.wrap(BYTE_ORDER_MARK));
            if (bytes[i] == 0 || marked) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    String tag() {
        return "\"" + bareTag() + "\"";
    }

    private String bareTag() {
        return String.valueOf(modified.toEpochMilli());
    }

    String lastModified() {
        return HTTP_TIME.format(modified);
    }

    /**
     * Whether who asks has it already.
     *
     * @param tag as was answered before, with quotes or, as StackStorm has it, without
     * @param since counts only without a tag, and as text
     */
    boolean isKnown(@Nullable String tag, @Nullable String since) {
        if (tag != null) {
            return tag.replaceFirst("^W/", "").replace("\"", "").equals(bareTag());
        }
        return since != null && since.equals(lastModified());
    }
}
