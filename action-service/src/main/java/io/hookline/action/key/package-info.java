/** The datastore: what its keys hold, who may read what of them, and what a change of one raises. */
@NullMarked
package io.hookline.action.key;

import org.jspecify.annotations.NullMarked;
