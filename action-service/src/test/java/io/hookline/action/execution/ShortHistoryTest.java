package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.action.ActionCase;
import io.hookline.action.ActionDatabase;
import io.hookline.action.ActionProfile;
import io.hookline.common.database.HistoryConfig;
import io.hookline.common.model.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ActionProfile.class)
class ShortHistoryTest extends ActionCase {
    private static final Duration KEPT = Duration.ofDays(5);
    private static final List<String> TABLES =
            List.of("executions", "execution_requests", "execution_results", "execution_output");

    @Inject
    ActionDatabase database;

    @Test
    void onlyWhatSucceededIsDeletedEarlierAndPartsOfWorkflowsWithTheWhole() {
        String old = aged(awaitStatus(local("echo old"), "succeeded"), 8, null);
        String failed = aged(awaitStatus(local("exit 1"), "failed"), 8, null);
        String part = aged(awaitStatus(local("echo part"), "succeeded"), 8, failed);
        String ofOld = aged(awaitStatus(local("exit 1"), "failed"), 8, old);
        String recent = aged(awaitStatus(local("echo recent"), "succeeded"), 4, null);
        var history = new ShortHistory(database, config(Optional.of(KEPT)), Clock.systemUTC());

        while (history.step()) {}

        assertThat(status(old)).isEqualTo(404);
        assertThat(List.of(failed, part, ofOld, recent))
                .allSatisfy(id -> assertThat(status(id)).isEqualTo(200));
        assertThat(rows(old)).isZero();
        assertThat(rows(failed)).isGreaterThan(2);
    }

    @Test
    void withoutASettingNothingIsDeletedEarlier() {
        String old = aged(awaitStatus(local("echo old"), "succeeded"), 9, null);
        var history = new ShortHistory(database, config(Optional.empty()), Clock.systemUTC());

        assertThat(history.step()).isFalse();

        assertThat(status(old)).isEqualTo(200);
    }

    /** The same execution, some days earlier. */
    private String aged(JsonNode execution, int days, @Nullable String parent) {
        String id = execution.path("id").asText();
        String older = Ids.fresh(Instant.now().minus(Duration.ofDays(days)));
        for (String table : TABLES) {
            change("UPDATE action." + table + " SET id = ? WHERE id = ?", older, id);
        }
        if (parent != null) {
            change("UPDATE action.executions SET parent = ? WHERE id = ?", parent, older);
        }
        return older;
    }

    private void change(String statement, String... values) {
        database.write(transaction -> {
            try (PreparedStatement update = transaction.connection().prepareStatement(statement)) {
                for (int i = 0; i < values.length; i++) {
                    update.setString(i + 1, values[i]);
                }
                return update.executeUpdate();
            }
        });
    }

    private int rows(String id) {
        int found = 0;
        for (String table : TABLES) {
            found += database.read(connection -> {
                try (PreparedStatement select =
                        connection.prepareStatement("SELECT count(*) FROM action." + table + " WHERE id = ?")) {
                    select.setString(1, id);
                    try (var row = select.executeQuery()) {
                        row.next();
                        return row.getInt(1);
                    }
                }
            });
        }
        return found;
    }

    private static int status(String id) {
        return caller().get("/v1/executions/" + id).statusCode();
    }

    private static HistoryConfig config(Optional<Duration> keepSucceeded) {
        return new HistoryConfig() {
            @Override
            public Duration keep() {
                return Duration.ofDays(30);
            }

            @Override
            public Optional<Duration> keepSucceeded() {
                return keepSucceeded;
            }
        };
    }
}
