package slipway.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rows in aligned columns for people; scripts use `--json`.
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... header) {
        rows.add(List.of(header));
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    String text() {
        int columns = rows.getFirst().size();
        int[] widths = IntStream.range(0, columns)
                .map(c -> rows.stream().mapToInt(row -> row.get(c).length()).max().orElse(0)).toArray();
        return rows.stream().map(row -> IntStream.range(0, columns)
                .mapToObj(c -> c == columns - 1 ? row.get(c) : pad(row.get(c), widths[c]))
                .collect(Collectors.joining("  "))).collect(Collectors.joining(System.lineSeparator()));
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
