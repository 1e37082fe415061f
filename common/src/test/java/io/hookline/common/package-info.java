@NullMarked
package io.hookline.common;

import org.jspecify.annotations.NullMarked;
