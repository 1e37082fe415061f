package io.hookline.standalone.abuse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON that is made to hurt its reader. */
class HostileJsonTest extends AbuseCase {
    private static final int AT_ONCE = 16;

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void isRefusedInTheDocumentedShape(String what, byte[] body, int status) {
        assertFault(
                post(body),
                status,
                status == 413 ? "The request's body is larger than" : "Failed to parse request body: ");
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments("lists in lists", "[".repeat(100_000).getBytes(UTF_8), 400),
                arguments("objects in objects", "{\"a\":".repeat(100_000).getBytes(UTF_8), 400),
                arguments("both, and all closed", ("[".repeat(100_000) + "]".repeat(100_000)).getBytes(UTF_8), 400),
                arguments("a number of ten megabytes", ("{\"n\":" + "9".repeat(10_000_000) + "}").getBytes(UTF_8), 413),
                arguments("a number of one megabyte", ("{\"n\":" + "9".repeat(1_000_000) + "}").getBytes(UTF_8), 400),
                arguments(
                        "a fraction of one megabyte", ("{\"n\":0." + "9".repeat(1_000_000) + "}").getBytes(UTF_8), 400),
                arguments("a number out of range", "{\"n\":1e400}".getBytes(UTF_8), 400),
                arguments("an exponent of many digits", "{\"n\":1e99999999999}".getBytes(UTF_8), 400),
                arguments("a million keys", keys(1_000_000), 413),
                arguments("as many keys as fit", keys(400_000), 400),
                arguments("as many values as fit", ("[" + "1,".repeat(2_400_000) + "1]").getBytes(UTF_8), 400),
                arguments("a name of a megabyte", ("{\"" + "k".repeat(1_000_000) + "\":1}").getBytes(UTF_8), 400),
                arguments("half a surrogate pair", "{\"a\":\"\\ud800\"}".getBytes(UTF_8), 400),
                arguments("half a pair in a name", "{\"\\udc00\":1}".getBytes(UTF_8), 400),
                arguments("half a pair as bytes", new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}, 400),
                arguments("bytes that are no UTF-8", "{\"a\":\"\u00e9\"}".getBytes(ISO_8859_1), 400),
                arguments("an overlong character", new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'}, 400),
                arguments("a byte order mark", "\uFEFF{}".getBytes(UTF_8), 400),
                arguments("another encoding", "{\"a\":1}".getBytes(UTF_16LE), 400),
                arguments("NaN", "{\"n\":NaN}".getBytes(UTF_8), 400),
                arguments("Infinity", "{\"n\":-Infinity}".getBytes(UTF_8), 400),
                arguments("a comment", "{/* */}".getBytes(UTF_8), 400),
                arguments("single quotes", "{'a': 1}".getBytes(UTF_8), 400),
                arguments("a comma too many", "{\"a\":1,}".getBytes(UTF_8), 400),
                arguments("a zero before a number", "{\"a\":01}".getBytes(UTF_8), 400),
                arguments("a control character", "{\"a\":\"\u0000\"}".getBytes(UTF_8), 400),
                arguments("more behind the value", "{} {}".getBytes(UTF_8), 400),
                arguments("half a value", "{\"a\":".getBytes(UTF_8), 400));
    }

    @Test
    void theLastOfEqualKeysWins() {
        var answer = client.post(hook, "{\"a\": 1, \"a\": 2}").expecting(202);

        assertThat(answer.text()).isEqualTo("{\"a\":2}");
    }

    @Test
    void manyAtOnceLeaveMemoryForOthers() {
        byte[] body = Arrays.copyOf(keys(400_000), 4_900_000);

        List<CompletableFuture<?>> answers = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> client.sendAsync("POST", hook, BodyPublishers.ofByteArray(body))
                        .thenAccept(answer -> assertThat(answer.status()).isIn(400, 503)))
                .collect(Collectors.toList());

        client.post(hook, "{}").expecting(202);
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
    }

    private static byte[] keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"" + Integer.toString(i, 36) + "\":0")
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(UTF_8);
    }
}
