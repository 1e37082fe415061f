/** Tells those who asked for it that an execution has ended: once it is known to be told, and for a day if they can't be reached. */
@NullMarked
package io.hookline.action.callback;

import org.jspecify.annotations.NullMarked;
