@NullMarked
package io.hookline.rules.explain;

import org.jspecify.annotations.NullMarked;
