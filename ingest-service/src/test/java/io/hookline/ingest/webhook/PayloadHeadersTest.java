package io.hookline.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadHeadersTest {
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
        var headers = PayloadHeaders.of(List.of(Map.entry(sent, "v")));

        assertThat(headers.titled().fieldNames()).toIterable().containsExactly(titled);
        assertThat(headers.lowered().fieldNames())
                .toIterable()
                .containsExactly(titled.toLowerCase(java.util.Locale.ROOT));
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
                "authorization"
            })
    void credentialsAreTakenOut(String sent) {
        var headers = PayloadHeaders.of(List.of(Map.entry(sent, "secret"), Map.entry("Host", "h")));

        assertThat(headers.titled().fieldNames()).toIterable().containsExactly("Host");
        assertThat(headers.lowered().fieldNames()).toIterable().containsExactly("host");
    }

    @Test
    void valuesOfOneNameAreJoined() {
        var headers = PayloadHeaders.of(
                List.of(Map.entry("X-A", "1"), Map.entry("x-b", "2"), Map.entry("x-a", "3"), Map.entry("X_A", "4")));

        assertThat(headers.titled().toString()).isEqualTo("{\"X-A\":\"1,3,4\",\"X-B\":\"2\"}");
        assertThat(headers.lowered().toString()).isEqualTo("{\"x-a\":\"1,3,4\",\"x-b\":\"2\"}");
    }
}
