/** What the packages promise together. */
@NullMarked
package io.hookline.expressions;

import org.jspecify.annotations.NullMarked;
