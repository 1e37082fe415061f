/** The whole way, on real parts: Hookline is started as people start it, and spoken to as they do. */
@NullMarked
package io.hookline.standalone;

import org.jspecify.annotations.NullMarked;
