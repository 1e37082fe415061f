/** Senders that sign what they send, as they can't send a key: what their requests claim, and whether one of a hook's secrets bears it out. */
@NullMarked
package io.hookline.ingest.signature;

import org.jspecify.annotations.NullMarked;
