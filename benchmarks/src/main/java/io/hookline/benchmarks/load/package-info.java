/** Webhooks sent over loopback, and how long things took. */
@NullMarked
package io.hookline.benchmarks.load;

import org.jspecify.annotations.NullMarked;
