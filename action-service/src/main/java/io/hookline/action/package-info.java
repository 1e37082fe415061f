/** The action service: what can be run, what is run, and how it ended. */
@NullMarked
package io.hookline.action;

import org.jspecify.annotations.NullMarked;
