package io.hookline.action.runner;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Cuts one output of a process into lines for those who watch. Bytes that are no UTF-8 are replaced; a line that does not end comes in
 * pieces without a newline.
 */
final class Lines {
    private static final int LONGEST = 16 * 1024;

    private final LiveOutput to;
    private final LiveOutput.Stream stream;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final StringBuilder begun = new StringBuilder();
    private ByteBuffer bytes = ByteBuffer.allocate(LONGEST);

    Lines(LiveOutput to, LiveOutput.Stream stream) {
        this.to = to;
        this.stream = stream;
    }

    void take(byte[] chunk, int length) {
        if (bytes.remaining() < length) {
            bytes = ByteBuffer.allocate(bytes.position() + length).put(bytes.flip());
        }
        bytes.put(chunk, 0, length).flip();
        decode(false);
        bytes.compact();
        tell(false);
    }

    /** Nothing more comes: what has begun is told as it is. */
    void end() {
        bytes.flip();
        decode(true);
        tell(true);
    }

    private void decode(boolean isEnd) {
        CharBuffer chars = CharBuffer.allocate(bytes.remaining() + 1);
        CoderResult result = decoder.decode(bytes, chars, isEnd);
        if (isEnd && result.isUnderflow()) {
            decoder.flush(chars);
        }
        begun.append(chars.flip());
    }

    private void tell(boolean isEnd) {
        int from = 0;
        for (int newline = begun.indexOf("\n"); newline >= 0; newline = begun.indexOf("\n", from)) {
            tell(begun.substring(from, newline + 1));
            from = newline + 1;
        }
        while (begun.length() - from > LONGEST) {
            int end = from + LONGEST;
            int cut = Character.isHighSurrogate(begun.charAt(end - 1)) ? end - 1 : end;
            tell(begun.substring(from, cut));
            from = cut;
        }
        if (isEnd) {
            tell(begun.substring(from));
            from = begun.length();
        }
        begun.delete(0, from);
    }

    private void tell(String line) {
        if (!line.isEmpty()) {
            to.line(stream, line);
        }
    }
}
