/** Packs: folders of metadata, the scripts beside them, and their configuration. */
@NullMarked
package io.hookline.action.pack;

import org.jspecify.annotations.NullMarked;
