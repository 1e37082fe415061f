/** The outer ring: what Hookline answers to requests that know nothing of how it is made. */
@NullMarked
package io.hookline.standalone.conformance;

import org.jspecify.annotations.NullMarked;
