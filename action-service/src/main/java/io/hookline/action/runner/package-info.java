/** Runners: how an action of each kind is run to its end, its timeout or its cancellation. */
@NullMarked
package io.hookline.action.runner;

import org.jspecify.annotations.NullMarked;
