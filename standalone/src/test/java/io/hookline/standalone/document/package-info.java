/** The document the product comes from, example by example. */
@NullMarked
package io.hookline.standalone.document;

import org.jspecify.annotations.NullMarked;
