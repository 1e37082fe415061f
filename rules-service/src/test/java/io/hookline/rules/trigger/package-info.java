@NullMarked
package io.hookline.rules.trigger;

import org.jspecify.annotations.NullMarked;
