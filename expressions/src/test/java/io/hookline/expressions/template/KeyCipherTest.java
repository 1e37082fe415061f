package io.hookline.expressions.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCipherTest {
    private final KeyCipher cipher = KeyCipher.of(KeyCipher.freshKeyFile());

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "0123456789abcdef", "čaj 🍵\n"})
    void whatIsEncryptedIsReadAgain(String text) {
        String cipherText = cipher.encrypt(text);

        assertThat(cipherText).matches("3030303030[0-9A-F]+");
        assertThat(cipher.encrypt(text)).isNotEqualTo(cipherText);
        assertThat(cipher.decrypt(cipherText)).contains(text);
    }

    @Test
    void aChangedBitIsSeen() {
        String cipherText = cipher.encrypt("text");

        for (int at = 0; at < cipherText.length(); at++) {
            char other = cipherText.charAt(at) == '0' ? '1' : '0';
            String changed = cipherText.substring(0, at) + other + cipherText.substring(at + 1);
            assertThat(cipher.decrypt(changed)).as("digit %d", at).isEmpty();
        }
    }

    @Test
    void anotherKeyReadsNothing() {
        assertThat(KeyCipher.of(KeyCipher.freshKeyFile()).decrypt(cipher.encrypt("text")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                                        | it is no JSON",
                "{}                                                                       | aesKeyString is missing",
                "{\"aesKeyString\": \"*\"}                                                | aesKeyString is no web-safe base64",
                "{\"aesKeyString\": \"AAAA\"}                                             | hmacKey.hmacKeyString is missing",
                "{\"aesKeyString\": \"AAAA\", \"hmacKey\": {\"hmacKeyString\": \"AAAA\"}} | aesKeyString must be 16, 24 or 32 bytes"
            })
    void whatIsNoKeyFileIsRefused(String keyFile, String reason) {
        assertThatThrownBy(() -> KeyCipher.of(keyFile))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }
}
