/** From the parameters that were given to those that are run: merged schema, templates, casts, checks. */
@NullMarked
package io.hookline.common.parameters;

import org.jspecify.annotations.NullMarked;
