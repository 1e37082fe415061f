package io.hookline.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.ingest.webhook.BodyReader.Outcome.Read;
import io.hookline.ingest.webhook.BodyReader.Outcome.Refused;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=utf-8",
                "application/json ; charset=utf-8",
                "Application/JSON",
                "application/vnd.x+json",
                "application/cloudevents+json; v=1",
                "text/plain",
                " application/json "
            })
    void jsonIsReadUnderItsManyNames(String contentType) {
        assertThat(read(contentType, "{\"t\": \"žluťoučký 日本 😀\"}")).isEqualTo("{\"t\":\"žluťoučký 日本 😀\"}");
    }

    @Test
    void aBodyWithoutAContentTypeIsJson() {
        assertThat(read(null, "[1, {\"a\": null}]")).isEqualTo("[1,{\"a\":null}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded", "text/plain"})
    void anEmptyBodyIsAnEmptyObject(String contentType) {
        assertThat(read(contentType, "")).isEqualTo("{}");
    }

    @Test
    void theLastOfEqualKeysWins() {
        assertThat(read("application/json", "{\"a\": 1, \"b\": 2, \"a\": 3}")).isEqualTo("{\"a\":3,\"b\":2}");
    }

    @Test
    void oddKeysAndLargeIntegersStayAsTheyAre() {
        String json = "{\"\":1,\"a.b\":2,\"$c\":3,\"d-e\":123456789012345678901234567890}";

        assertThat(read("application/json", json)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": ",
                "{} {}",
                "{\"a\": NaN}",
                "{\"a\": Infinity}",
                "{\"a\": 1e999}",
                "{\"a\": -1e999}",
                "{'a': 1}",
                "{a: 1}",
                "[1,]",
                "[01]",
                "// no\n{}",
                "{\"a\": \"\u0001\"}",
                " \n ",
                "{\"a\": \"\\ud800\"}",
                "text"
            })
    void whatIsNoStrictJsonIsRefused(String body) {
        assertThat(fault("application/json", body)).startsWith("Failed to parse request body: ");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] latin = "{\"a\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(BodyReader.read("application/json", latin)).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
    void onlyUtf8IsRead(String charset) {
        byte[] other = "{\"a\": 1}".getBytes(Charset.forName(charset));

        assertThat(BodyReader.read("application/json; charset=" + charset, other))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aByteOrderMarkIsNoPartOfJson() {
        assertThat(fault("application/json", "\uFEFF{}")).startsWith("Failed to parse request body: ");
    }

    @Test
    void charactersOfTooManyBytesAreRefused() {
        byte[] overlong = {'[', '"', (byte) 0xC0, (byte) 0xAF, '"', ']'};

        assertThat(BodyReader.read("application/json", overlong))
                .isEqualTo(new Refused("Failed to parse request body: the body is not plain UTF-8"));
        assertThat(BodyReader.read("application/json", "[\"\uFFFD\"]".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Read.class);
    }

    @Test
    void tokensAreBounded() {
        assertThat(fault("application/json", "[" + "1,".repeat(500_000) + "1]"))
                .startsWith("Failed to parse request body: ");
    }

    @Test
    void depthIsBounded() {
        String deep = "[".repeat(100_000);

        assertThat(fault("application/json", deep))
                .startsWith("Failed to parse request body: ")
                .hasSizeLessThan(400);
    }

    @Test
    void theLengthOfNumbersIsBounded() {
        String number = "9".repeat(1_000_000);

        assertThat(fault("application/json", "[" + number + "]"))
                .startsWith("Failed to parse request body: ")
                .hasSizeLessThan(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a=1&a=2&b=x+y             | {'a':['1','2'],'b':['x y']}",
                "a=&b&c=3&&=4              | {'c':['3'],'':['4']}",
                "a%20b=%C3%A9&d=100%&e=%zz | {'a b':['é'],'d':['100%'],'e':['%zz']}",
                "a=1=2&b=%26%3D%2B         | {'a':['1=2'],'b':['&=+']}",
                "a=%ff                     | {'a':['\uFFFD']}",
                "payload=%7B%22x%22%3A1%7D | {'payload':['{\\\"x\\\":1}']}",
                "a=ž                       | {'a':['ž']}"
            })
    void everyFieldOfAFormBecomesAListAndBlankOnesVanish(String form, String expected) {
        assertThat(read("application/x-www-form-urlencoded; charset=utf-8", form))
                .isEqualTo(expected.replace('\'', '"'));
    }

    @Test
    void theNumberOfFieldsIsBounded() {
        assertThat(fault("application/x-www-form-urlencoded", "a=1&".repeat(10_001)))
                .isEqualTo("Failed to parse request body: more than 10000 fields");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/xml                        | text/xml",
                "''                              | ''",
                "; charset=utf-8                 | ''",
                "json                            | json"
            })
    void anotherMediaTypeIsNamed(String contentType, String named) {
        assertThat(fault(contentType, "<a/>"))
                .isEqualTo("Failed to parse request body: Unsupported Content-Type: \"" + named + "\"");
    }

    /** Whatever pairs a sender encodes, the same are read. */
    @Test
    void whatIsWrittenAsAFormIsRead() {
        long seed = new Random().nextLong();
        Random chance = new Random(seed);

        for (int i = 0; i < 2_000; i++) {
            ObjectNode wanted = Json.object();
            StringBuilder form = new StringBuilder();
            for (int fields = chance.nextInt(6); fields > 0; fields--) {
                String name = text(chance, 3);
                String value = text(chance, 12);
                form.append(form.isEmpty() ? "" : "&")
                        .append(encoded(name))
                        .append('=')
                        .append(encoded(value));
                if (!value.isEmpty()) {
                    ((ArrayNode) (wanted.has(name) ? wanted.get(name) : wanted.putArray(name))).add(value);
                }
            }

            assertThat(BodyReader.read(
                            "application/x-www-form-urlencoded", form.toString().getBytes(StandardCharsets.UTF_8)))
                    .as("seed %d: %s", seed, form)
                    .isEqualTo(new Read(wanted));
        }
    }

    /** Whatever bytes come, they are read or refused. */
    @Test
    void noBytesDoHarm() {
        long seed = new Random().nextLong();
        Random chance = new Random(seed);
        byte[] alphabet = "{}[]\":,0123456789eE+-.truefalsn\\u \u0000&=%".getBytes(StandardCharsets.UTF_8);
        String[] types = {
            "application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=0"
        };

        for (int i = 0; i < 20_000; i++) {
            byte[] body = new byte[chance.nextInt(40)];
            for (int at = 0; at < body.length; at++) {
                body[at] =
                        chance.nextInt(20) == 0 ? (byte) chance.nextInt() : alphabet[chance.nextInt(alphabet.length)];
            }
            String type = types[chance.nextInt(types.length)];

            switch (BodyReader.read(type, body)) {
                case Read(var value) -> assertThat(Json.bytes(value)).isNotEmpty();
                case Refused(var fault) ->
                    assertThat(fault).as("seed %d", seed).startsWith("Failed to parse request body: ");
            }
        }
    }

    private static String text(Random chance, int most) {
        String alphabet = "ab=&+% ;ž日";
        StringBuilder text = new StringBuilder();
        for (int length = chance.nextInt(most + 1); length > 0; length--) {
            text.append(alphabet.charAt(chance.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String read(String contentType, String body) {
        return switch (BodyReader.read(contentType, body.getBytes(StandardCharsets.UTF_8))) {
            case Read(var value) -> Json.text(value);
            case Refused(var fault) -> throw new AssertionError(fault);
        };
    }

    private static String fault(String contentType, String body) {
        return switch (BodyReader.read(contentType, body.getBytes(StandardCharsets.UTF_8))) {
            case Read(var value) -> throw new AssertionError(value);
            case Refused(var fault) -> fault;
        };
    }
}
