package slipway.requests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;

/// Requests that go to two deployments, one after the other. Blocking; read by one thread and closed by it.
public interface AgreementSet extends AutoCloseable {
    /// What a person calls it.
    String name();

    /// How many there are.
    ///
    /// @throws StudioException `requests.ab-file` where its file cannot be read
    long size();

    /// Null at the end.
    ///
    /// @throws StudioException `requests.ab-file` where its file cannot be read on
    @Nullable
    Item next();

    @Override
    void close();

    /// One request as it is written, with `{{name}}` where a variable stands. `draft` may throw the reason why there is
    /// none, a [StudioException].
    record Item(String name, Supplier<Draft> draft) {}

    static AgreementSet of(String name, List<Draft> drafts) {
        return new Listed(name, drafts.size(), drafts.stream().map(each -> new Item(each.name(), () -> each))
                .iterator());
    }

    /// A request for each row of a CSV file with a header line, or of JSON lines.
    ///
    /// @param like where the rows go: method, address, headers; its body is left out
    /// @throws StudioException `requests.ab-file` where it cannot be read
    static AgreementSet rows(Path file, BatchForm form, Draft like) {
        try {
            return new Rows(file, BatchRows.open(file), form, like);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static StudioException unreadable(Path file, IOException cause) {
        return new StudioException(Problem.of("requests.ab-file", file).withDetail(cause.toString()), cause);
    }

    /// Requests that are there already.
    record Listed(String name, long size, Iterator<Item> items) implements AgreementSet {
        @Override
        public @Nullable Item next() {
            return items.hasNext() ? items.next() : null;
        }

        @Override
        public void close() {}
    }

    /// Rows as they are read.
    record Rows(Path file, BatchRows rows, BatchForm form, Draft like) implements AgreementSet {
        @Override
        public String name() {
            return String.valueOf(file.getFileName());
        }

        @Override
        public long size() {
            try {
                return BatchRows.count(file);
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }

        @Override
        public @Nullable Item next() {
            try {
                BatchRows.Row row = rows.next();
                return row == null ? null : item(row);
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }

        private Item item(BatchRows.Row row) {
            String name = row.number() + " · " + name();
            return new Item(name, () -> {
                Draft draft = like.with("Content-Type", form.contentType());
                return new Draft(name, draft.method(), draft.url(), draft.headers(), form.body(rows.header(), List.of(
                        row)));
            });
        }

        @Override
        public void close() {
            try {
                rows.close();
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
    }
}
