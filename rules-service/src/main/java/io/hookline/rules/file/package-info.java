/** Rules that are kept in files: read from a folder, checked, and the database made equal to it. */
@NullMarked
package io.hookline.rules.file;

import org.jspecify.annotations.NullMarked;
