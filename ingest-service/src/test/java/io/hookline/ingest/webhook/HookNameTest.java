package io.hookline.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookNameTest {
    private static final String ID = "0123456789abcdef01234567";

    @ParameterizedTest
    @CsvSource({
        "sample,sample",
        "/sample,sample",
        "sample/,sample",
        "//sample//,sample",
        "github/push,github/push",
        "/a//b/,a//b",
        "Sample,Sample",
        "'a b','a b'"
    })
    void outerSlashesAreNoPartOfAName(String url, String name) {
        assertThat(HookName.of(Samples.hook(ID, url))).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "///", "st2", "/st2/"})
    void someNamesCanNotBeReached(String url) {
        assertThat(HookName.of(Samples.hook(ID, url))).isEmpty();
    }

    @Test
    void onlyTriggersOfWebhooksHaveOne() {
        assertThat(HookName.of(Samples.trigger(ID, "core.x", "core.other", "{'url': 'sample'}")))
                .isEmpty();
        assertThat(HookName.of(Samples.trigger(ID, "core.x", "core.st2.webhook", "{'url': 5}")))
                .isEmpty();
        assertThat(HookName.of(Samples.trigger(ID, "core.x", "core.st2.webhook", "{}")))
                .isEmpty();
    }

    /** However a name is written in a path, and with whatever slashes around it in a rule, it is the same hook. */
    @Test
    void everySpellingOfANameIsThatName() {
        long seed = new Random().nextLong();
        Random chance = new Random(seed);
        String[] starts = {"/v1/webhooks/", "/api/v1/webhooks/", "/webhooks/", "/api/webhooks/"};

        for (int i = 0; i < 5_000; i++) {
            String name = "n" + text(chance) + "m";
            String path =
                    starts[chance.nextInt(starts.length)] + written(name, chance) + (chance.nextBoolean() ? "/" : "");
            String url = "/".repeat(chance.nextInt(3)) + name + "/".repeat(chance.nextInt(3));

            assertThat(HookName.inPath(path)).as("seed %d: %s", seed, path).isEqualTo(name);
            assertThat(HookName.of(Samples.hook(ID, url)))
                    .as("seed %d: %s", seed, url)
                    .containsExactly(name);
        }
    }

    private static String text(Random chance) {
        String alphabet = "aB1-_.~/+ ;=%?#ž日";
        StringBuilder text = new StringBuilder();
        for (int length = chance.nextInt(15); length > 0; length--) {
            text.append(alphabet.charAt(chance.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** Percent-encoded where it must be, and here and there where it need not. */
    private static String written(String name, Random chance) {
        StringBuilder path = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b > 0 && "aB1-_.~/+;=nm".indexOf(b) >= 0;
            path.append(plain && chance.nextInt(4) > 0 ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xFF));
        }
        return path.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/webhooks/sample,sample",
        "/v1/webhooks/sample/,sample",
        "/v1/webhooks/sample//,sample/",
        "/v1/webhooks//sample,/sample",
        "/api/v1/webhooks/github/push,github/push",
        "/webhooks/webhooks/x,webhooks/x",
        "/v1/webhooks/a%2Fb+c%20d;e=f,a/b+c d;e=f",
        "/v1/webhooks/%C5%BE,ž"
    })
    void aRequestsPathNamesAHook(String path, String name) {
        assertThat(HookName.inPath(path)).isEqualTo(name);
    }
}
