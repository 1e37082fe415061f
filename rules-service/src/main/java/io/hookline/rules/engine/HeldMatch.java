package io.hookline.rules.engine;

import java.time.Instant;

/**
 * A match that is enforced at the end of its window if no newer one takes its place.
 *
 * @param due the window's end
 */
record HeldMatch(ThrottledMatch match, Instant due) {}
