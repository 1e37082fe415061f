/** Starting a service: what must be there first, and one readable sentence when it is not. */
@NullMarked
package io.hookline.common.start;

import org.jspecify.annotations.NullMarked;
