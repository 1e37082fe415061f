package io.hookline.expressions.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of patterns beyond the answers of CPython, which {@code OriginalsAnswersTest} holds. */
class PythonPatternTest {
    @ParameterizedTest
    @CsvSource(delimiterString = " : ", quoteCharacter = '`', textBlock = """
                    ^refs/heads/(main|release-[0-9]+) : true
                    (?i)error : true
                    [\\w.]+@[\\w.]+ : true
                    a+$ : true
                    a|b+$ : true
                    a$b : false
                    (a$) : false
                    a\\Z$ : false
                    (?m:a$)$ : false
                    \\bword\\b : false
                    foo(?=bar) : false
                    (.)\\1 : false
                    a++ : false
                    [\\W_] : false
                    """)
    void onlyPatternsThatTheLinearEngineAnswersForEveryTextAreLinear(String pattern, boolean linear) {
        assertThat(PythonPattern.read(pattern).isLinear()).isEqualTo(linear);
    }

    @Test
    void theEngineIsChosenByTheText() {
        assertThat(PythonPattern.read("c$").search("abc\n")).isTrue();
        assertThat(PythonPattern.read("c$").search("abc\n\n")).isFalse();
        assertThat(PythonPattern.read("c\\n$").search("abc\n")).isTrue();
        assertThat(PythonPattern.read("(c$)").search("abc\n")).isTrue();
        assertThat(PythonPattern.read("\\bčaj\\b").search("dobrý čaj!")).isTrue();
        assertThat(PythonPattern.read("\\baj").search("čaj")).isFalse();
    }

    @Test
    void flagsCanBeGivenFromOutside() {
        assertThat(PythonPattern.read("s", PythonPattern.Flag.IGNORE_CASE).search("ſ"))
                .isTrue();
        assertThat(PythonPattern.read("a.b", PythonPattern.Flag.DOT_ALL).matchStart("a\nb"))
                .isTrue();
        assertThat(PythonPattern.read("a.b").matchStart("a\nb")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "\u0131", "[a-i]", "[\u0120-\u0130]", "[\\dI]", "(?=i)i"})
    void whereCaseIsIgnoredAnIIsOneLetterWithAndWithoutItsDot(String pattern) {
        for (String text : List.of("i", "I", "\u0130", "\u0131")) {
            assertThat(PythonPattern.read(pattern, PythonPattern.Flag.IGNORE_CASE)
                            .search(text))
                    .as(text)
                    .isTrue();
            assertThat(PythonPattern.read(
                                    "[^" + pattern.replaceAll("[\\[\\]]|\\(.*\\)", "") + "]",
                                    PythonPattern.Flag.IGNORE_CASE)
                            .search(text))
                    .as("none of " + text)
                    .isFalse();
        }
        assertThat(PythonPattern.read("[a-h]", PythonPattern.Flag.IGNORE_CASE).search("\u0131"))
                .isFalse();
        assertThat(PythonPattern.read("(?ai)i").search("\u0131")).isFalse();
    }

    @Test
    void charactersAreKnownByName() {
        assertThat(PythonPattern.read("^\\N{BULLET}[\\N{em dash}x]$").search("\u2022\u2014"))
                .isTrue();
        for (String broken : List.of("\\N", "\\N{", "\\N{}", "\\N{nope}", "\\N{ bullet }", "[\\N{BULLET]")) {
            assertThatThrownBy(() -> PythonPattern.read(broken)).isInstanceOf(InvalidPattern.class);
        }
    }

    /** RE2/J never comes to an end with some characters where case is ignored. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\S",
                "[\\S]",
                "[\\s\\S]",
                "[^\\S]",
                "[^a\\S]",
                "[\\u1000-\\uffff]",
                "[^\\u1000-\\uffff]",
                "\\u1c80",
                "(?i:\\u1c88)"
            })
    @Timeout(10)
    void whereCaseIsIgnoredEveryPatternIsRead(String pattern) {
        assertThatCode(() -> PythonPattern.read(pattern, PythonPattern.Flag.IGNORE_CASE)
                        .search("a\u1c80 "))
                .doesNotThrowAnyException();
    }

    @Test
    void patternsOfAnyCharacterStayLinearWhereCaseIsIgnored() {
        for (String pattern : List.of("\\S+", "[\\s\\S]*", "[^\\S]", "[a\\S]")) {
            assertThat(PythonPattern.read(pattern, PythonPattern.Flag.IGNORE_CASE)
                            .isLinear())
                    .as(pattern)
                    .isTrue();
        }
    }

    @Test
    void endlessBacktrackingIsStopped() {
        String text = "a".repeat(40) + "b";

        assertThat(PythonPattern.read("(a+)+$").search(text)).isFalse();
        assertThat(PythonPattern.read("(.*a){12}$").search(text)).isFalse();
        assertThat(PythonPattern.read("^(a|b)*$").search("ab".repeat(50_000))).isTrue();
        assertThatThrownBy(() -> PythonPattern.read("(a+)+\\1$").search(text))
                .isInstanceOfSatisfying(
                        PythonError.class, e -> assertThat(e.kind()).isEqualTo(PythonError.Kind.LIMIT));
        assertThatThrownBy(() -> PythonPattern.read("^(a|b)*(?=c)").search("ab".repeat(50_000)))
                .isInstanceOfSatisfying(
                        PythonError.class, e -> assertThat(e.kind()).isEqualTo(PythonError.Kind.LIMIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"((a{1,30}){1,30}){1,30}", "a{1001}", "(?(1)a|b)"})
    void whatCostsTooMuchOrIsNotKnownIsRefused(String pattern) {
        assertThatThrownBy(() -> PythonPattern.read(pattern)).isInstanceOf(InvalidPattern.class);
    }

    @Test
    void longAndDeepPatternsAreRefused() {
        assertThatThrownBy(() -> PythonPattern.read("a".repeat(1_001))).isInstanceOf(InvalidPattern.class);
        assertThatThrownBy(() -> PythonPattern.read("(".repeat(400) + ")".repeat(400)))
                .isInstanceOf(InvalidPattern.class);
    }

    @Test
    void replacementsKnowGroupsByNumberAndName() {
        PythonPattern pattern = PythonPattern.read("(?P<a>\\d)(x)?");

        assertThat(pattern.replace("1x2", "<\\1|\\g<a>|\\g<2>|\\n|\\\\|$1>", Meter.FREE))
                .isEqualTo("<1|1|x|\n|\\|$1><2|2||\n|\\|$1>");
        for (String broken : List.of("\\3", "\\g<b>", "\\g", "\\q", "\\")) {
            assertThatThrownBy(() -> pattern.replace("1", broken, Meter.FREE))
                    .as(broken)
                    .isInstanceOf(InvalidPattern.class);
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
                    *.txt, hello.txt, true
                    c?t, ct, false
                    c[!ab]t, cbt, false
                    c[!ab]t, cxt, true
                    a[*]b, a*b, true
                    [abc, [abc, true
                    []]x, ]x, true
                    [z-a], z, false
                    a\\b, a\\b, true
                    hell, hello, false
                    ?, 😀, true
                    """)
    void wildcardsCoverTheWholeText(String wildcard, String text, boolean matches) {
        assertThat(Wildcard.read(wildcard).matches(text)).isEqualTo(matches);
    }
}
