package io.hookline.rules.engine;

import io.hookline.rules.criteria.BreaksOn;
import io.hookline.rules.criteria.Sought;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The guards at one field: which table, under which key. */
final class Guards {
    private static final Table[] NONE = {};
    private static final String ONLY = "";

    private final Field field;
    private final IndexShape shape;
    private Table[] tables = NONE;

    Guards(Field field, IndexShape shape) {
        this.field = field;
        this.shape = shape;
    }

    boolean isEmpty() {
        return tables.length == 0;
    }

    /** About how many of {@link Table#ALWAYS} instances meet a rule behind the guard. */
    long odds(Guard guard) {
        long sum = 0;
        for (Slot slot : slots(guard)) {
            Table table = find(slot.kind());
            long odds = table == null ? Table.oddsOfNew(slot.kind(), slot.key()) : table.odds(slot.key());
            sum += odds;
        }
        return sum;
    }

    /** Lets the rule stand behind the guard; returns its standings, linked to those before. */
    @Nullable
    Posting add(Guard guard, Indexed rule, Claim claim, @Nullable Posting before) {
        Posting last = before;
        for (Slot slot : slots(guard)) {
            last = table(slot.kind()).at(slot.key()).add(rule, claim, last);
        }
        return last;
    }

    private @Nullable Table find(Table.Kind kind) {
        for (Table table : tables) {
            if (table.kind == kind) {
                return table;
            }
        }
        return null;
    }

    private Table table(Table.Kind kind) {
        Table known = find(kind);
        if (known != null) {
            return known;
        }
        Table made = Table.of(kind, this, shape);
        tables = Arrays.copyOf(tables, tables.length + 1);
        tables[tables.length - 1] = made;
        return made;
    }

    void drop(Table gone) {
        tables = Stream.of(tables).filter(table -> table != gone).toArray(Table[]::new);
        field.prune();
    }

    void miss() {
        field.miss();
    }

    void missNoMore() {
        field.missNoMore();
    }

    void propose(@Nullable Object value, @Nullable Object trigger, Found found) {
        for (Table table : tables) {
            table.propose(value, trigger, found);
        }
    }

    private static List<Slot> slots(Guard guard) {
        return switch (guard) {
            case Guard.Breaking(var names, var kind) -> List.of(new Slot(of(kind), ONLY));
            case Guard.Holding(var names, var sought) -> slots(sought);
        };
    }

    private static List<Slot> slots(Sought sought) {
        return switch (sought) {
            case Sought.OneOf(var values) ->
                values.stream().map(value -> new Slot(Table.Kind.EQUAL, value)).toList();
            case Sought.LowerCased(var text) -> List.of(new Slot(Table.Kind.LOWER_CASED, text));
            case Sought.Starting(var start) -> List.of(new Slot(Table.Kind.START, start));
            case Sought.Ending(var end) -> List.of(new Slot(Table.Kind.END, end));
            case Sought.Holding(var piece) -> List.of(new Slot(Table.Kind.PIECE, piece));
            case Sought.HoldingLowerCased(var piece) -> List.of(new Slot(Table.Kind.LOWER_CASED_PIECE, piece));
            case Sought.Containing(var text) ->
                List.of(new Slot(Table.Kind.PIECE, text), new Slot(Table.Kind.MEMBER, text));
            case Sought.Below(var number) -> List.of(new Slot(Table.Kind.BELOW, number));
            case Sought.Above(var number) -> List.of(new Slot(Table.Kind.ABOVE, number));
            case Sought.Present() -> List.of(new Slot(Table.Kind.PRESENT, ONLY));
            case Sought.AnyOf(var each) ->
                each.stream().flatMap(one -> slots(one).stream()).toList();
            case Sought.Anything() -> throw new IllegalArgumentException("there is nothing to look for");
        };
    }

    private static Table.Kind of(BreaksOn kind) {
        return switch (kind) {
            case NOT_TEXT -> Table.Kind.NOT_TEXT;
            case NOT_NUMBER -> Table.Kind.NOT_NUMBER;
            case NOT_CONTAINER -> Table.Kind.NOT_CONTAINER;
            case NOTHING, UNKNOWN -> throw new IllegalArgumentException("no kind of value breaks it");
        };
    }

    /** A key of a table. */
    private record Slot(Table.Kind kind, Object key) {}
}
