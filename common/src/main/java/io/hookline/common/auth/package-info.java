/** Who calls: credentials known to this process, and the filter that asks for one on every path. */
@NullMarked
package io.hookline.common.auth;

import org.jspecify.annotations.NullMarked;
