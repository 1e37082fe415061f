package io.hookline.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.ingest.webhook.BodyReader.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartFormTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data; boundary=b",
                "Multipart/Form-Data;boundary=\"b\"",
                "multipart/form-data ; charset=utf-8; boundary=b"
            })
    void everyFieldIsAListOfTexts(String contentType) {
        String body = part("a", "1") + part("b", "x+y & ž") + part("a", "2") + part("empty", "") + "--b--\r\n";

        assertThat(read(contentType, body)).isEqualTo("{\"a\":[\"1\",\"2\"],\"b\":[\"x+y & ž\"]}");
    }

    @Test
    void aFormMayBeEmpty() {
        assertThat(read("multipart/form-data; boundary=b", "--b--\r\n")).isEqualTo("{}");
        assertThat(read("multipart/form-data; boundary=b", "")).isEqualTo("{}");
    }

    @Test
    void filesAreRefused() {
        String file = "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.txt\"\r\n"
                + "Content-Type: text/plain\r\n\r\nx\r\n";

        assertThat(read("multipart/form-data; boundary=b", part("a", "1") + file + "--b--\r\n"))
                .isEqualTo("Failed to parse request body: a form may not hold files");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/form-data                | --b--\\r\\n",
                "multipart/form-data; boundary=     | --b--\\r\\n",
                "multipart/form-data; boundary=b    | --c\\r\\nContent-Disposition: form-data; name=\"a\"\\r\\n\\r\\n1\\r\\n--c--\\r\\n",
                "multipart/form-data; boundary=b    | --b\\r\\nContent-Disposition: form-data; name=\"a\"\\r\\n\\r\\n1",
                "multipart/form-data; boundary=b    | --b\\r\\nContent-Disposition: form-data\\r\\n\\r\\n1\\r\\n--b--\\r\\n",
                "multipart/form-data; boundary=b    | nothing of the kind"
            })
    void whatIsNoFormIsRefused(String contentType, String body) {
        assertThat(read(contentType, body.replace("\\r", "\r").replace("\\n", "\n")))
                .startsWith("Failed to parse request body: ");
    }

    @Test
    void theNumberOfFieldsIsBounded() {
        String many = part("a", "1").repeat(10_001) + "--b--\r\n";

        assertThat(read("multipart/form-data; boundary=b", many))
                .isEqualTo("Failed to parse request body: more than 10000 fields");
    }

    /** Whatever fields a sender writes, the same are read; and a body that is cut or changed anywhere is read or refused, never more. */
    @Test
    void whatIsWrittenIsRead() {
        long seed = new Random().nextLong();
        Random chance = new Random(seed);

        for (int i = 0; i < 500; i++) {
            ObjectNode wanted = Json.object();
            StringBuilder body = new StringBuilder();
            List<String> names = new ArrayList<>();
            for (int fields = chance.nextInt(6); fields > 0; fields--) {
                String name = "n" + chance.nextInt(4);
                String value = text(chance);
                body.append(part(name, value));
                names.add(name);
                if (!value.isEmpty()) {
                    wanted.withArray("/" + name).add(value);
                }
            }
            body.append("--b--\r\n");
            byte[] bytes = body.toString().getBytes(UTF_8);

            assertThat(BodyReader.read("multipart/form-data; boundary=b", bytes))
                    .as("seed %d: %s", seed, body)
                    .isEqualTo(new Outcome.Read(wanted));

            bytes[chance.nextInt(bytes.length)] = (byte) chance.nextInt();
            assertThat(BodyReader.read("multipart/form-data; boundary=b", bytes))
                    .as("seed %d", seed)
                    .isNotNull();
        }
    }

    private static String text(Random chance) {
        String alphabet = "ab=&+%20 \t;\"ž日";
        StringBuilder text = new StringBuilder();
        for (int length = chance.nextInt(20); length > 0; length--) {
            text.append(alphabet.charAt(chance.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static String part(String name, String value) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String read(String contentType, String body) {
        return switch (BodyReader.read(contentType, body.getBytes(UTF_8))) {
            case Outcome.Read(var value) -> value.toString();
            case Outcome.Refused(var fault) -> fault;
        };
    }
}
