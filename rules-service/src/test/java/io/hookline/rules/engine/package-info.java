@NullMarked
package io.hookline.rules.engine;

import org.jspecify.annotations.NullMarked;
