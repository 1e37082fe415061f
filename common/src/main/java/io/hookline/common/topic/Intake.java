package io.hookline.common.topic;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Takes a batch of a work topic to its end. Returns when every record is either handled or on the dead topic, so the offsets that are
 * committed afterwards never run ahead of the work. A store or broker that is away is waited for, with growing pauses; a record that
 * can't be read, or that alone makes the work fail again and again, goes to the dead topic with headers that say why; if that can't be
 * written either, the partition stands still until it can.
 */
@ApplicationScoped
public class Intake {
    /**
     * @param work does the whole batch or nothing of it; may be called again with the same records, or with fewer
     */
    public <T> void take(ConsumerRecords<String, byte[]> batch, Class<T> type, BatchWork<T> work) {
        throw new UnsupportedOperationException();
    }

    /** One step of the pipeline for several records at once. */
    @FunctionalInterface
    public interface BatchWork<T> {
        void handle(List<T> records) throws Exception;
    }
}
