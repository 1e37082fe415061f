/** JSON Schema draft 4 as StackStorm's packs write it, with its words for what is wrong. */
@NullMarked
package io.hookline.common.schema;

import org.jspecify.annotations.NullMarked;
