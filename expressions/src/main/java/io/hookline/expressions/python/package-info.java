/** What Python means by a value, a text, a number, a pattern. */
@NullMarked
package io.hookline.expressions.python;

import org.jspecify.annotations.NullMarked;
