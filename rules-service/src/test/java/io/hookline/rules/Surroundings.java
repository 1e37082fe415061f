package io.hookline.rules;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.hookline.common.KafkaTestResource;
import io.hookline.common.PostgresTestResource;
import io.hookline.common.auth.Secrets;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.common.model.ActionFact;
import io.hookline.common.model.ApiKey;
import io.hookline.common.model.Ids;
import io.hookline.common.model.LiveAction;
import io.hookline.common.model.RunnerType;
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.topic.Publisher;
import io.hookline.common.topic.Topics;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** What stands around this service in its tests: a broker, a database, and what the other services would have published. */
@Singleton
@QuarkusTestResource(KafkaTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(ActionServiceTestResource.class)
public class Surroundings {
    public static final String KEY = "key-of-the-tests";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Publisher publisher;

    Surroundings(Publisher publisher) {
        this.publisher = publisher;
    }

    void publishFacts(@Observes StartupEvent start) {
        var key = new ApiKey(
                Ids.fresh(Instant.now()), "ann", Secrets.apiKeyHash(KEY), true, Instant.now(), Json.object());
        send(Topics.CREDENTIALS, key.id(), Json.bytes(key));
        for (ActionFact fact : facts()) {
            send(Topics.ACTIONS, fact.id(), Json.bytes(fact));
        }
    }

    /** A request of the user ann. */
    public static RequestSpecification ann() {
        return given().header("St2-Api-Key", KEY).contentType("application/json");
    }

    /** Single quotes stand for double ones. */
    public static String json(String text) {
        return text.replace('\'', '"');
    }

    public static String unique(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** The trigger of a new enabled rule on a webhook of the rule's name. */
    public static String triggerOf(String rule, String action, String criteria) {
        Response saved = saveRule(rule, action, criteria, "standard");
        saved.then().statusCode(201);
        return saved.path("trigger.ref");
    }

    public static Response saveRule(String rule, String action, String criteria, String type) {
        return ann().body(json("""
                        {'name': '%s', 'enabled': true, 'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': '%s'}},
                         'criteria': %s, 'action': %s, 'type': {'ref': '%s'}}
                        """.formatted(rule, rule, criteria, action, type)))
                .post("/v1/rules");
    }

    /** As the door sends it. */
    public TriggerInstance arrives(String trigger, String body) {
        TriggerInstance instance = instance(trigger, body);
        arrives(instance);
        return instance;
    }

    /** As the door makes it. */
    public static TriggerInstance instance(String trigger, String body) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var payload = Json.object();
        payload.set("body", Json.stored(json(body)));
        return new TriggerInstance(Ids.fresh(now), trigger, now, payload, unique("tag"));
    }

    public void arrives(TriggerInstance instance) {
        arrives(instance, Objects.requireNonNullElse(instance.deliveryKey(), instance.id()));
    }

    /**
     * @param key of its record: equal keys come one after the other
     */
    public void arrives(TriggerInstance instance, String key) {
        send(Topics.TRIGGER_INSTANCES, key, Json.bytes(instance));
    }

    /** The instance, once it has been judged. */
    public static ValidatableResponse judged(TriggerInstance instance) {
        await().atMost(LONGEST_WAIT)
                .until(() -> ann().get("/v1/triggerinstances/" + instance.id()).statusCode() == 200);
        return ann().get("/v1/triggerinstances/" + instance.id()).then();
    }

    public void send(String topic, String key, byte[] value) {
        publisher.send(topic, key, value, Map.of()).toCompletableFuture().join();
    }

    /** All orders that name this instance, however often. */
    public List<LiveAction> ordersOf(TriggerInstance instance) {
        return all(Topics.LIVEACTIONS).stream()
                .map(record -> read(record.value(), LiveAction.class))
                .filter(order -> order.triggerInstance().path("id").asText().equals(instance.id()))
                .toList();
    }

    /** All that arrived of this trigger. */
    public List<TriggerInstance> instancesOf(String trigger) {
        return all(Topics.TRIGGER_INSTANCES).stream()
                .filter(record -> new String(record.value(), UTF_8).contains(trigger))
                .map(record -> read(record.value(), TriggerInstance.class))
                .toList();
    }

    public List<ConsumerRecord<String, byte[]>> all(String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }

    private static <T> T read(byte[] value, Class<T> type) {
        try {
            return Json.read(value, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ActionFact> facts() {
        return List.of(
                runner("""
                        {'id': '%s', 'name': 'local-shell-cmd', 'uid': 'runner_type:local-shell-cmd', 'description': '', 'enabled': true,
                         'runner_package': 'local_runner', 'runner_module': 'local_runner', 'output_schema': {},
                         'runner_parameters': {'cmd': {'type': 'string'}, 'sudo': {'type': 'boolean', 'default': false},
                                               'timeout': {'type': 'integer', 'default': 60}}}"""),
                action(
                        "core",
                        "local",
                        true,
                        "{'cmd': {'type': 'string', 'required': true}, 'sudo': {'immutable': true}}"),
                action(
                        "core",
                        "echo",
                        true,
                        "{'message': {'type': 'string'}, 'cmd': {'immutable': true, 'default': 'echo'}}"),
                action("test", "secret", true, """
                        {'password': {'type': 'string', 'secret': true},
                         'login': {'type': 'object', 'properties': {'keys': {'type': 'array', 'items': {'type': 'string', 'secret': true}}}}}"""),
                action("test", "disabled", false, "{}"));
    }

    private static RunnerType runner(String text) {
        return fact(text.formatted(Ids.fresh(Instant.now())), RunnerType.class);
    }

    private static Action action(String pack, String name, boolean enabled, String parameters) {
        return fact(
                """
                {'id': '%s', 'ref': '%s.%s', 'uid': 'action:%s:%s', 'name': '%s', 'pack': '%s', 'description': 'about %s',
                 'enabled': %s, 'runner_type': 'local-shell-cmd', 'entry_point': '', 'parameters': %s, 'output_schema': {},
                 'tags': [], 'notify': {}, 'metadata_file': ''}""".formatted(Ids.fresh(Instant.now()), pack, name, pack, name, name, pack, name, enabled, parameters),
                Action.class);
    }

    private static <T> T fact(String text, Class<T> type) {
        try {
            return Json.mapper().readValue(json(text), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
