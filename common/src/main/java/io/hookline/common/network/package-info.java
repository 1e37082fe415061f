/** Addresses, and the networks they belong to. */
@NullMarked
package io.hookline.common.network;

import org.jspecify.annotations.NullMarked;
