package io.hookline.common.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.json.Json;
import io.hookline.common.model.Credential;
import io.hookline.common.model.Ids;
import io.hookline.common.model.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicViewTest {
    private static final int LOOKS = 20;

    private final Publisher publisher = Broker.publisher();
    private final TopicView<Credential> view = new TopicView<>(
            Topics.CREDENTIALS, Credential.class, Broker.clients().viewConsumer());

    @AfterEach
    void close() {
        view.close();
        publisher.close();
    }

    @Test
    void whatWasPublishedIsKnownAfterCatchingUp() {
        Token token = token("ann");

        publish(token, 1);
        view.awaitCaughtUp();

        assertThat(view.get(token.id())).contains(token);
    }

    @Test
    void whoeverWaitsForAVersionSeesIt() {
        Token token = token("ann");
        Token renamed = new Token(token.id(), "eve", token.tokenHash(), token.expiry(), token.metadata());

        publish(token, 1);
        publish(renamed, 2);
        view.awaitApplied(token.id(), 2);

        assertThat(view.get(token.id())).contains(renamed);
    }

    @Test
    void anOlderVersionChangesNothing() {
        Token token = token("ann");
        Token older = new Token(token.id(), "eve", token.tokenHash(), token.expiry(), token.metadata());

        publish(token, 7);
        publish(older, 6);
        view.awaitCaughtUp();

        assertThat(view.get(token.id())).contains(token);
    }

    @Test
    void aDeletedFactDoesNotComeBackByAnOlderVersion() {
        Token token = token("ann");

        publish(token, 1);
        send(token.id(), null, 2);
        publish(token, 1);
        view.awaitApplied(token.id(), 2);
        view.awaitCaughtUp();

        assertThat(view.get(token.id())).isEmpty();
    }

    @Test
    void anIndexFollowsTheView() {
        var byUser = view.indexedBy(credential -> Stream.of(credential.user()));
        Token token = token("index-" + Ids.fresh(Instant.now()));

        publish(token, 1);
        view.awaitApplied(token.id(), 1);
        assertThat(byUser.get(token.user())).containsExactly(token);

        send(token.id(), null, 2);
        view.awaitApplied(token.id(), 2);
        assertThat(byUser.get(token.user())).isEmpty();
    }

    @Test
    void anUnreadableFactIsPassedOver() {
        Token token = token("ann");

        send("0123", "{\"neither\": \"token nor key\"}".getBytes(UTF_8), 1);
        publish(token, 1);
        view.awaitCaughtUp();

        assertThat(view.get(token.id())).contains(token);
    }

    @Test
    void catchingUpWithNothingNewCostsNoPause() {
        view.awaitCaughtUp();
        long start = System.nanoTime();

        for (int i = 0; i < LOOKS; i++) {
            view.awaitCaughtUp();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(LOOKS / 2));
    }

    private void publish(Token token, long version) {
        send(token.id(), Json.bytes(token), version);
    }

    private void send(String id, byte @Nullable [] value, long version) {
        publisher
                .send(Topics.CREDENTIALS, id, value, Map.of(TopicView.VERSION_HEADER, String.valueOf(version)))
                .toCompletableFuture()
                .join();
    }

    private static Token token(String user) {
        String id = Ids.fresh(Instant.now());
        return new Token(id, user, "hash-" + id, Instant.parse("2030-01-01T00:00:00.123456Z"), Json.object());
    }
}
