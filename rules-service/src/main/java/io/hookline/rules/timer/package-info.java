/** The timers: when they tick, and that each tick raises its trigger once. */
@NullMarked
package io.hookline.rules.timer;

import org.jspecify.annotations.NullMarked;
