package io.hookline.ingest.signature;

import com.fasterxml.jackson.databind.node.TextNode;
import io.hookline.common.model.WebhookSecret;
import io.hookline.common.secret.SecretBox;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Views;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which hooks demand a signature, and whether a request bears one: read from the topic of webhook secrets, in memory. A secret is opened
 * for the one request at a time that needs it.
 */
@Singleton
public final class Signatures {
    private static final Demand NONE = new Demand.None();

    private final TopicView<WebhookSecret> secrets;
    private final TopicView.Index<WebhookSecret> byHook;
    private final SecretBox box;
    private final Clock clock;

    Signatures(Views views, SecretBox box, Clock clock) {
        this.secrets = views.webhookSecrets();
        this.byHook = secrets.indexedBy(secret -> Stream.of(secret.hook()));
        this.box = box;
        this.clock = clock;
    }

    void readEarly(@Observes StartupEvent start) {
        // Asked for at the start, so that the process is ready only when it knows which hooks demand a signature.
    }

    public boolean areDemandedAt(String hook) {
        return !byHook.get(hook).isEmpty();
    }

    public Demand at(String hook, Headers headers) {
        List<WebhookSecret> found = byHook.get(hook);
        if (found.isEmpty()) {
            return NONE;
        }
        WebhookSecret secret = found.getFirst();
        Kind kind = Kind.of(secret);
        Scheme scheme = Kind.scheme(secret);
        return switch (scheme.claim(headers)) {
            case Claim.Missing(var header) -> new Demand.Refused(SignatureRefusal.missing(kind, header));
            case Claim.Malformed(var header, var form) ->
                new Demand.Refused(SignatureRefusal.malformed(kind, header, form));
            case Claim.Signed signed -> new Demand.Check(kind, scheme, secret, signed);
        };
    }

    /**
     * @param body as it was received, byte for byte
     * @return empty: the request comes from where it says
     */
    public Optional<SignatureRefusal> refusal(Demand.Check demanded, byte[] body) {
        Kind kind = demanded.kind();
        return switch (check(demanded).verdict(demanded.claim(), body, clock.instant())) {
            case Verdict.Genuine() -> Optional.empty();
            case Verdict.NoSecretMatches() ->
                Optional.of(SignatureRefusal.noMatch(kind, demanded.scheme().header()));
            case Verdict.TooOld(var by) -> Optional.of(SignatureRefusal.tooOld(kind, by));
            case Verdict.TooEarly(var by) -> Optional.of(SignatureRefusal.tooEarly(kind, by));
        };
    }

    /** A miss is believed only after this. */
    public Uni<Void> caughtUp() {
        return secrets.caughtUp();
    }

    private SignatureCheck check(Demand.Check demanded) {
        List<String> opened = demanded.secret().secrets().stream()
                .map(secret -> box.open(TextNode.valueOf(secret)).textValue())
                .toList();
        return new SignatureCheck(
                demanded.scheme(), opened, Duration.ofSeconds(demanded.secret().tolerance()));
    }
}
