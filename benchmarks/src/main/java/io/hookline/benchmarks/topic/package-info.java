/** What stands on Hookline's topics, read from outside. */
@NullMarked
package io.hookline.benchmarks.topic;

import org.jspecify.annotations.NullMarked;
