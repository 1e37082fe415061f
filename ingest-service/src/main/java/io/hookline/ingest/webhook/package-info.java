/** From a POST on a hook to trigger instances on Kafka: names, bodies, headers, acknowledgement. */
@NullMarked
package io.hookline.ingest.webhook;

import org.jspecify.annotations.NullMarked;
