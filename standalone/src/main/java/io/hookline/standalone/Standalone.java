package io.hookline.standalone;

import io.hookline.common.start.ServiceStart;
import io.hookline.common.topic.TopicCreation;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run of the three services in this process. What they stand on is started before them and stopped after them, however the run ends.
 */
final class Standalone {
    private static final Duration LONGEST_STOP_OF_QUARKUS = Duration.ofSeconds(40);

    private static final String CONNECTIONS_FILE = "connections.properties";

    private final Settings settings;
    private final SecureRandom random = new SecureRandom();
    private final RandomText secrets = new RandomText(random);
    private final FreePorts ports = new FreePorts(random);

    private volatile @Nullable EmbeddedKafka kafka;
    private volatile @Nullable EmbeddedPostgres postgres;
    private volatile boolean stopping;

    Standalone(Settings settings) {
        this.settings = settings;
    }

    /** @return when the process is about to end */
    void run(String... args) throws IOException, InterruptedException {
        if (!FreePorts.isFree(settings.port())) {
            throw new CannotStart(FailedStart.portTaken(settings.port()));
        }
        DataFolder data = DataFolder.take(settings.data());
        var credentials = FirstCredentials.in(data, settings, secrets);
        String secretKey =
                settings.secretKey().isPresent() ? settings.secretKey().get() : SecretKey.in(data, random);
        Path datastoreKey =
                settings.datastoreKey().isPresent() ? settings.datastoreKey().get() : DatastoreKeyFile.in(data);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "hookline-stop"));

        if (settings.kafka().isPresent()) {
            ServiceStart.checkKafka();
        }
        if (settings.databaseUrl().isPresent()) {
            ServiceStart.checkDatabase();
        }
        Map<String, String> connections = new TreeMap<>();
        if (settings.kafka().isEmpty()) {
            startKafka(data).forEach((name, value) -> connections.put("kafka." + name, value));
        }
        if (settings.databaseUrl().isEmpty()) {
            connections.putAll(startPostgres(data));
        }
        connections.forEach(Standalone::set);
        data.write(CONNECTIONS_FILE, text(connections));
        set("quarkus.http.port", String.valueOf(settings.port()));
        set("quarkus.log.file.path", data.folder("log").resolve("hookline.log").toString());
        set("hookline.auth.htpasswd-file", credentials.htpasswd().toString());
        set("hookline.bootstrap.user", settings.user());
        set("hookline.bootstrap.api-key", credentials.apiKey());
        set("hookline.secret.key", secretKey);
        set("hookline.datastore.key-file", datastoreKey.toString());
        String packs = packs(data);
        set("hookline.packs.folders", packs);
        set("hookline.rules.packs", packs);

        Welcome.sayWhenReady(settings, credentials, System.out);
        Quarkus.run(
                null,
                (code, failure) -> {
                    if (failure != null) {
                        end(failure);
                    }
                },
                args);
    }

    /** As a list in a setting: with commas between. */
    private String packs(DataFolder data) throws IOException {
        List<Path> folders = settings.packs().isEmpty() ? List.of(data.folder("packs")) : settings.packs();
        return folders.stream()
                .map(folder -> folder.toString().replace("\\", "\\\\").replace(",", "\\,"))
                .collect(Collectors.joining(","));
    }

    private Map<String, String> startKafka(DataFolder data) throws IOException {
        EmbeddedKafka started = EmbeddedKafka.start(data.folder("kafka"), ports, secrets);
        kafka = started;
        TopicCreation.ensure(new HashMap<>(started.clientSettings()));
        return started.clientSettings();
    }

    private Map<String, String> startPostgres(DataFolder data) throws IOException, InterruptedException {
        EmbeddedPostgres started = EmbeddedPostgres.start(data, ports, secrets);
        postgres = started;
        var unused = started.ended().thenRun(() -> {
            if (!stopping) {
                end(new CannotStart("The embedded PostgreSQL ended by itself: " + started.lastWords()));
            }
        });
        return Map.of(
                "quarkus.datasource.jdbc.url", started.url(),
                "quarkus.datasource.username", started.user(),
                "quarkus.datasource.password", started.password());
    }

    /** For an operator's own tools: how to reach the embedded parts until the next start. */
    private static String text(Map<String, String> connections) throws IOException {
        var properties = new Properties();
        properties.putAll(connections);
        var text = new StringWriter();
        properties.store(text, "How to reach Kafka and PostgreSQL until the next start");
        return text.toString();
    }

    /** First who works, then what they work on. */
    private void stop() {
        stopping = true;
        boolean orderly = stopQuarkus();
        var kafka = this.kafka;
        if (kafka != null) {
            kafka.close();
        }
        var postgres = this.postgres;
        if (postgres != null) {
            postgres.close();
        }
        if (!orderly) {
            // Quarkus' own hook would wait for ever, for instance when the signal came in the middle of its start
            Runtime.getRuntime().halt(1);
        }
    }

    private static boolean stopQuarkus() {
        Application application = Application.currentApplication();
        if (application == null) {
            return true;
        }
        Thread stopper = Thread.ofPlatform().daemon().start(() -> {
            application.stop();
            application.awaitShutdown();
        });
        try {
            return stopper.join(LONGEST_STOP_OF_QUARKUS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static void end(Throwable failure) {
        FailedStart.explain(failure, System.err);
        System.exit(1);
    }

    /** A value is taken as it is: what looks like a reference to another setting is none. */
    private static void set(String name, String value) {
        System.setProperty(name, value.replace("$", "\\$"));
    }
}
