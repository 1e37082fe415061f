package io.hookline.action.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
    private final List<String> told = new ArrayList<>();
    private final Lines lines = new Lines((stream, line) -> told.add(line), LiveOutput.Stream.STDERR);

    @Test
    void aLineIsToldWhenItsNewlineIsThere() {
        take("one\ntw");
        assertThat(told).containsExactly("one\n");

        take("o\n\n");
        assertThat(told).containsExactly("one\n", "two\n", "\n");
    }

    @Test
    void whatHasNoNewlineIsToldAtTheEnd() {
        take("one\ntwo");
        lines.end();

        assertThat(told).containsExactly("one\n", "two");
    }

    @Test
    void aCharacterMayComeInPieces() {
        byte[] bytes = "grün\n".getBytes(StandardCharsets.UTF_8);
        for (byte one : bytes) {
            lines.take(new byte[] {one}, 1);
        }

        assertThat(told).containsExactly("grün\n");
    }

    @Test
    void whatIsNoUtf8IsReplaced() {
        lines.take(new byte[] {'a', (byte) 0xff, 'b', '\n', (byte) 0xc3}, 5);
        lines.end();

        assertThat(told).containsExactly("a\ufffdb\n", "\ufffd");
    }

    @Test
    void aLineThatDoesNotEndComesInPieces() {
        String endless = "x".repeat(100_000);
        take(endless);
        lines.end();

        assertThat(told).hasSizeGreaterThan(1);
        assertThat(String.join("", told)).isEqualTo(endless);
    }

    private void take(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        lines.take(bytes, bytes.length);
    }
}
