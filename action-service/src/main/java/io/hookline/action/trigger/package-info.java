/** The triggers that the end of an execution raises. */
@NullMarked
package io.hookline.action.trigger;

import org.jspecify.annotations.NullMarked;
