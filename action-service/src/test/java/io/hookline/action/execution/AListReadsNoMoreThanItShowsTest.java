package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.action.ActionCase;
import io.hookline.action.ActionDatabase;
import io.hookline.action.ActionProfile;
import io.hookline.common.api.ListQuery;
import io.hookline.common.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Lists by what few executions have, among many of others: with the plan that is kept for all values, which takes each value for as
 * frequent as any.
 */
@QuarkusTest
@TestProfile(ActionProfile.class)
class AListReadsNoMoreThanItShowsTest extends ActionCase {
    private static final int MANY = 20_000;

    /** The rare ones are the oldest, where a walk from the newest comes last. */
    private static final String SEED = """
            INSERT INTO action.executions (id, liveaction_id, status, lane, start_timestamp, end_timestamp, states, state_times, action_ref,
                runner, rule_name, rule_ref, action_copy, runner_copy)
            SELECT '6b04f0b0' || lpad(to_hex(i), 16, '0'), 'lists', CASE WHEN i <= 3 THEN 'abandoned' ELSE 'succeeded' END, 'thread', at, at,
                ARRAY['requested'], ARRAY[at], 'lists.' || kind, 'noop', kind, 'lists.' || kind, '', ''
            FROM (SELECT i, now() - interval '2 days' + i * interval '1 second' AS at,
                CASE WHEN i <= 3 THEN 'rare' WHEN i %% 2 = 0 THEN 'common' ELSE 'usual' END AS kind FROM generate_series(1, %d) i) s
            """.formatted(MANY);

    @Inject
    ActionDatabase database;

    @BeforeEach
    void seed() {
        execute(SEED);
        execute("ANALYZE action.executions");
    }

    @AfterEach
    void remove() {
        execute("DELETE FROM action.executions WHERE liveaction_id = 'lists'");
        execute("ANALYZE action.executions");
    }

    @ParameterizedTest
    @CsvSource({
        "action, lists.rare, ",
        "action, lists.rare, timestamp",
        "rule, rare, ",
        "status, abandoned, -timestamp",
    })
    void itFollowsTheIndexOfWhatItIsAskedFor(String name, String value, @Nullable String sort) {
        var asked = new MultivaluedHashMap<String, String>();
        asked.add(name, value);
        if (sort != null) {
            asked.add("sort", sort);
        }
        RowFilter filter = ExecutionQuery.of(ListQuery.of(asked, ExecutionQuery.DEFAULT_LIMIT));
        String query = "SELECT * FROM action.executions e" + filter.conditions() + filter.order() + filter.page();

        JsonNode plan = explained(query, value);

        assertThat(plan.findValues("Actual Rows").getFirst().asInt()).isEqualTo(3);
        assertThat(plan.findValues("Rows Removed by Filter"))
                .as(plan.toPrettyString())
                .allSatisfy(removed -> assertThat(removed.asInt()).isLessThan(100));
    }

    /** What a plan for any value has done for this one. */
    private JsonNode explained(String query, String value) {
        String numbered = query;
        int parameters = 0;
        while (numbered.contains("?")) {
            numbered = numbered.replaceFirst("\\?", "\\$" + ++parameters);
        }
        String prepare = "PREPARE listed AS " + numbered;
        String run = "EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE listed"
                + (parameters == 0 ? "" : "('" + String.join("', '", Collections.nCopies(parameters, value)) + "')");
        return database.query(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(prepare);
                try (ResultSet row = statement.executeQuery(run)) {
                    row.next();
                    return Json.stored(row.getString(1));
                } finally {
                    statement.execute("DEALLOCATE listed");
                }
            }
        });
    }

    private void execute(String statement) {
        database.query(connection -> {
            try (Statement any = connection.createStatement()) {
                return any.execute(statement);
            }
        });
    }
}
