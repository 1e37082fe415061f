package io.hookline.common.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes the topics that are missing. Left to the broker's auto-creation the first records would be taken before anybody listens.
 * Topics that exist are left as they are.
 */
public final class TopicCreation {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int WORK_PARTITIONS = 6;
    private static final String LARGEST_RECORD = String.valueOf(16 * 1024 * 1024);

    private TopicCreation() {}

    /**
     * Returns when what was missing takes records. A producer whose first record comes before a broker has opened the partition, and
     * whose second comes after, would be refused as out of order until its delivery timeout is over.
     *
     * @param settings of a Kafka client, {@code bootstrap.servers} among them
     * @throws TopicUnavailable if Kafka does not answer within ten seconds
     */
    public static void ensure(Map<String, Object> settings) {
        var all = new HashMap<>(settings);
        all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LONGEST_WAIT.toMillis());
        all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LONGEST_WAIT.toMillis());
        try (Admin admin = Admin.create(all)) {
            Set<String> existing = admin.listTopics().names().get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
            List<NewTopic> missing = new ArrayList<>(wanted());
            missing.removeIf(topic -> existing.contains(topic.name()));
            create(admin, missing);
            awaitOpen(admin, missing);
        } catch (ExecutionException e) {
            throw unavailable(settings, String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            throw unavailable(settings, "no answer within " + LONGEST_WAIT.toSeconds() + " seconds");
        } catch (KafkaException e) {
            throw unavailable(settings, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(settings, "interrupted");
        }
    }

    private static void create(Admin admin, List<NewTopic> missing)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            admin.createTopics(missing).all().get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** The client asks each partition's leader, and asks again until that has it. */
    private static void awaitOpen(Admin admin, List<NewTopic> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        admin.listOffsets(partitions).all().get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static List<NewTopic> wanted() {
        List<NewTopic> topics = new ArrayList<>();
        for (String topic : List.of(Topics.TRIGGER_INSTANCES, Topics.LIVEACTIONS, Topics.TRACES)) {
            topics.add(work(topic));
            topics.add(work(Topics.dead(topic)));
        }
        topics.add(work(Topics.EXECUTION_UPDATES));
        topics.add(passing(Topics.STREAM_EVENTS));
        for (String topic :
                List.of(Topics.CREDENTIALS, Topics.WEBHOOK_SECRETS, Topics.TRIGGERS, Topics.ACTIONS, Topics.KEYS)) {
            topics.add(facts(topic));
        }
        topics.add(shortLivedFacts(Topics.ENDED_TOKENS));
        return topics;
    }

    /** Kept for a time, shared among the replicas of a service. */
    private static NewTopic work(String name) {
        return new NewTopic(name, Optional.of(WORK_PARTITIONS), Optional.empty())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        String.valueOf(Duration.ofDays(7).toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        LARGEST_RECORD));
    }

    /** Of use while somebody watches, and for a while to those who lost their connection. */
    private static NewTopic passing(String name) {
        return new NewTopic(name, Optional.of(WORK_PARTITIONS), Optional.empty())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        String.valueOf(Duration.ofHours(1).toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        LARGEST_RECORD));
    }

    /** Kept for as long as the thing exists; every process reads it all, so one partition is enough. */
    private static NewTopic facts(String name) {
        return new NewTopic(name, Optional.of(1), Optional.empty())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        LARGEST_RECORD));
    }

    /** Facts of which most are deleted within minutes: cleaned so often that who begins to read has little to read. */
    private static NewTopic shortLivedFacts(String name) {
        String minutes = String.valueOf(Duration.ofMinutes(10).toMillis());
        var configs = new HashMap<>(facts(name).configs());
        configs.put(TopicConfig.SEGMENT_MS_CONFIG, minutes);
        configs.put(TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(16 * 1024 * 1024));
        configs.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, minutes);
        return new NewTopic(name, Optional.of(1), Optional.empty()).configs(configs);
    }

    private static TopicUnavailable unavailable(Map<String, Object> settings, String reason) {
        return new TopicUnavailable("Kafka is not reachable at "
                + settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG) + ": " + reason);
    }
}
