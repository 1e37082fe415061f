package io.hookline.action.execution;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A field of stored executions that the search box names, compared with a text (spec: executions, 2.2). Most stand in columns of their
 * own; any other is a place in a document, which is read for each execution that the other conditions leave.
 *
 * @param condition with a question mark for the place, if there is one, then one for the text
 * @param place       names on the way into a document; empty: a column
 */
record StoredField(String condition, List<String> place) {
    private static final String SHOWN_TIME = "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";

    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("id", "e.id"),
            Map.entry("status", "e.status"),
            Map.entry("action.ref", "e.action_ref"),
            Map.entry("action.pack", "split_part(e.action_ref, '.', 1)"),
            Map.entry("action.name", "substring(e.action_ref FROM position('.' IN e.action_ref) + 1)"),
            Map.entry("action.runner_type", "e.runner"),
            Map.entry("runner.name", "e.runner"),
            Map.entry("liveaction.id", "e.liveaction_id"),
            Map.entry("liveaction.action", "e.action_ref"),
            Map.entry("liveaction.status", "e.status"),
            Map.entry("liveaction.runner_info.hostname", "e.hostname"),
            Map.entry("context.user", "e.user_name"),
            Map.entry("parent", "e.parent"),
            Map.entry("rule.name", "e.rule_name"),
            Map.entry("rule.ref", "e.rule_ref"),
            Map.entry("trigger.name", "e.trigger_name"),
            Map.entry("trigger_type.name", "e.trigger_type_name"),
            Map.entry("trigger_instance.id", "e.trigger_instance"),
            Map.entry("start_timestamp", SHOWN_TIME.formatted("e.start_timestamp")),
            Map.entry("end_timestamp", SHOWN_TIME.formatted("e.end_timestamp")),
            Map.entry("result_size", "e.result_size::text"),
            Map.entry("delay", "(SELECT q.delay::text FROM action.execution_requests q WHERE q.id = e.id)"));

    /** Lists, what is made when an execution is shown, and what only workflows of a kind that is not run here have. */
    private static final Map<String, String> OTHERS = Map.of(
            "log.status", "? = ANY (e.states)",
            "children", "EXISTS (SELECT FROM action.executions c WHERE c.id = ? AND c.parent = e.id)",
            "web_url", "?::text LIKE '%/history/' || e.id || '/general'",
            "workflow_execution", "?::text IS NULL",
            "task_execution", "?::text IS NULL");

    private static final String OF_REQUEST =
            "EXISTS (SELECT FROM action.execution_requests q WHERE q.id = e.id AND q.%s #>> ? = ?)";
    private static final String OF_RESULT =
            "EXISTS (SELECT FROM action.execution_results r WHERE r.id = e.id AND r.result #>> ? = ?)";
    private static final String OF_COPY =
            "EXISTS (SELECT FROM action.copies c WHERE c.digest = e.%s AND c.document #>> ? = ?)";
    private static final String OF_REQUESTS_COPY = "EXISTS (SELECT FROM action.execution_requests q"
            + " JOIN action.copies c ON c.digest = q.%s WHERE q.id = e.id AND c.document #>> ? = ?)";

    private static final Map<String, String> DOCUMENTS = Map.of(
            "parameters", OF_REQUEST.formatted("parameters"),
            "context", OF_REQUEST.formatted("context"),
            "liveaction", OF_REQUEST.formatted("liveaction"),
            "trigger_instance", OF_REQUEST.formatted("trigger_instance"),
            "result", OF_RESULT,
            "action", OF_COPY.formatted("action_copy"),
            "runner", OF_COPY.formatted("runner_copy"),
            "rule", OF_REQUESTS_COPY.formatted("rule_copy"),
            "trigger", OF_REQUESTS_COPY.formatted("trigger_copy"),
            "trigger_type", OF_REQUESTS_COPY.formatted("trigger_type_copy"));

    /** A live action shows the parameters of its execution; in the document they stand once. */
    private static final String LIVEACTION_PARAMETERS = "liveaction.parameters.";

    StoredField {
        place = List.copyOf(place);
    }

    /**
     * @param path names with dots between them; empty: executions have no such field
     */
    static Optional<StoredField> of(String path) {
        String column = COLUMNS.get(path);
        if (column != null) {
            return Optional.of(new StoredField(column + " = ?", List.of()));
        }
        String other = OTHERS.get(path);
        if (other != null) {
            return Optional.of(new StoredField(other, List.of()));
        }
        if (path.startsWith(LIVEACTION_PARAMETERS)) {
            return of(path.substring("liveaction.".length()));
        }
        List<String> names = List.of(path.split("\\.", -1));
        String document = DOCUMENTS.get(names.getFirst());
        return document == null || names.size() == 1 || names.contains("")
                ? Optional.empty()
                : Optional.of(new StoredField(document, names.subList(1, names.size())));
    }

    /** Leaves those that have this text there. */
    void narrow(RowFilter filter, String text) {
        if (place.isEmpty()) {
            filter.where(condition, text);
        } else {
            filter.where(condition, place, text);
        }
    }
}
