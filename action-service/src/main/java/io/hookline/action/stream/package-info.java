/** What watches executions from outside while they run: their output, the stream of events, and who waits for an end. */
@NullMarked
package io.hookline.action.stream;

import org.jspecify.annotations.NullMarked;
