/** The processes that are measured: started here, ended here, whatever happens in between. */
@NullMarked
package io.hookline.benchmarks.process;

import org.jspecify.annotations.NullMarked;
