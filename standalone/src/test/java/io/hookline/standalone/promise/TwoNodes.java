package io.hookline.standalone.promise;

import io.hookline.standalone.RunningHookline;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two Hooklines on one Kafka and one PostgreSQL which a test can take away from them: the worker runs executions, the watcher runs none
 * and looks after those of the worker. Shared by all tests of the run; each leaves everything running, with both topics read.
 */
final class TwoNodes {
    private static final String PASSWORD = "two-nodes-password";
    private static final String SECRET_KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static @Nullable TwoNodes shared;

    private final EmbeddedKafkaBroker broker;
    private final StallingProxy proxy;
    private final Path databaseFolder;
    private final int databasePort;
    private EmbeddedPostgres database;
    private final RunningHookline worker;
    private final RunningHookline watcher;

    private TwoNodes() throws IOException {
        int kafkaPort = freePort();
        proxy = StallingProxy.before(kafkaPort);
        broker = new EmbeddedKafkaBroker().withKafkaPort(kafkaPort).withAdditionalProperties(properties -> {
            String listener = properties.getProperty("inter.broker.listener.name");
            properties.put("advertised.listeners", listener + "://127.0.0.1:" + proxy.port());
            properties.put("offsets.topic.num.partitions", "1");
            properties.put("group.initial.rebalance.delay.ms", "0");
        });
        broker.start();
        databaseFolder = Files.createTempDirectory("hookline-test-database-");
        databasePort = freePort();
        database = startedDatabase();
        worker = RunningHookline.start(settings(Map.of()));
        watcher = RunningHookline.start(settings(Map.of(
                "HOOKLINE_WORKER_SLOTS", "0",
                "HOOKLINE_WORKER_PROCESSES", "0")));
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    static synchronized TwoNodes shared() {
        if (shared == null) {
            try {
                shared = new TwoNodes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    RunningHookline worker() {
        return worker;
    }

    RunningHookline watcher() {
        return watcher;
    }

    /** What a Kafka client needs; it is frozen with the nodes. */
    Map<String, Object> kafkaSettings() {
        return Map.of("bootstrap.servers", "127.0.0.1:" + proxy.port());
    }

    void freezeKafka() {
        proxy.freeze();
    }

    void thawKafka() {
        proxy.thaw();
    }

    void stopDatabase() {
        try {
            database.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void startDatabase() {
        try {
            database = startedDatabase();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EmbeddedPostgres startedDatabase() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(databaseFolder)
                .setCleanDataDirectory(false)
                .setPort(databasePort)
                .start();
    }

    private Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:" + proxy.port(),
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://127.0.0.1:" + databasePort + "/postgres",
                "QUARKUS_DATASOURCE_USERNAME",
                "postgres",
                "QUARKUS_DATASOURCE_PASSWORD",
                "postgres",
                "HOOKLINE_ADMIN_PASSWORD",
                PASSWORD,
                "HOOKLINE_SECRET_KEY",
                SECRET_KEY,
                // Short, so that tests need not wait for long until a worker is taken for dead
                "HOOKLINE_WORKER_LEASE",
                "4S",
                // Receivers of tests are on this machine
                "HOOKLINE_CALLBACKS_ALLOWED",
                "127.0.0.1",
                // Long, so that a machine with much to do misses no tick
                "HOOKLINE_TIMERS_TOLERANCE",
                "1M"));
        settings.putAll(more);
        return settings;
    }

    private void end() {
        worker.close();
        watcher.close();
        broker.close();
        stopDatabase();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
