/** Paths into a payload. */
@NullMarked
package io.hookline.expressions.path;

import org.jspecify.annotations.NullMarked;
