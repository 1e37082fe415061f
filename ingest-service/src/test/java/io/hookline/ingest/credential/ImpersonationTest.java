package io.hookline.ingest.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImpersonationTest {
    private static final String ORDINARY = "Current user is not a service and cannot request impersonated tokens";

    private final Impersonation impersonation = new Impersonation(
            Set.of("bot"),
            Map.of("chat", Map.of("ann", "annie", "bob", "bobby", "rob", "bobby"), "irc", Map.of("ann", "a")));

    @ParameterizedTest
    @CsvSource({
        "bot, , , , bot",
        "bot, , , chat, bot",
        "eve, , , , eve",
        "bot, ann, , , ann",
        "bot, ann, bobby, chat, ann",
        "bot, , annie, chat, ann",
        "bot, , a, irc, ann"
    })
    void aTokenIsTheCallersOrWhomAServiceUserNames(
            String caller, String user, String nickname, String origin, String whose) {
        assertThat(asked(caller, user, nickname, origin)).isEqualTo(new Impersonation.Outcome.For(whose));
    }

    @ParameterizedTest
    @CsvSource({
        "eve, ann, , , " + ORDINARY,
        "eve, eve, , , " + ORDINARY,
        "eve, , annie, chat, " + ORDINARY,
        "eve, , annie, , " + ORDINARY,
        "bot, zoe, , , Could not locate user zoe",
        "bot, '', , , 'Could not locate user '",
        "bot, , annie, , Nickname origin is not provided for nickname 'annie'",
        "bot, , annie, '', Nickname origin is not provided for nickname 'annie'",
        "bot, , zoe, chat, Could not locate user zoe@chat",
        "bot, , annie, irc, Could not locate user annie@irc",
        "bot, , annie, mars, Could not locate user annie@mars",
        "bot, , bobby, chat, bobby@chat matched more than one username"
    })
    void whatCannotBeIsSaid(String caller, String user, String nickname, String origin, String fault) {
        assertThat(asked(caller, user, nickname, origin)).isEqualTo(new Impersonation.Outcome.Refused(fault));
    }

    private Impersonation.Outcome asked(String caller, String user, String nickname, String origin) {
        var request = new TokenRequest(
                Optional.empty(),
                Optional.ofNullable(user),
                Optional.ofNullable(nickname),
                Optional.ofNullable(origin));
        return impersonation.of(caller, request, Set.of("ann", "bob", "bot")::contains);
    }
}
