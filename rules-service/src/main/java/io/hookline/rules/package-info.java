/** The judgement: what can happen, and what should follow from it. */
@NullMarked
package io.hookline.rules;

import org.jspecify.annotations.NullMarked;
