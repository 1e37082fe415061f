package io.hookline.common.topic;

/** Kafka did not answer in time; a request that needed it ends with 503. */
public final class TopicUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TopicUnavailable(String message) {
        super(message);
    }
}
