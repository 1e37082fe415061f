/** The door: who may come in, what listens, what came. */
@NullMarked
package io.hookline.ingest;

import org.jspecify.annotations.NullMarked;
