@NullMarked
package io.hookline.rules.criteria;

import org.jspecify.annotations.NullMarked;
