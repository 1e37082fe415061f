package io.hookline.ingest.credential;

import io.hookline.common.network.Networks;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whom a front end names that has found out who calls (spec: auth, 4). Pure. */
final class FrontEnd {
    private final Networks trusted;

    FrontEnd(Networks trusted) {
        this.trusted = trusted;
    }

    /** What a request is worth. */
    sealed interface Outcome {
        record Named(String user) implements Outcome {}

        /** It does not come from a front end. */
        record Stranger() implements Outcome {}

        /** It names nobody, or several. */
        record Nobody() implements Outcome {}
    }

    /**
     * @param peer the address that the connection comes from; null if it has none
     * @param forwarded all values of X-Forwarded-User: several could be a caller's own beside the front end's
     * @param authorization its name counts only where the front end says nothing; an empty X-Forwarded-User says: nobody
     */
    Outcome caller(@Nullable String peer, List<String> forwarded, @Nullable String authorization) {
        if (peer == null || !trusted.containLiteral(peer)) {
            return new Outcome.Stranger();
        }
        Optional<String> user = switch (forwarded.size()) {
            case 0 -> BasicCredentials.in(authorization).map(BasicCredentials::user);
            case 1 -> Optional.of(forwarded.getFirst().strip());
            default -> Optional.empty();
        };
        return user.filter(Users::isStorable).<Outcome>map(Outcome.Named::new).orElseGet(Outcome.Nobody::new);
    }
}
