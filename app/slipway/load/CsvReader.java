package slipway.load;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// Records of a CSV text as RFC 4180 has them: quotes around commas, line breaks and doubled quotes. One thread.
final class CsvReader {
    private final Reader in;
    private int line = 1;
    private int begun = 1;
    private int ahead = -2;

    CsvReader(Reader in) {
        this.in = in;
    }

    /// The line on which the record given last begins, from 1.
    int line() {
        return begun;
    }

    /// The next record, or null at the end; empty lines are skipped.
    @Nullable
    List<String> next() throws IOException {
        while (peek() == '\n' || peek() == '\r')
            read();
        if (peek() < 0) return null;
        begun = line;
        var cells = new ArrayList<String>();
        while (true) {
            cells.add(peek() == '"' ? quoted() : plain());
            int end = read();
            if (end == '\r' && peek() == '\n') end = read();
            if (end != ',') return cells;
        }
    }

    private String plain() throws IOException {
        var cell = new StringBuilder();
        while (peek() >= 0 && peek() != ',' && peek() != '\n' && peek() != '\r')
            cell.append((char) read());
        return cell.toString();
    }

    /// @throws Open where the quote never ends
    private String quoted() throws IOException {
        var cell = new StringBuilder();
        read();
        while (true) {
            int each = read();
            if (each < 0) throw new Open();
            if (each == '"') {
                if (peek() != '"') break;
                read();
            }
            cell.append((char) each);
        }
        // what stands between the closing quote and the comma belongs to nobody but is not lost
        return cell + plain();
    }

    /// A quote without an end.
    static final class Open extends IOException {
        private static final long serialVersionUID = 1;
    }

    private int peek() throws IOException {
        if (ahead == -2) ahead = in.read();
        return ahead;
    }

    private int read() throws IOException {
        int each = peek();
        ahead = -2;
        if (each == '\n') line++;
        return each;
    }
}
