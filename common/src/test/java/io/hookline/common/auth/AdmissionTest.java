package io.hookline.common.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.auth.Admission.Reason;
import io.hookline.common.json.Json;
import io.hookline.common.model.ApiKey;
import io.hookline.common.model.Credential;
import io.hookline.common.model.Token;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Optional<String> ELSEWHERE = Optional.empty();

    @ParameterizedTest
    @CsvSource({"-1, false", "0, false", "1, true"})
    void aTokenIsGoodUntilItsExpiry(long secondsLeft, boolean good) {
        var token = new Token("i", "ann", "hash", NOW.plusSeconds(secondsLeft), Json.object());

        Admission admission = Admission.of(shown("t", null), Optional.of(token), NOW, ELSEWHERE);

        assertThat(admission)
                .isEqualTo(
                        good
                                ? new Admission.Admitted(
                                        new Caller("ann", Caller.Kind.TOKEN, Caller.Location.HEADER, token.expiry()))
                                : new Admission.Refused(Reason.EXPIRED, "Unauthorized - Token has expired."));
    }

    @Test
    void aTokenIsGoodForEveryHook() {
        var token = new Token("i", "ann", "hash", NOW.plusSeconds(1), Json.object());

        assertThat(Admission.of(shown("t", null), Optional.of(token), NOW, Optional.of("any")))
                .isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void anUnknownTokenGetsNoReasonAndAnUnknownKeyItsHash() {
        assertThat(Admission.of(shown("t", null), Optional.empty(), NOW, ELSEWHERE))
                .isEqualTo(new Admission.Refused(Reason.UNKNOWN, "Unauthorized"));
        assertThat(Admission.of(shown(null, "k"), Optional.empty(), NOW, ELSEWHERE))
                .isEqualTo(new Admission.Refused(
                        Reason.UNKNOWN,
                        "Unauthorized - ApiKey with key_hash=" + Secrets.apiKeyHash("k") + " not found."));
    }

    @Test
    void aKeyIsGoodWhileItIsEnabled() {
        assertThat(Admission.of(shown(null, "k"), key(true, null), NOW, ELSEWHERE))
                .isEqualTo(
                        new Admission.Admitted(new Caller("ann", Caller.Kind.API_KEY, Caller.Location.HEADER, null)));
        assertThat(Admission.of(shown(null, "k"), key(false, null), NOW, ELSEWHERE))
                .isEqualTo(new Admission.Refused(Reason.DISABLED, "Unauthorized - API key is disabled."));
        assertThat(Admission.of(shown(null, "k"), key(false, List.of("a")), NOW, Optional.of("a")))
                .isEqualTo(new Admission.Refused(Reason.DISABLED, "Unauthorized - API key is disabled."));
    }

    @ParameterizedTest
    @CsvSource({
        "git,     git,      true",
        "git,     git/,     false",
        "git,     Git,      false",
        "git,     gitlab,   false",
        "git,     gi,       false",
        "git*,    git,      true",
        "git*,    gitlab/x, true",
        "git*,    gi,       false",
        "a;git*,  git,      true",
        "a;b,     git,      false",
        "*,       git,      true",
        "*,       st2,      false",
        "st*,     st2,      false",
        "st2,     st2,      true",
        "st2,     git,      false"
    })
    void aLimitedKeyIsGoodForTheHooksItNames(String hooks, String hook, boolean good) {
        Admission admission =
                Admission.of(shown(null, "k"), key(true, List.of(hooks.split(";"))), NOW, Optional.of(hook));

        assertThat(admission instanceof Admission.Admitted).isEqualTo(good);
        if (admission instanceof Admission.Refused refused) {
            assertThat(refused.reason()).isEqualTo(Reason.LIMITED);
            assertThat(refused.fault()).startsWith("Forbidden - API key is limited");
        }
    }

    @Test
    void aLimitedKeyIsGoodForNothingElse() {
        for (List<String> hooks : List.of(List.<String>of(), List.of("*"), List.of("git"))) {
            assertThat(Admission.of(shown(null, "k"), key(true, hooks), NOW, ELSEWHERE))
                    .isInstanceOf(Admission.Refused.class);
        }
        assertThat(Admission.of(shown(null, "k"), key(true, List.of()), NOW, Optional.of("git")))
                .isInstanceOf(Admission.Refused.class);
    }

    private static ShownCredential shown(String token, String key) {
        return ShownCredential.first(token, key, null, null, null).orElseThrow();
    }

    private static Optional<Credential> key(boolean enabled, List<String> hooks) {
        return Optional.of(new ApiKey("i", "ann", "hash", enabled, NOW, Json.object(), hooks));
    }
}
