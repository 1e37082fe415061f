package io.hookline.ingest.webhook;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an operator may change about the acceptance of webhooks. */
@ConfigMapping(prefix = "hookline.webhook")
interface WebhookConfig {
    /**
     * Largest body that is accepted; a larger one gets 413. Kafka must take records of that size and a little more: the producer by
     * {@code mp.messaging.outgoing.trigger-instances-out.max.request.size}, the topic by {@code max.message.bytes}.
     */
    @WithDefault("5M")
    MemorySize maxBodySize();

    /** Bytes of bodies that this process holds at a time, from their first byte to their answer; beyond it webhooks get 503. */
    @WithDefault("64M")
    MemorySize maxBytesInFlight();

    /** How long a sender may take for a body; then 408. */
    @WithDefault("30S")
    Duration bodyTimeout();

    /** How long the broker may take to acknowledge; then 503, and the sender may repeat. */
    @WithDefault("8S")
    Duration acknowledgementTimeout();

    /**
     * Whether the generic hook refuses a payload that breaks its trigger type's schema. If not, it is only logged; those of webhooks and
     * timers are refused either way.
     */
    @WithDefault("true")
    boolean validateTriggerPayload();
}
