/** Executions: asked for, claimed by one worker at a time, ended once, and read by everybody. */
@NullMarked
package io.hookline.action.execution;

import org.jspecify.annotations.NullMarked;
