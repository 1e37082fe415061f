package io.hookline.ingest.signature;

import java.time.Duration;

/**
 * Why a request is not taken for its sender's. The words tell an honest sender what to mend, and anybody else nothing that is not in the
 * request already.
 */
public record SignatureRefusal(Kind scheme, Reason reason, String words) {
    private static final String START = "Unauthorized - ";

    /** What metrics tell apart. */
    public enum Reason {
        MISSING,
        MALFORMED,
        NO_MATCH,
        TOO_OLD,
        TOO_EARLY
    }

    static SignatureRefusal missing(Kind scheme, String header) {
        return new SignatureRefusal(scheme, Reason.MISSING, START + "Header " + header + " is missing.");
    }

    static SignatureRefusal malformed(Kind scheme, String header, String form) {
        return new SignatureRefusal(
                scheme, Reason.MALFORMED, START + "Header " + header + " must be of the form " + form + ".");
    }

    static SignatureRefusal noMatch(Kind scheme, String header) {
        return new SignatureRefusal(
                scheme, Reason.NO_MATCH, START + "No secret of this hook matches header " + header + ".");
    }

    static SignatureRefusal tooOld(Kind scheme, Duration by) {
        return new SignatureRefusal(
                scheme, Reason.TOO_OLD, START + "The signature is too old by " + seconds(by) + " seconds.");
    }

    static SignatureRefusal tooEarly(Kind scheme, Duration by) {
        return new SignatureRefusal(
                scheme,
                Reason.TOO_EARLY,
                START + "The signature's time is too far ahead by " + seconds(by) + " seconds.");
    }

    private static long seconds(Duration by) {
        return by.plusMillis(999).toSeconds();
    }
}
