package io.hookline.action.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.runner.LiveOutput.Stream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrintedTest {
    private static final OutputPiece.Source SOURCE =
            new OutputPiece.Source("6b04f0b060fd08e819d0aac8", 1, "core.local", "local-shell-cmd");
    private static final Clock NOON = Clock.fixed(Instant.parse("2030-01-01T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void linesOfOneOutputGoTogetherUntilTheOtherPrints() {
        var printed = printed(100, 1000, 1000);

        printed.line(Stream.STDOUT, "one\n");
        printed.line(Stream.STDOUT, "two\n");
        printed.line(Stream.STDERR, "three\n");
        printed.line(Stream.STDOUT, "four");
        printed.line(Stream.STDOUT, "five\n");

        List<OutputPiece> pieces = printed.take();
        assertThat(pieces).extracting(OutputPiece::data).containsExactly("one\ntwo\n", "three\n", "four", "five\n");
        assertThat(pieces).extracting(OutputPiece::line).containsExactly(0, 2, 3, 4);
        assertThat(printed.take()).isEmpty();
    }

    @Test
    void whatIsBeyondTheBoundIsCutAndSaysSo() {
        var printed = printed(100, 10, 1000);

        printed.line(Stream.STDOUT, "12345678\n");
        printed.line(Stream.STDOUT, "more\n");
        printed.line(Stream.STDOUT, "x\n");

        assertThat(text(printed)).isEqualTo("12345678\n" + Printed.CUT);
        assertThat(printed.dropped()).isEqualTo(2);
        assertThat(printed.dropped()).isZero();
    }

    @Test
    void soAreLinesBeyondTheirNumber() {
        var printed = printed(2, 1000, 1000);

        for (int i = 0; i < 5; i++) {
            printed.line(Stream.STDOUT, i + "\n");
        }

        assertThat(text(printed)).isEqualTo("0\n1\n" + Printed.CUT);
        assertThat(printed.dropped()).isEqualTo(3);
    }

    @Test
    void whatCantBeWrittenInTimeIsMissingWhereItWas() {
        var printed = printed(100, 1000, 10);

        printed.line(Stream.STDOUT, "12345678\n");
        printed.line(Stream.STDOUT, "lost\n");
        printed.line(Stream.STDOUT, "lost\n");
        String before = text(printed);
        printed.line(Stream.STDOUT, "later\n");

        assertThat(before + text(printed)).isEqualTo("12345678\n[2 lines are missing here]\nlater\n");
    }

    @Test
    void eachLineIsAnEventWithAnIdOfItsOwn() {
        var printed = printed(100, 1000, 1000);
        printed.line(Stream.STDERR, "one\n");
        printed.line(Stream.STDERR, "\n");
        printed.line(Stream.STDERR, "two");

        List<ObjectNode> lines =
                OutputEvents.lines(OutputEvents.record(printed.take().getFirst()));

        assertThat(lines).extracting(line -> line.path("data").asText()).containsExactly("one\n", "\n", "two");
        assertThat(lines)
                .extracting(line -> line.path("id").asText())
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{24}"));
        assertThat(lines.getFirst().toString())
                .startsWith("{\"execution_id\":\"6b04f0b060fd08e819d0aac8\",\"action_ref\":\"core.local\","
                        + "\"runner_ref\":\"local-shell-cmd\",\"timestamp\":\"2030-01-01T12:00:00.000000Z\","
                        + "\"output_type\":\"stderr\",\"data\":\"one\\n\",\"id\":");
    }

    private static Printed printed(int lines, long characters, long pending) {
        return new Printed(SOURCE, new Printed.Limits(lines, characters, pending), NOON);
    }

    private static String text(Printed printed) {
        StringBuilder text = new StringBuilder();
        printed.take().forEach(piece -> text.append(piece.data()));
        return text.toString();
    }
}
