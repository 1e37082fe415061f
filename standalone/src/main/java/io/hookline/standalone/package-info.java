/** Hookline for a laptop: the three services in one process, with a Kafka and a PostgreSQL of its own unless others are named. */
@NullMarked
package io.hookline.standalone;

import org.jspecify.annotations.NullMarked;
