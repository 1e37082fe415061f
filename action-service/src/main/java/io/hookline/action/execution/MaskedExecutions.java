package io.hookline.action.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.ActionDatabase;
import io.hookline.action.stream.ShownExecutions;
import io.hookline.common.model.Ids;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What those who watch executions may see of them. */
@Singleton
final class MaskedExecutions implements ShownExecutions {
    private static final List<String> FINAL = Arrays.stream(ExecutionStatus.values())
            .filter(ExecutionStatus::isFinal)
            .map(ExecutionStatus::text)
            .toList();

    private final ActionDatabase database;
    private final Executions executions;
    private final OrderedExecutions ordered;
    private final ExecutionAnswers answers;

    MaskedExecutions(
            ActionDatabase database, Executions executions, OrderedExecutions ordered, ExecutionAnswers answers) {
        this.database = database;
        this.executions = executions;
        this.ordered = ordered;
        this.answers = answers;
    }

    @Override
    public Map<String, ObjectNode> shown(Collection<String> ids) {
        Map<String, ObjectNode> shown = new HashMap<>();
        for (Execution execution : executions.find(new RowFilter().where("e.id = ANY (?)", List.copyOf(ids)), true)) {
            shown.put(execution.id(), answers.of(execution, false));
        }
        return shown;
    }

    @Override
    public Set<String> endedAmong(Collection<String> ids) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT id FROM action.executions WHERE id = ANY (?) AND status = ANY (?)")) {
                select.setArray(1, connection.createArrayOf("text", ids.toArray()));
                select.setArray(2, connection.createArrayOf("text", FINAL.toArray()));
                try (ResultSet rows = select.executeQuery()) {
                    Set<String> ended = new HashSet<>();
                    while (rows.next()) {
                        ended.add(rows.getString(1));
                    }
                    return ended;
                }
            }
        });
    }

    @Override
    public Optional<ObjectNode> find(String id) {
        Optional<Execution> found =
                id.equals("last") ? executions.last(false) : Ids.isId(id) ? ordered.get(id, false) : Optional.empty();
        return found.map(execution -> answers.of(execution, false));
    }
}
