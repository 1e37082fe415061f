/** What Hookline promises, whatever dies in between; each class fails if its promise breaks. */
@NullMarked
package io.hookline.standalone.promise;

import org.jspecify.annotations.NullMarked;
