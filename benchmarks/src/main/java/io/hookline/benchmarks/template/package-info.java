/** Small benchmarks of what rules render. */
@NullMarked
package io.hookline.benchmarks.template;

import org.jspecify.annotations.NullMarked;
