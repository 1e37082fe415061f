@NullMarked
package io.hookline.rules.file;

import org.jspecify.annotations.NullMarked;
