@NullMarked
package io.hookline.rules.timer;

import org.jspecify.annotations.NullMarked;
