package io.hookline.common;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A real server as the datasource of all services: a child of the test's JVM, or in a container when {@code TEST_POSTGRES=container}. */
public final class PostgresTestResource implements QuarkusTestResourceLifecycleManager {
    static final String IMAGE = "postgres:17";

    private Runnable end = () -> {};

    @Override
    public Map<String, String> start() {
        return switch (Housing.chosenBy("TEST_POSTGRES")) {
            case EMBEDDED -> embedded();
            case CONTAINER -> contained();
        };
    }

    @Override
    public void stop() {
        end.run();
    }

    private Map<String, String> embedded() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            end = () -> close(server);
            return settings(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> contained() {
        var server = new PostgreSQLContainer(IMAGE).withStartupTimeout(Housing.LONGEST_START);
        end = server::stop;
        server.start();
        return settings(server.getJdbcUrl(), server.getUsername(), server.getPassword());
    }

    private static Map<String, String> settings(String url, String user, String password) {
        return Map.of(
                "quarkus.datasource.jdbc.url",
                url,
                "quarkus.datasource.username",
                user,
                "quarkus.datasource.password",
                password,
                "hookline.secret.key",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
