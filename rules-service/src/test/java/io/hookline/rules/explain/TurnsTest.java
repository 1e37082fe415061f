package io.hookline.rules.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.ServiceUnavailableException;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns();

    @Test
    void aThirdQuestionAtATimeIsToldToComeLater() {
        assertThatThrownBy(() -> turns.take(() -> turns.take(() -> turns.take(() -> "third"))))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessage("Too many explanations are being worked out, try again later.");
    }

    @Test
    void aTurnIsGivenBackAlsoByAQuestionThatFails() {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> turns.take(() -> {
                        throw new IllegalStateException("failed");
                    }))
                    .hasMessage("failed");
        }

        assertThat(turns.take(() -> turns.take(() -> "second"))).isEqualTo("second");
    }
}
