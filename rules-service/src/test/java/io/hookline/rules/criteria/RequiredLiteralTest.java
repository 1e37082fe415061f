package io.hookline.rules.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequiredLiteralTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "abc abc",
                "^refs/heads/.*$ refs/heads/",
                "refs/(heads|tags)/main refs/",
                "refs/(?:a[)]b)?/tail refs/",
                "main\\.txt main.txt",
                "abcd* abc",
                "abcd? abc",
                "abcd{0,2}efgh efgh",
                "abcd+ abcd",
                "abc\\dxy abc",
                "[abcdef]ghi ghi",
                "[]x]abc abc",
                "[^]x]abc abc",
                "abc{x}def def",
                "a+bcd bcd",
                "(?=look)ahead ahead",
                "(?P<n>x)abc abc",
                "\\bword\\b word",
            })
    void isTheLongestRunThatEveryMatchHas(String regex, String literal) {
        assertThat(RequiredLiteral.of(regex)).contains(literal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab",
                "abc|x",
                "(abc)",
                "a.b.c",
                "(?i)abc",
                "abc(?i:d)",
                "(?x)a b c d",
                "(?#comment)abc",
                "\\x61bcd",
                "\\1bcd",
                "\\N{DIGIT ONE}",
                "abc?",
                "[abc]",
                "\uD83D\uDE00abc",
            })
    void isLeftOpenInDoubt(String regex) {
        assertThat(RequiredLiteral.of(regex)).isEmpty();
    }
}
