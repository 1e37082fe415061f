package io.hookline.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

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
