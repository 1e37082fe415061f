@NullMarked
package io.hookline.rules.rule;

import org.jspecify.annotations.NullMarked;
