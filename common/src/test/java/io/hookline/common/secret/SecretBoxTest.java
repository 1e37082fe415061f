package io.hookline.common.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import io.hookline.common.json.Json;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {
    private final SecretBox box = new SecretBox(key(1));

    @ParameterizedTest
    @ValueSource(strings = {"\"s3cret\"", "\"\"", "5", "null", "[\"a\", {\"b\": 1.5}]", "\"ü\\u0000\""})
    void whatIsSealedCanBeOpenedAndReadNowhere(String json) {
        var value = Json.stored(json);

        var sealed = box.seal(value);

        assertThat(box.open(sealed)).isEqualTo(value);
        assertThat(sealed.textValue()).doesNotContain("s3cret");
    }

    @Test
    void theSameSecretIsSealedToAnotherTextEachTime() {
        var value = TextNode.valueOf("s3cret");

        assertThat(box.seal(value)).isNotEqualTo(box.seal(value));
    }

    @Test
    void whatIsNotSealedComesBackAsItIs() {
        assertThat(box.open(TextNode.valueOf("plain"))).isEqualTo(TextNode.valueOf("plain"));
    }

    @Test
    void anotherKeyOrAChangedTextIsRefused() {
        var sealed = box.seal(TextNode.valueOf("s3cret"));

        assertThatThrownBy(() -> new SecretBox(key(2)).open(sealed)).isInstanceOf(SecretUnreadable.class);
        assertThatThrownBy(() -> box.open(TextNode.valueOf(sealed.textValue().replaceFirst("...$", "AAA"))))
                .isInstanceOf(SecretUnreadable.class);
        assertThatThrownBy(() -> box.open(TextNode.valueOf("hookline-sealed:1:no base64")))
                .isInstanceOf(SecretUnreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "bm90IDMyIGJ5dGVz"})
    void aKeyOfAnotherLengthIsRefusedWithoutRepeatingIt(String key) {
        assertThatThrownBy(() -> new SecretBox(key)).hasMessage("HOOKLINE_SECRET_KEY must be 32 bytes in base64.");
    }

    private static String key(int seed) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        return Base64.getEncoder().encodeToString(bytes);
    }
}
