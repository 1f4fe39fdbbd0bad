package slipway.requests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;

import org.apache.commons.csv.CSVFormat;

import slipway.base.StudioException;
import slipway.store.AtomicFiles;

/// Predictions as a table of texts. Immutable.
///
/// @param more rows that did not fit
public record Grid(List<String> columns, List<List<String>> rows, long more) {
    public static final int MOST_ROWS = 100_000;
    public static final int MOST_COLUMNS = 300;

    /// Numbers by their value and before texts.
    public static final Comparator<String> ORDER = (one, other) -> {
        double a = number(one);
        double b = number(other);
        if (Double.isNaN(a) && Double.isNaN(b)) return one.compareTo(other);
        return Double.isNaN(a) ? 1 : Double.isNaN(b) ? -1 : Double.compare(a, b);
    };

    public Grid {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    private static double number(String text) {
        if (text.isEmpty() || "-.0123456789".indexOf(text.charAt(0)) < 0) return Double.NaN;
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /// Tabs between cells, for spreadsheets.
    public static String tabs(List<List<String>> rows) {
        var text = new StringBuilder();
        for (List<String> row : rows)
            text.append(String.join("\t", row.stream().map(cell -> cell.replaceAll("[\t\r\n]", " ")).toList())).append(
                    '\n');
        return text.toString();
    }

    /// RFC 4180. A cell that a spreadsheet would take for a formula is one of the server’s words and stays as it is.
    public static String csv(List<String> columns, List<List<String>> rows) {
        var text = new StringBuilder();
        try {
            CSVFormat.RFC4180.printRecord(text, columns.toArray());
            for (List<String> row : rows)
                CSVFormat.RFC4180.printRecord(text, row.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException("a string builder takes everything", e);
        }
        return text.toString();
    }

    /// All rows under their names, as CSV.
    ///
    /// @throws StudioException where the file cannot be written
    public void writeCsv(java.nio.file.Path file) {
        AtomicFiles.write(file, csv(columns, rows));
    }
}
