package io.hookline.ingest.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.network.Networks;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrontEndTest {
    private final FrontEnd frontEnd = new FrontEnd(new Networks(List.of("127.0.0.0/8", "::1")));

    @Test
    void aFrontEndNamesTheUser() {
        assertThat(frontEnd.caller("127.0.0.1", List.of("ann"), null)).isEqualTo(named("ann"));
        assertThat(frontEnd.caller("0:0:0:0:0:0:0:1", List.of(" ann "), null)).isEqualTo(named("ann"));
        assertThat(frontEnd.caller("127.0.0.1", List.of("ann"), basic("bob:x"))).isEqualTo(named("ann"));
    }

    @Test
    void whereItSaysNothingTheNameOfABasicHeaderCounts() {
        assertThat(frontEnd.caller("127.0.0.1", List.of(), basic("bob:whatever")))
                .isEqualTo(named("bob"));
        assertThat(frontEnd.caller("127.0.0.1", List.of(), "Bearer x")).isEqualTo(new FrontEnd.Outcome.Nobody());
        assertThat(frontEnd.caller("127.0.0.1", List.of(), null)).isEqualTo(new FrontEnd.Outcome.Nobody());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"10.0.0.1", "::2", "localhost", ""})
    void nobodyElseIsBelieved(String peer) {
        assertThat(frontEnd.caller(peer, List.of("ann"), basic("ann:x"))).isEqualTo(new FrontEnd.Outcome.Stranger());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\tb", "a\0b"})
    void whatIsNoNameIsNobody(String name) {
        assertThat(frontEnd.caller("127.0.0.1", List.of(name), basic("bob:x")))
                .isEqualTo(new FrontEnd.Outcome.Nobody());
    }

    @Test
    void twoNamesAreNobodys() {
        assertThat(frontEnd.caller("127.0.0.1", List.of("ann", "root"), null)).isEqualTo(new FrontEnd.Outcome.Nobody());
        assertThat(frontEnd.caller("127.0.0.1", List.of("a".repeat(501)), null))
                .isEqualTo(new FrontEnd.Outcome.Nobody());
    }

    private static FrontEnd.Outcome named(String user) {
        return new FrontEnd.Outcome.Named(user);
    }

    private static String basic(String text) {
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
