/** The one JSON mapper: how records are written and read everywhere. */
@NullMarked
package io.hookline.common.json;

import org.jspecify.annotations.NullMarked;
