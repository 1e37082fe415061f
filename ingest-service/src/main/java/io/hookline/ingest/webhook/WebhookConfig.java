package io.hookline.ingest.webhook;

import io.hookline.common.start.AtLeast;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** What an operator may change about the acceptance of webhooks. */
@ConfigMapping(prefix = "hookline.webhook")
interface WebhookConfig {
    /**
     * Largest body that is accepted; a larger one gets 413. Kafka must take records of that size and a little more: the producer by
     * {@code mp.messaging.outgoing.trigger-instances-out.max.request.size}, the topic by {@code max.message.bytes}.
     */
    @WithDefault("5M")
    @WithConverter(AtLeast.OneByte.class)
    MemorySize maxBodySize();

    /** Bytes of bodies that this process holds at a time, from their first byte to their answer; beyond it webhooks get 503. */
    @WithDefault("64M")
    @WithConverter(AtLeast.OneByte.class)
    MemorySize maxBytesInFlight();

    /** How long a sender may take for a body; then 408. */
    @WithDefault("30S")
    @WithConverter(AtLeast.SomeTime.class)
    Duration bodyTimeout();

    /** How long the broker may take to acknowledge; then 503, and the sender may repeat. */
    @WithDefault("8S")
    @WithConverter(AtLeast.SomeTime.class)
    Duration acknowledgementTimeout();

    /**
     * Headers in which senders name their deliveries; the first that is there and not empty counts. A delivery that comes again under
     * the same name at the same hook is one event, and is answered with the same ids.
     */
    @WithDefault("Idempotency-Key,webhook-id")
    List<String> deliveryKeyHeaders();

    /**
     * Whether the generic hook refuses a payload that breaks its trigger type's schema. If not, it is only logged; those of webhooks and
     * timers are refused either way.
     */
    @WithDefault("true")
    boolean validateTriggerPayload();
}
