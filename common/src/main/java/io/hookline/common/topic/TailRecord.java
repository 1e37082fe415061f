package io.hookline.common.topic;

/**
 * A record as it is read from the end of a topic.
 *
 * @param topic which one of the topics that are read together, from 0
 * @param value empty for a deletion
 */
// Made in numbers and dropped at once: its bytes are neither copied nor compared.
@SuppressWarnings("ArrayRecordComponent")
public record TailRecord(int topic, int partition, long offset, byte[] value) {}
