/** What keeps the log readable when the same thing happens again and again. */
@NullMarked
package io.hookline.common.log;

import org.jspecify.annotations.NullMarked;
