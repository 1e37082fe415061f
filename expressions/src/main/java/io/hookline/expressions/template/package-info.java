/** Templates as rule authors write them: read once, rendered with a context, what they cost bounded. */
@NullMarked
package io.hookline.expressions.template;

import org.jspecify.annotations.NullMarked;
