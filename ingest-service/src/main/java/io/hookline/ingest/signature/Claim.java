package io.hookline.ingest.signature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the headers of a request say about its sender, before its body is read. */
public sealed interface Claim {
    /**
     * The sender says that it has signed; whether that is so is to be judged with the body.
     *
     * @param before what was signed before the body
     * @param proofs at least one; a single one that is good will do
     * @param seconds since 1970, when it was signed; null if that is no part of the scheme
     */
    record Signed(
            byte[] before, List<Proof> proofs, @Nullable Long seconds) implements Claim {}

    record Missing(String header) implements Claim {}

    /**
     * @param form what the header has to look like
     */
    record Malformed(String header, String form) implements Claim {}

    /**
     * One signature, decoded.
     *
     * @param kind that the scheme tells its signatures apart by; empty if it has only one
     */
    record Proof(String kind, byte[] bytes) {}
}
