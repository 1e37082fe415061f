package io.hookline.common.start;

import io.hookline.common.topic.TopicCreation;
import io.hookline.common.topic.TopicUnavailable;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.quarkus.runtime.Quarkus;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Starts a service: looks first whether Kafka and the database are there, makes missing topics, then runs the application. What is
 * wrong is told in one sentence on standard error, with exit code 1.
 */
public final class ServiceStart {
    private static final int SECONDS_TO_CONNECT = 10;
    private static final int LONGEST_SENTENCE = 1000;
    private static final String KAFKA = "kafka.";

    private ServiceStart() {}

    /** For a service that can't work without its database. */
    public static void withDatabase(String... args) {
        prepare();
        checkKafka();
        checkDatabase();
        run(args);
    }

    /** For a service that starts whether its database is there or not. */
    public static void withoutDatabase(String... args) {
        prepare();
        checkKafka();
        run(args);
    }

    /** Runs the application once everything it needs is known to be there; never returns before it ends. */
    public static void run(String... args) {
        prepare();
        Quarkus.run(null, ServiceStart::ended, args);
    }

    /** What has to be so before Quarkus is there. */
    public static void prepare() {
        // By one thread, before anything starts others: two that begin to log at the same time can lock each other out.
        Logger.getLogger("hookline");
        // The framework would answer to what is no URI without a word; RequestHeads looks at it before anybody else.
        System.setProperty("vertx.disableURIValidation", "true");
        // How RequestWatch gets to each connection.
        System.setProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
    }

    private static void ended(int code, Throwable failure) {
        if (failure != null) {
            tell("Hookline can't start: " + innermost(failure));
        }
        System.exit(failure != null ? 1 : code);
    }

    /** Also makes the topics that are missing. */
    public static void checkKafka() {
        try {
            TopicCreation.ensure(kafkaSettings());
        } catch (TopicUnavailable e) {
            stop(String.valueOf(e.getMessage()));
        }
    }

    public static void checkDatabase() {
        String url = setting("quarkus.datasource.jdbc.url").orElse("jdbc:postgresql://127.0.0.1:5432/hookline");
        DriverManager.setLoginTimeout(SECONDS_TO_CONNECT);
        try (Connection connection = DriverManager.getConnection(
                url,
                setting("quarkus.datasource.username").orElse("hookline"),
                setting("quarkus.datasource.password").orElse(""))) {
            connection.isValid(SECONDS_TO_CONNECT);
        } catch (SQLException e) {
            // What follows the database's name may be a password
            stop("The database is not reachable at " + url.replaceFirst("\\?.*", "") + ": " + e.getMessage());
        }
    }

    /** Ends the process with one readable sentence. */
    public static void stop(String sentence) {
        tell(sentence);
        System.exit(1);
    }

    /** All {@code kafka.*}, also how to log in; from the environment they come in capitals. */
    private static Map<String, Object> kafkaSettings() {
        Map<String, Object> settings = new HashMap<>();
        for (String name : config().getPropertyNames()) {
            String key = name.toLowerCase(Locale.ROOT).replace('_', '.');
            if (key.startsWith(KAFKA)) {
                setting(name).ifPresent(value -> settings.put(key.substring(KAFKA.length()), value));
            }
        }
        return settings;
    }

    private static Optional<String> setting(String name) {
        return config().getOptionalValue(name, String.class);
    }

    private static Config config() {
        return ConfigProvider.getConfig();
    }

    static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        if (message == null) {
            return cause.getClass().getSimpleName();
        }
        // What is wrong with settings stands in the lines after the first.
        String sentence = message.lines().map(String::strip).collect(Collectors.joining(" "));
        return sentence.substring(0, Math.min(sentence.length(), LONGEST_SENTENCE));
    }

    private static void tell(String sentence) {
        System.err.println(sentence.lines().findFirst().orElse(sentence));
    }
}
