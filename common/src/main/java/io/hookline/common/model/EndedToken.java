package io.hookline.common.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The token of an execution that has ended: it counts no more, whatever it says itself. Value of the topic {@code hookline.ended-tokens},
 * by the execution's id; deleted when the token would have run out.
 */
public record EndedToken(Instant expiry) {
    public EndedToken {
        requireNonNull(expiry, "expiry is missing");
    }
}
