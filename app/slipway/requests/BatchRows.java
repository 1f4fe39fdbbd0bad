package slipway.requests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;

import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import slipway.base.Problem;
import slipway.base.StudioException;

/// The rows of a file, one at a time: CSV with a header line, or JSON lines. One thread; closed by its owner.
final class BatchRows implements AutoCloseable {
    private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    private final BufferedReader in;
    private final @Nullable CSVParser csv;
    private final List<String> columns;
    private long number;

    private BatchRows(BufferedReader in, @Nullable CSVParser csv) {
        this.in = in;
        this.csv = csv;
        columns = csv != null && csv.iterator().hasNext() ? csv.iterator().next().toList() : List.of();
    }

    /// @param number from 1, the header not counted
    /// @param line   as it goes into a body of lines, without its line break
    /// @param values null where the line is no JSON object
    record Row(long number, String line, @Nullable ObjectNode values) {}

    static BatchRows open(Path file) throws IOException {
        BufferedReader in = Files.newBufferedReader(file);
        try {
            in.mark(1);
            if (in.read() != '\uFEFF') in.reset();
            boolean lines = !String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".csv");
            return new BatchRows(in, lines ? null : CSVParser.parse(in, CSVFormat.DEFAULT));
        } catch (CharacterCodingException e) {
            in.close();
            throw new StudioException(Problem.of("requestedit.batch-encoding", 1), e);
        } catch (UncheckedIOException e) {
            in.close();
            throw fault(e, 1);
        }
    }

    /// What the CSV parser fell over before row `number`.
    private static StudioException fault(RuntimeException cause, long number) {
        String code = cause.getCause() instanceof CharacterCodingException
                ? "requestedit.batch-encoding"
                : "requestedit.batch-quotes";
        return new StudioException(Problem.of(code, number).withDetail(cause.getMessage()), cause);
    }

    static long count(Path file) throws IOException {
        try (BatchRows rows = open(file)) {
            var row = rows.next();
            while (row != null)
                row = rows.next();
            return rows.number;
        }
    }

    /// The header as one line, empty where the file has none.
    String header() {
        return columns.isEmpty() ? "" : CSV.format(columns.toArray());
    }

    /// Null at the end.
    ///
    /// @throws StudioException `requestedit.batch-quotes` or `requestedit.batch-encoding` where the file goes on as no rows
    @Nullable
    Row next() throws IOException {
        CSVParser table = csv;
        try {
            return table == null ? line() : record(table);
        } catch (CharacterCodingException e) {
            throw new StudioException(Problem.of("requestedit.batch-encoding", number + 1), e);
        }
    }

    private @Nullable Row line() throws IOException {
        String line = in.readLine();
        while (line != null && line.isBlank())
            line = in.readLine();
        return line == null ? null : new Row(++number, line, object(line));
    }

    private @Nullable Row record(CSVParser table) throws IOException {
        try {
            if (!table.iterator().hasNext()) return null;
            CSVRecord record = table.iterator().next();
            var named = new LinkedHashMap<String, JsonNode>();
            for (int i = 0; i < Math.min(columns.size(), record.size()); i++)
                named.put(columns.get(i), TableBody.cell(record.get(i)));
            ObjectNode values = JsonMapper.shared().createObjectNode();
            values.setAll(named);
            return new Row(++number, CSV.format((Object[]) record.values()), values);
        } catch (UncheckedIOException e) {
            boolean content = e.getCause() instanceof CSVException || e.getCause() instanceof CharacterCodingException;
            if (content) throw fault(e, number + 1);
            throw e.getCause();
        } catch (NoSuchElementException | IllegalStateException e) {
            throw fault(e, number + 1);
        }
    }

    private static @Nullable ObjectNode object(String line) {
        try {
            return JsonMapper.shared().readTree(line) instanceof ObjectNode object ? object : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
