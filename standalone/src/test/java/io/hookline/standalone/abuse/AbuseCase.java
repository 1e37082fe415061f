package io.hookline.standalone.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.standalone.Answer;
import io.hookline.standalone.HooklineClient;
import io.hookline.standalone.RunningHookline;
import io.hookline.standalone.SampleRule;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A hook on the shared Hookline; whatever a test does to it, good requests must go on working and no memory must stay behind. */
abstract class AbuseCase {
    static final RunningHookline HOOKLINE = RunningHookline.shared();

    private static final String NAME = "abuse-" + UUID.randomUUID();
    private static boolean made;

    final String hook = "/v1/webhooks/" + NAME;
    final HooklineClient client = HOOKLINE.client();

    @BeforeEach
    void makeTheHook() {
        synchronized (AbuseCase.class) {
            if (!made) {
                client.post(
                                "/v1/rules",
                                SampleRule.onHook(NAME, NAME).runs("core.noop").toString())
                        .expecting(201);
                made = true;
            }
        }
    }

    @AfterEach
    void goodRequestsGoOnWorking() {
        client.post(hook, "{\"good\": true}").expecting(202);
        assertThat(HOOKLINE.process().isAlive()).isTrue();
    }

    Answer post(byte[] body) {
        return client.send("POST", hook, BodyPublishers.ofByteArray(body));
    }

    Answer postForm(String body) {
        return client.with("Content-Type", "application/x-www-form-urlencoded").post(hook, body);
    }

    /** The headers every raw request to the hook begins with; the caller ends them with an empty line. */
    String rawPost(String path) {
        return "POST " + path + " HTTP/1.1\nHost: 127.0.0.1\nSt2-Api-Key: " + HOOKLINE.apiKey()
                + "\nContent-Type: application/json\n";
    }

    static void assertFault(Answer answer, int status, String start) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().path("faultstring").asText()).startsWith(start);
    }
}
