package io.hookline.common.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.model.Token;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionTokensTest {
    private static final String EXECUTION = "6b04f0b060fd08e819d0aac8";
    private static final Instant EXPIRY = Instant.parse("2030-01-01T00:00:00Z");

    private final ExecutionTokens tokens = new ExecutionTokens("one key", execution -> false);
    private final String token = tokens.issue("ann.b@ž", EXECUTION, EXPIRY);

    @Test
    void aTokenSaysWhomItActsForAndUntilWhen() {
        Token said =
                new ExecutionTokens("one key", execution -> false).read(token).orElseThrow();

        assertThat(said.user()).isEqualTo("ann.b@ž");
        assertThat(said.id()).isEqualTo(EXECUTION);
        assertThat(said.expiry()).isEqualTo(EXPIRY);
    }

    @Test
    void itCountsUntilItsExpiryAndNotLonger() {
        assertThat(tokens.isValid(token, EXPIRY.minusMillis(1))).isTrue();
        assertThat(tokens.isValid(token, EXPIRY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "hookline-execution.", "0123456789abcdef0123456789abcdef"})
    void whatHasAnotherFormIsNone(String other) {
        assertThat(tokens.read(other)).isEmpty();
    }

    @Test
    void nobodyElseCanMakeOrChangeOne() {
        assertThat(new ExecutionTokens("another key", execution -> false).read(token))
                .isEmpty();
        assertThat(tokens.read(token.replace(String.valueOf(EXPIRY.getEpochSecond()), "9999999999")))
                .isEmpty();
        assertThat(tokens.read(token.replace("6b04", "6b05"))).isEmpty();
        assertThat(tokens.read(token + "A")).isEmpty();
    }

    @Test
    void itCountsNoMoreWhenItsExecutionHasEnded() {
        var ended = new ExecutionTokens("one key", EXECUTION::equals);

        assertThat(ended.read(token)).isEmpty();
        assertThat(ended.isValid(token, EXPIRY.minusSeconds(60))).isFalse();
        assertThat(ended.isValid(ended.issue("ann", "6b04f0b060fd08e819d0aac9", EXPIRY), EXPIRY.minusSeconds(60)))
                .isTrue();
    }

    @Test
    void withoutAKeyNoneIsTaken() {
        assertThat(new ExecutionTokens("", execution -> false).read(token)).isEmpty();
    }
}
