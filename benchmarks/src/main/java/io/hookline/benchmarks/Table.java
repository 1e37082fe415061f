package io.hookline.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows as text in columns. */
final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();

    Table(List<Row> rows) {
        lines.add(List.of("what", "measured", "beside it", "ratio", "aim"));
        for (Row row : rows) {
            lines.add(List.of(
                    row.what(),
                    row.ours().toString(),
                    row.beside().toString(),
                    String.format(Locale.ROOT, "%.2f", row.ratio()),
                    row.aim()));
        }
    }

    @Override
    public String toString() {
        List<Integer> widths = IntStream.range(0, lines.getFirst().size())
                .mapToObj(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return lines.stream().map(line -> padded(line, widths)).collect(Collectors.joining("\n"));
    }

    private static String padded(List<String> line, List<Integer> widths) {
        return IntStream.range(0, line.size())
                .mapToObj(column -> line.get(column)
                        + " ".repeat(widths.get(column) - line.get(column).length()))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }
}
