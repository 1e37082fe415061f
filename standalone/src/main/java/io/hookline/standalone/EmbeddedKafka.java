package io.hookline.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka inside this process: one node, broker and controller, on the loopback. Whoever can write to its topics can have commands
 * run, so even there it asks for a password, which is made anew at each start and known to this process only.
 */
final class EmbeddedKafka implements AutoCloseable {
    private static final int NODE = 1;
    private static final String CONTROLLER = "CONTROLLER";
    private static final String USER = "hookline";

    private final KafkaRaftServer server;
    private final String address;
    private final String password;

    private EmbeddedKafka(KafkaRaftServer server, String address, String password) {
        this.server = server;
        this.address = address;
        this.password = password;
    }

    /**
     * @param folder  the records' home; made into a log directory at the first start
     * @return when the broker takes requests
     */
    static EmbeddedKafka start(Path folder, FreePorts ports, RandomText secrets) throws IOException {
        String broker = "127.0.0.1:" + ports.next();
        String controller = "127.0.0.1:" + ports.next();
        String password = secrets.ofLength(40);
        if (!Files.exists(folder.resolve("meta.properties"))) {
            format(folder);
        }
        var server = new KafkaRaftServer(
                new KafkaConfig(properties(folder, broker, controller, password), false), Time.SYSTEM);
        server.startup();
        return new EmbeddedKafka(server, broker, password);
    }

    /** What a client of this Kafka must set, {@code bootstrap.servers} among it. */
    Map<String, String> clientSettings() {
        return Map.of(
                "bootstrap.servers",
                address,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                login(password) + ";");
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path folder) throws IOException {
        var formatter = new Formatter();
        formatter
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE)
                .setControllerListenerName(CONTROLLER)
                .setMetadataLogDirectory(folder.toString())
                .addDirectory(folder.toString())
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setIgnoreFormatted(false)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            formatter.run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) { // Formatter.run is declared so
            throw new IOException("Kafka's folder " + folder + " can't be formatted", e);
        }
    }

    private static Properties properties(Path folder, String broker, String controller, String password) {
        String accepted = login(password) + " user_" + USER + "=\"" + password + "\";";
        var properties = new Properties();
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                String.valueOf(NODE),
                "controller.quorum.voters",
                NODE + "@" + controller,
                "log.dirs",
                folder.toString(),
                "listeners",
                "LOCAL://" + broker + "," + CONTROLLER + "://" + controller,
                "advertised.listeners",
                "LOCAL://" + broker,
                "listener.security.protocol.map",
                "LOCAL:SASL_PLAINTEXT," + CONTROLLER + ":SASL_PLAINTEXT",
                "inter.broker.listener.name",
                "LOCAL",
                "controller.listener.names",
                CONTROLLER));
        properties.putAll(Map.of(
                "sasl.enabled.mechanisms", "PLAIN",
                "sasl.mechanism.inter.broker.protocol", "PLAIN",
                "sasl.mechanism.controller.protocol", "PLAIN",
                "listener.name.local.plain.sasl.jaas.config", accepted,
                "listener.name.controller.plain.sasl.jaas.config", accepted));
        // One node is all there is
        properties.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.num.partitions", "1",
                "group.initial.rebalance.delay.ms", "0",
                "auto.create.topics.enable", "false"));
        // Each start waits for the broker's own earlier registration to lapse, so it must not take long
        // make it short
        properties.putAll(Map.of(
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "500",
                "log.cleaner.dedupe.buffer.size", "10485760"));
        return properties;
    }

    private static String login(String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + USER + "\" password=\""
                + password + "\"";
    }
}
