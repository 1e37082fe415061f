package io.hookline.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.common.json.Json;
import io.hookline.common.model.Credential;
import io.hookline.common.model.Ids;
import io.hookline.common.model.Token;
import io.hookline.common.topic.Broker;
import io.hookline.common.topic.Publisher;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Topics;
import io.hookline.common.topic.ViewsForTests;
import io.quarkus.runtime.StartupEvent;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static EmbeddedPostgres server;

    private final Publisher publisher = Broker.publisher();
    private final TopicView<Credential> view = ViewsForTests.credentials();
    private Database database;

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void open() throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS test CASCADE; CREATE SCHEMA test;"
                    + "CREATE TABLE test.outbox (version bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                    + " topic text NOT NULL, keys text[] NOT NULL, contents bytea[] NOT NULL);"
                    + "CREATE TABLE test.things (name text PRIMARY KEY)");
        }
        database = new Database(server.getPostgresDatabase(), "test", publisher) {};
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatACommittedTransactionPublishedReachesTheViews() {
        Token token = token();
        database.start(new StartupEvent());

        long version = database.write(transaction -> transaction.publish(Topics.CREDENTIALS, token.id(), token));
        view.awaitApplied(token.id(), version);

        assertThat(view.get(token.id())).contains(token);
        Awaitility.await().until(() -> outboxRows() == 0);
    }

    @Test
    void aQueryThatTakesTooLongIsBrokenOffAndTheNextIsNot() {
        assertThatThrownBy(() -> database.read(Duration.ofMillis(50), connection -> sleep(connection, 30)))
                .isInstanceOf(QueryTooLong.class)
                .hasMessageContaining("ask for less");

        boolean slept = database.read(connection -> sleep(connection, 0.2));
        assertThat(slept).isTrue();
    }

    /** In the server. */
    private static boolean sleep(Connection connection, double seconds) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.execute("SELECT pg_sleep(" + seconds + ")");
        }
    }

    @Test
    void whatWaitedInTheOutboxAtTheStartIsPublished() {
        Token token = token();
        long version = database.write(transaction -> transaction.publish(Topics.CREDENTIALS, token.id(), token));
        assertThat(outboxRows()).isEqualTo(1);

        database.start(new StartupEvent());
        view.awaitApplied(token.id(), version);

        assertThat(view.get(token.id())).contains(token);
    }

    @Test
    void whatIsPublishedTogetherIsOneRowAndArrivesEachForItself() {
        Token first = token();
        Token second = token();
        database.write(transaction -> {
            transaction.publishAll(Topics.CREDENTIALS, Map.of(first.id(), first, second.id(), second));
            transaction.publishDeletions(Topics.CREDENTIALS, List.of(first.id()));
            return transaction;
        });
        assertThat(outboxRows()).isEqualTo(2);

        database.start(new StartupEvent());

        Awaitility.await().until(() -> outboxRows() == 0);
        Awaitility.await().until(() -> view.get(second.id()).isPresent());
        assertThat(view.get(second.id())).contains(second);
        assertThat(view.get(first.id())).isEmpty();
    }

    @Test
    void aTransactionThatFailsChangesAndPublishesNothing() {
        assertThatThrownBy(() -> database.write(transaction -> {
                    transaction.publish(Topics.CREDENTIALS, "x", token());
                    throw new IllegalStateException("on the way");
                }))
                .hasMessage("on the way");

        assertThat(outboxRows()).isZero();
    }

    @Test
    void aKeyThatIsTakenIsToldApartFromADatabaseThatIsAway() {
        insertThing();

        assertThatThrownBy(this::insertThing)
                .isInstanceOfSatisfying(
                        StatementFailed.class,
                        failure -> assertThat(failure.isDuplicate()).isTrue());
    }

    @Test
    void aConnectionThatIsCutMakesTheDatabaseUnavailable() {
        assertThatThrownBy(() -> database.write(transaction -> {
                    try (var statement = transaction.connection().createStatement()) {
                        return statement.execute("SELECT pg_terminate_backend(pg_backend_pid())");
                    }
                }))
                .isInstanceOf(DatabaseUnavailable.class);
    }

    private boolean insertThing() {
        return database.write(transaction -> {
            try (var statement = transaction.connection().createStatement()) {
                return statement.execute("INSERT INTO test.things VALUES ('a')");
            }
        });
    }

    private int outboxRows() {
        return database.read(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT count(*) FROM test.outbox")) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }

    private static Token token() {
        String id = Ids.fresh(Instant.now());
        return new Token(id, "ann", "hash-" + id, Instant.parse("2030-01-01T00:00:00Z"), Json.object());
    }
}
