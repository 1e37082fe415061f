/** Secrets that must be used again, so can not be hashed: sealed wherever they rest or travel. */
@NullMarked
package io.hookline.common.secret;

import org.jspecify.annotations.NullMarked;
