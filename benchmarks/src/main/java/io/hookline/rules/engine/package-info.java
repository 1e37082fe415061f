/** What the engine's rule index costs. In the engine's own package, since what is measured is nobody else's business. */
@NullMarked
package io.hookline.rules.engine;

import org.jspecify.annotations.NullMarked;
