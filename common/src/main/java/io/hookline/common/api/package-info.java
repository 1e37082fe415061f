/** How every resource answers: errors, lists, paths, headers. */
@NullMarked
package io.hookline.common.api;

import org.jspecify.annotations.NullMarked;
