package io.hookline.common.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretsTest {
    /** Value by {@code printf saltnpepperabc | sha512sum}. */
    @Test
    void anApiKeyIsHashedTheWayStackStormDoes() {
        assertThat(Secrets.apiKeyHash("abc"))
                .isEqualTo(
                        "3e5076021e2cb3dd90a045649478c8f858ff6803df789b950370870220099e9c1b1e8be52f60e2dc56b2c6c7ead6c732f119e784d47f20711b79d78c032a3182");
    }
}
