/** What {@code ./hookline bench} runs: ours beside what it is compared with, in one run and one table. */
@NullMarked
package io.hookline.benchmarks;

import org.jspecify.annotations.NullMarked;
