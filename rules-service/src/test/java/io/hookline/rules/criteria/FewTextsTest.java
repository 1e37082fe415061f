package io.hookline.rules.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.expressions.python.PythonPattern;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FewTextsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "main main",
                "main|dev main,dev",
                "^refs/heads/(main|dev)$ refs/heads/main,refs/heads/dev",
                "v1\\.[012](?:-rc)? v1.0-rc,v1.0,v1.1-rc,v1.1,v1.2-rc,v1.2",
                "(a|b(c|d))e ae,bce,bde",
            })
    void areAllThatTheExpressionStandsFor(String regex, String texts) {
        assertThat(FewTexts.of(regex).orElseThrow().texts()).containsExactly(texts.split(","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a+",
                "a*",
                "a.b",
                "[a-c]",
                "[^a]",
                "\\d",
                "^a|b",
                "a|b$",
                "(?i)a",
                "a$b",
                "a{2}",
                "a??",
                "\\\\$",
                "[ab][ab][ab][ab][ab]",
                "😀"
            })
    void areNotLookedForWhereThereIsDoubt(String regex) {
        assertThat(FewTexts.of(regex)).isEmpty();
    }

    @Test
    void areFoundWhereTheExpressionIsFound() {
        var random = new Random(3);
        int known = 0;
        int held = 0;
        for (int i = 0; i < 20_000; i++) {
            String regex =
                    (random.nextInt(3) == 0 ? "^" : "") + pieces(random, 4) + (random.nextInt(3) == 0 ? "$" : "");
            String text = pieces(random, 6).replaceAll("[^abc\\n]", "");
            var texts = FewTexts.of(regex);
            if (texts.isPresent()) {
                PythonPattern pattern = PythonPattern.read(regex);
                known++;
                held += pattern.search(text) ? 1 : 0;

                assertThat(texts.get().search(text))
                        .as("%s in '%s'", regex, text)
                        .isEqualTo(pattern.search(text));
                assertThat(texts.get().fromStart().search(text))
                        .as("%s at the start of '%s'", regex, text)
                        .isEqualTo(pattern.matchStart(text));
            }
        }
        assertThat(known).isGreaterThan(2_000);
        assertThat(held).isGreaterThan(500);
    }

    private static String pieces(Random random, int most) {
        List<String> pieces = List.of("a", "b", "c", "(a|b)", "(?:ab|c)?", "[ab]", "b?", "\n", "|", "(", ")", "\\.");
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(i -> pieces.get(random.nextInt(pieces.size())))
                .collect(Collectors.joining());
    }
}
