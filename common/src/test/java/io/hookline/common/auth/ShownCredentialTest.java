package io.hookline.common.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.auth.Caller.Kind;
import io.hookline.common.auth.Caller.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShownCredentialTest {
    /** The table of the specification (auth, 2), and whether the answer gives the token back as a cookie. */
    private static final List<ShownCredential> PLACES = List.of(
            new ShownCredential(Kind.TOKEN, Location.HEADER, "in header", true),
            new ShownCredential(Kind.API_KEY, Location.HEADER, "key in header", false),
            new ShownCredential(Kind.TOKEN, Location.QUERY, "in query", true),
            new ShownCredential(Kind.API_KEY, Location.QUERY, "key in query", false),
            new ShownCredential(Kind.TOKEN, Location.HEADER, "in cookie", false));

    /** Each place holds nothing, an empty text or something: all 243 requests that there can be. */
    @ParameterizedTest
    @MethodSource("requests")
    void theFirstPlaceThatHoldsAnythingDecides(List<Optional<String>> request) {
        Optional<ShownCredential> shown = ShownCredential.first(
                request.get(0).orElse(null),
                request.get(1).orElse(null),
                request.get(2).orElse(null),
                request.get(3).orElse(null),
                request.get(4).orElse(null));

        Optional<ShownCredential> expected = IntStream.range(0, PLACES.size())
                .filter(place ->
                        request.get(place).filter(text -> !text.isEmpty()).isPresent())
                .mapToObj(PLACES::get)
                .findFirst();
        assertThat(shown).isEqualTo(expected);
    }

    @Test
    void theSecretIsNotPrinted() {
        assertThat(PLACES.toString()).doesNotContain("in cookie").contains("API_KEY in QUERY");
    }

    private static Stream<List<Optional<String>>> requests() {
        Stream<List<Optional<String>>> requests = Stream.of(List.of());
        for (ShownCredential place : PLACES) {
            requests = requests.flatMap(request -> Stream.of(
                            Optional.<String>empty(), Optional.of(""), Optional.of(place.secret()))
                    .map(held -> {
                        List<Optional<String>> more = new ArrayList<>(request);
                        more.add(held);
                        return more;
                    }));
        }
        return requests;
    }
}
