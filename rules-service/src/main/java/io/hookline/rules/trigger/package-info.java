/** What can happen: trigger types, the triggers made from them, and the instances that came. */
@NullMarked
package io.hookline.rules.trigger;

import org.jspecify.annotations.NullMarked;
