package io.hookline.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.expressions.python.PythonYaml;
import io.hookline.expressions.python.YamlDocument.Read;
import io.hookline.expressions.python.YamlDocument.Unreadable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlDocumentTest {
    @Test
    void keysAndItemsAreFoundByTheirLines() {
        var document = (Read) PythonYaml.document("# head\na: 1\nb:\n  c:\n    - x\n    - y\n");

        assertThat(document.value()).hasToString("{\"a\":1,\"b\":{\"c\":[\"x\",\"y\"]}}");
        assertThat(document.line(List.of())).isEqualTo(2);
        assertThat(document.line(List.of("b", "c"))).isEqualTo(4);
        assertThat(document.line(List.of("b", "c", "1"))).isEqualTo(6);
        assertThat(document.line(List.of("b", "nope", "deeper"))).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: 1;b: [secret | 2",
                "a: 1;a: b: secret | 2",
                "a: *secret_not_there | 1",
                "a: 1;b: !!java/secret x | 2",
                "a: 1;--- ;b: secret | 2",
                "a: 1;? [x];: secret | 2",
            })
    void whatIsWrongIsToldWithItsLineAndWithoutThePieceOfText(String text, int line) {
        var document = PythonYaml.document(text.replace(';', '\n'));

        assertThat(document).isInstanceOf(Unreadable.class);
        assertThat(((Unreadable) document).line()).isEqualTo(line);
        assertThat(((Unreadable) document).reason()).doesNotContain(": secret", "[secret");
    }

    @Test
    void aCharacterThatIsNoneIsToldWithItsLine() {
        assertThat(PythonYaml.document("a: 1\nb: \u0001"))
                .isEqualTo(new Unreadable(2, "not YAML: the character 0x1 is not allowed"));
    }

    /** As packs do that give the same parameters to several things. */
    @Test
    void manyAliasesMayRepeatWhatIsSmall() {
        String merges = "  - {<<: *one}\n".repeat(900);

        var document = (Read) PythonYaml.document("one: &one {a: 1}\nmany:\n" + merges);

        assertThat(document.value().path("many")).hasSize(900).allMatch(each -> each.hasNonNull("a"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{%s} | k%d: v | - {<<: *x}", "[%s] | v%d | - *x"})
    void whatAliasesRepeatIsBounded(String whole, String part, String again) {
        String large = whole.formatted(
                IntStream.range(0, 2_000).mapToObj(part::formatted).collect(Collectors.joining(", ")));

        var document = PythonYaml.document("x: &x " + large + "\nmany:\n" + ("  " + again + "\n").repeat(900));

        assertThat(((Unreadable) document).reason()).contains("more than 100000 values");
    }

    @Test
    void anEmptyDocumentIsNull() {
        assertThat(((Read) PythonYaml.document("# nothing\n")).value().isNull()).isTrue();
    }
}
