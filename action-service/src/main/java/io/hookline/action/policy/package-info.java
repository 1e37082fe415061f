/** Policies: what holds back or repeats executions of one action, and the kinds of them. */
@NullMarked
package io.hookline.action.policy;

import org.jspecify.annotations.NullMarked;
