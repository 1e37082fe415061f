/** The datastore as every service knows it: the keys of its topic, and the key its secrets are encrypted with. */
@NullMarked
package io.hookline.common.datastore;

import org.jspecify.annotations.NullMarked;
