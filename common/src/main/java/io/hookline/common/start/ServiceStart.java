package io.hookline.common.start;

import io.hookline.common.topic.TopicCreation;
import io.hookline.common.topic.TopicUnavailable;
import io.quarkus.runtime.Quarkus;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Starts a service: looks first whether Kafka and the database are there, makes missing topics, then runs the application. What is
 * wrong is told in one sentence on standard error, with exit code 1.
 */
public final class ServiceStart {
    private static final int SECONDS_TO_CONNECT = 10;

    private ServiceStart() {}

    /** For a service that can't work without its database. */
    public static void withDatabase(String... args) {
        checkKafka();
        checkDatabase();
        run(args);
    }

    /** For a service that starts whether its database is there or not. */
    public static void withoutDatabase(String... args) {
        checkKafka();
        run(args);
    }

    /** Runs the application once everything it needs is known to be there; never returns before it ends. */
    public static void run(String... args) {
        // Logging is set up by one thread, before anything else starts some.
        Logger.getLogger("hookline");
        Quarkus.run(null, ServiceStart::ended, args);
    }

    private static void ended(int code, Throwable failure) {
        if (failure != null) {
            tell("Hookline can't start: " + innermost(failure));
        }
        System.exit(failure != null ? 1 : code);
    }

    /** Also makes the topics that are missing. */
    public static void checkKafka() {
        String servers = config().getValue("kafka.bootstrap.servers", String.class);
        try {
            TopicCreation.ensure(Map.of("bootstrap.servers", servers));
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
            stop("The database is not reachable at " + url + ": " + e.getMessage());
        }
    }

    /** Ends the process with one readable sentence. */
    public static void stop(String sentence) {
        tell(sentence);
        System.exit(1);
    }

    private static Optional<String> setting(String name) {
        return config().getOptionalValue(name, String.class);
    }

    private static Config config() {
        return ConfigProvider.getConfig();
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private static void tell(String sentence) {
        System.err.println(sentence.lines().findFirst().orElse(sentence));
    }
}
