package io.hookline.ingest.signature;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Judges signatures at one hook. Pure. Every secret is tried on every signature, so the time that it takes tells nothing of either. */
final class SignatureCheck {
    private final Scheme scheme;
    private final List<String> secrets;
    private final Duration tolerance;

    SignatureCheck(Scheme scheme, List<String> secrets, Duration tolerance) {
        this.scheme = scheme;
        this.secrets = secrets;
        this.tolerance = tolerance;
    }

    /** The age of a request is told only to those who have signed it. */
    Verdict verdict(Claim.Signed claim, byte[] body, Instant now) {
        boolean genuine = false;
        for (String secret : secrets) {
            genuine |= scheme.isMadeWith(secret, claim, body);
        }
        if (!genuine) {
            return new Verdict.NoSecretMatches();
        }
        if (claim.seconds() == null) {
            return new Verdict.Genuine();
        }
        Duration age = Duration.between(Instant.ofEpochSecond(claim.seconds()), now);
        if (age.compareTo(tolerance) > 0) {
            return new Verdict.TooOld(age.minus(tolerance));
        }
        return age.negated().compareTo(tolerance) > 0
                ? new Verdict.TooEarly(age.negated().minus(tolerance))
                : new Verdict.Genuine();
    }
}
