package io.hookline.action.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackRequestTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'url': 'https://ci.example/done'}",
                "{'url': 'http://10.0.0.1:8080/x?y=z', 'secret': 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz'}"
            })
    void theseAreFine(String callback) {
        assertThat(CallbackRequest.faultOf(json(callback))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'source': 'x'}                                    | callback.source
            {'secret': 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz'} | callback.url
            {'url': 5}                                         | callback.url
            {'url': ''}                                        | callback.url
            {'url': 'ftp://x/'}                                | callback.url
            {'url': 'file:///etc/passwd'}                      | callback.url
            {'url': 'https://user:password@x/'}                | callback.url
            {'url': 'https://x y/'}                            | callback.url
            {'url': 'https://x/', 'secret': 5}                 | callback.secret
            {'url': 'https://x/', 'secret': 'short'}           | callback.secret
            {'url': 'https://x/', 'secret': 'whsec_'}          | callback.secret
            {'url': 'https://x/', 'secret': 'whsec_!!!'}       | callback.secret
            {'url': 'https://x/', 'secret': 'whsec_c2hvcnQ='}  | callback.secret
            """)
    void theseAreRefusedByName(String callback, String field) {
        assertThat(CallbackRequest.faultOf(json(callback)))
                .hasValueSatisfying(fault -> assertThat(fault).contains(field).doesNotContain("password@"));
    }

    @Test
    void aLongAddressIsRefused() {
        ObjectNode callback = Json.object().put("url", "https://x/" + "y".repeat(2048));

        assertThat(CallbackRequest.faultOf(callback))
                .hasValueSatisfying(
                        fault -> assertThat(fault).isEqualTo("callback.url is longer than 2048 characters"));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.stored(text.replace('\'', '"'));
    }
}
