package io.hookline.ingest.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedSecretTest {
    @Test
    void defaultsAreFilledIn() {
        var wanted = wanted("{'hook': '/github/push/', 'scheme': 'github'}");

        assertThat(wanted.hook()).isEqualTo("github/push");
        assertThat(wanted.kind()).isEqualTo(Kind.GITHUB);
        assertThat(wanted.secrets()).isEmpty();
        assertThat(wanted.tolerance()).isEqualTo(300);
        assertThat(wanted.header()).isNull();
    }

    @Test
    void settingsOfAnOrdinaryHashHaveDefaultsToo() {
        var wanted = wanted("{'hook': 'h', 'scheme': 'hmac', 'header': 'X-Sig'}");

        assertThat(wanted.algorithm()).isEqualTo("sha256");
        assertThat(wanted.encoding()).isEqualTo("hex");
        assertThat(wanted.prefix()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'scheme': 'github'}                                               | 'hook' is a required property
            {'hook': 'h'}                                                      | 'scheme' is a required property
            {'hook': 'h', 'scheme': 'md5'}                                     | 'md5' is not one of ['github', 'gitlab', 'stripe', 'slack', 'standard-webhooks', 'hmac']
            {'hook': '//', 'scheme': 'github'}                                 | 'hook' is the name of a hook, and is not empty
            {'hook': '/st2/', 'scheme': 'github'}                              | The generic hook st2 takes no signatures
            {'hook': 'h', 'scheme': 'github', 'secrets': ['short']}            | 'secrets': a secret has 16 to 512 characters
            {'hook': 'h', 'scheme': 'gitlab', 'secrets': ['with blanks, sixteen']} | 'secrets': a token is of printable ASCII characters, as it is sent in a header
            {'hook': 'h', 'scheme': 'github', 'secrets': [5]}                  | 5 is not of type 'string'
            {'hook': 'h', 'scheme': 'github', 'tolerance': 0}                  | 0 is less than the minimum of 1
            {'hook': 'h', 'scheme': 'github', 'header': 'X'}                   | 'header' is a setting of scheme 'hmac' only
            {'hook': 'h', 'scheme': 'hmac'}                                    | 'header' is a required property
            {'hook': 'h', 'scheme': 'hmac', 'header': 'a b'}                   | 'header' is the name of a header that holds no credentials
            {'hook': 'h', 'scheme': 'hmac', 'header': 'st2-api-KEY'}           | 'header' is the name of a header that holds no credentials
            {'hook': 'h', 'scheme': 'hmac', 'header': 'X', 'algorithm': 'md5'} | 'md5' is not one of ['sha1', 'sha256', 'sha512']
            {'hook': 'h', 'scheme': 'standard-webhooks', 'secrets': ['whsk_abc']} | 'secrets': whsk_… is the sender's own key; its public key whpk_… belongs here
            {'hook': 'h', 'scheme': 'standard-webhooks', 'secrets': ['whsec_?']} | 'secrets': a secret is whsec_<base64>, or a public key whpk_<base64>
            {'hook': 'h', 'scheme': 'standard-webhooks', 'secrets': ['whpk_AAAA']} | 'secrets': a public key of ed25519 has 32 bytes
            {'hook': 'h', 'scheme': 'standard-webhooks', 'secrets': ['whsec_AAAA']} | 'secrets': a secret has 24 to 64 bytes
            {'hook': 'h', 'scheme': 'github', 'key': 'x'}                      | Additional properties are not allowed ('key' was unexpected)
            """)
    void whatIsWrongIsSaid(String body, String fault) {
        assertThatThrownBy(() -> wanted(body)).hasMessage(fault);
    }

    @Test
    void thereAreOneOrTwoSecrets() {
        assertThatThrownBy(() -> wanted("{'hook': 'h', 'scheme': 'github', 'secrets': []}"))
                .isInstanceOf(jakarta.ws.rs.BadRequestException.class);
        assertThatThrownBy(() ->
                        wanted("{'hook': 'h', 'scheme': 'github', 'secrets': ['********', '********', '********']}"))
                .isInstanceOf(jakarta.ws.rs.BadRequestException.class);
    }

    private static WantedSecret wanted(String json) {
        return WantedSecret.of((ObjectNode) Json.stored(json.replace('\'', '"')));
    }
}
