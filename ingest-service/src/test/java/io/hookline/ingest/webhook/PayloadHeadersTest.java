package io.hookline.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadHeadersTest {
    private static final Pattern LETTERS = Pattern.compile("[a-z]+");

    @ParameterizedTest
    @CsvSource({
        "x-gitHub-event,X-Github-Event",
        "X-GITHUB-DELIVERY,X-Github-Delivery",
        "x-hub-signature-256,X-Hub-Signature-256",
        "ETag,Etag",
        "x-2fa-code,X-2Fa-Code",
        "X_Custom_Name,X-Custom-Name",
        "www-authenticate,Www-Authenticate",
        "dnt,Dnt",
        "x--y,X--Y",
        "don't.do,Don'T.Do"
    })
    void namesAreSpelledInTitleCase(String sent, String titled) {
        var headers = PayloadHeaders.of(List.of(Map.entry(sent, "v")), Set.of());

        assertThat(headers.titled().fieldNames()).toIterable().containsExactly(titled);
        assertThat(headers.lowered().fieldNames()).toIterable().containsExactly(titled.toLowerCase(Locale.ROOT));
        assertThat(headers.titled().path(titled).textValue()).isEqualTo("v");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Auth-Token",
                "x-auth-token",
                "X_Auth_Token",
                "ST2-API-KEY",
                "Cookie",
                "St2-Trace-Tag",
                "authorization",
                "Proxy-Authorization",
                "X-Gitlab-Token"
            })
    void credentialsAreTakenOut(String sent) {
        var headers = PayloadHeaders.of(
                List.of(Map.entry(sent, "secret"), Map.entry("X_Signature", "s"), Map.entry("Host", "h")),
                Set.of("x-signature"));

        assertThat(headers.titled().fieldNames()).toIterable().containsExactly("Host");
        assertThat(headers.lowered().fieldNames()).toIterable().containsExactly("host");
    }

    /** However a name is spelled, rules see it in the two spellings that they are written against, with its value. */
    @Test
    void anySpellingBecomesTheTwoThatRulesKnow() {
        long seed = new Random().nextLong();
        Random chance = new Random(seed);
        String alphabet = "abcXYZ019-_!.";

        for (int i = 0; i < 5_000; i++) {
            StringBuilder name = new StringBuilder("z");
            for (int length = chance.nextInt(20); length > 0; length--) {
                name.append(alphabet.charAt(chance.nextInt(alphabet.length())));
            }
            String lower = name.toString().toLowerCase(Locale.ROOT).replace('_', '-');
            String title = LETTERS.matcher(lower)
                    .replaceAll(run -> run.group().substring(0, 1).toUpperCase(Locale.ROOT)
                            + run.group().substring(1));

            var headers = PayloadHeaders.of(List.of(Map.entry(name.toString(), "v")), Set.of());

            assertThat(headers.lowered().toString()).as("seed %d", seed).isEqualTo("{\"" + lower + "\":\"v\"}");
            assertThat(headers.titled().toString()).as("seed %d", seed).isEqualTo("{\"" + title + "\":\"v\"}");
        }
    }

    @Test
    void valuesOfOneNameAreJoined() {
        var headers = PayloadHeaders.of(
                List.of(Map.entry("X-A", "1"), Map.entry("x-b", "2"), Map.entry("x-a", "3"), Map.entry("X_A", "4")),
                Set.of());

        assertThat(headers.titled().toString()).isEqualTo("{\"X-A\":\"1,3,4\",\"X-B\":\"2\"}");
        assertThat(headers.lowered().toString()).isEqualTo("{\"x-a\":\"1,3,4\",\"x-b\":\"2\"}");
    }
}
