/** Kafka: the topics' names, a compacted topic as a map in memory, and how a batch is taken. */
@NullMarked
package io.hookline.common.topic;

import org.jspecify.annotations.NullMarked;
