/** One service's schema in PostgreSQL: transactions, the outbox that publishes what they changed, partitions. */
@NullMarked
package io.hookline.common.database;

import org.jspecify.annotations.NullMarked;
