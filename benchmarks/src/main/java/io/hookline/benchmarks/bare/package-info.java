/** The least that accepting a webhook can cost, as a Quarkus application of its own: what ingest-service is measured against. */
@NullMarked
package io.hookline.benchmarks.bare;

import org.jspecify.annotations.NullMarked;
