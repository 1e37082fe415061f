package io.hookline.action.execution;

import io.hookline.action.ActionDatabase;
import io.hookline.common.database.HistoryConfig;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values that executions of the kept days have had, for menus: kept as they come, so nobody looks through the executions for them.
 * A value is written once a day, before the first execution that has it.
 */
@Singleton
final class SeenValues {
    private static final int HELD = 100_000;

    private static final String NOTE = """
            INSERT INTO action.seen_values AS s (kind, value, last_seen)
            SELECT k, v, ? FROM unnest(?::text[], ?::text[]) AS t(k, v)
            ON CONFLICT (kind, value) DO UPDATE SET last_seen = excluded.last_seen WHERE s.last_seen < excluded.last_seen""";

    private final ActionDatabase database;
    private final HistoryConfig history;
    private final Clock clock;
    private final Set<Seen> held = ConcurrentHashMap.newKeySet();

    SeenValues(ActionDatabase database, HistoryConfig history, Clock clock) {
        this.database = database;
        this.history = history;
        this.clock = clock;
    }

    void note(Collection<Execution> executions) {
        LocalDate today = today();
        Set<Seen> fresh = new HashSet<>();
        for (Execution execution : executions) {
            for (Kind kind : Kind.values()) {
                kind.of(execution)
                        .map(value -> new Seen(kind, value, today))
                        .filter(seen -> !held.contains(seen))
                        .ifPresent(fresh::add);
            }
        }
        if (fresh.isEmpty()) {
            return;
        }
        // In one order, so that two nodes wait for each other at most one way round.
        List<Seen> ordered = fresh.stream().sorted().toList();
        database.write(transaction -> {
            try (PreparedStatement insert = transaction.connection().prepareStatement(NOTE)) {
                insert.setObject(1, today);
                Columns.texts(insert, 2, ordered, seen -> seen.kind().text());
                Columns.texts(insert, 3, ordered, Seen::value);
                return insert.executeUpdate();
            }
        });
        if (held.size() + fresh.size() > HELD) {
            held.clear();
        }
        held.addAll(fresh);
    }

    /** Sorted, by kind; those of the kinds that are wanted. */
    Map<Kind, List<String>> of(Collection<Kind> wanted) {
        Map<Kind, List<String>> values = new EnumMap<>(Kind.class);
        wanted.forEach(kind -> values.put(kind, new ArrayList<>()));
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT kind, value FROM action.seen_values WHERE kind = ANY (?) AND last_seen >= ? ORDER BY kind, value")) {
                select.setArray(
                        1,
                        connection.createArrayOf(
                                "text", wanted.stream().map(Kind::text).toArray()));
                select.setObject(2, oldestKept());
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        values.computeIfAbsent(Kind.stored(rows.getString(1)), kind -> new ArrayList<>())
                                .add(rows.getString(2));
                    }
                }
            }
            return values;
        });
    }

    /** Forgets what only executions had that are gone. */
    void prune() {
        database.write(transaction -> {
            try (PreparedStatement delete =
                    transaction.connection().prepareStatement("DELETE FROM action.seen_values WHERE last_seen < ?")) {
                delete.setObject(1, oldestKept());
                return delete.executeUpdate();
            }
        });
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private LocalDate oldestKept() {
        return LocalDate.ofInstant(clock.instant().minus(history.keep()), ZoneOffset.UTC);
    }

    /** What a menu filters by. */
    enum Kind {
        ACTION,
        RUNNER,
        USER,
        RULE,
        TRIGGER,
        TRIGGER_TYPE;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind stored(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }

        private Optional<String> of(Execution execution) {
            Execution.Cause cause = execution.cause();
            String value = switch (this) {
                case ACTION -> execution.actionRef();
                case RUNNER -> execution.runnerName();
                case USER -> execution.user();
                case RULE ->
                    cause == null ? "" : cause.rule().document().path("name").asText();
                case TRIGGER ->
                    cause == null ? "" : cause.trigger().document().path("name").asText();
                case TRIGGER_TYPE ->
                    cause == null
                            ? ""
                            : cause.triggerType().document().path("name").asText();
            };
            return Optional.of(value).filter(text -> !text.isEmpty());
        }
    }

    private record Seen(Kind kind, String value, LocalDate day) implements Comparable<Seen> {
        @Override
        public int compareTo(Seen other) {
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : value.compareTo(other.value);
        }
    }
}
