/** What should follow: rules as people write, read and change them. */
@NullMarked
package io.hookline.rules.rule;

import org.jspecify.annotations.NullMarked;
