/** Why a rule did or did not answer an event: the judgement said aloud. Nothing is run or kept here. */
@NullMarked
package io.hookline.rules.explain;

import org.jspecify.annotations.NullMarked;
