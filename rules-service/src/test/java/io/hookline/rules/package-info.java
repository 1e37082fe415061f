@NullMarked
package io.hookline.rules;

import org.jspecify.annotations.NullMarked;
