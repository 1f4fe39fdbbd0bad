package slipway.requests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.base.SecretHeaders;
import slipway.base.StudioException;
import slipway.store.AtomicFiles;

/// The runs over files that were begun in a workspace and not ended, in a file of its state folder: after a restart
/// they are offered again, with what was chosen for them. Any thread.
public final class BatchBook {
    private static final int MOST = 20;

    private final Path file;

    public BatchBook(Path stateFolder) {
        file = stateFolder.resolve("batch-runs.json");
    }

    /// What was chosen for a run.
    ///
    /// @param target  a deployment’s name, empty for the traffic rules
    /// @param request as it is written, without values of variables; its body is empty
    /// @param form    which form of the rows, by its id
    public record Ask(String endpoint, String target, Draft request, String input, String output, String form,
            Batch.Limits limits) {
        /// With other headers.
        public Ask with(Map<String, String> headers) {
            var other = new Draft(request.name(), request.method(), request.url(), headers, "");
            return new Ask(endpoint, target, other, input, output, form, limits);
        }
    }

    /// A run that can go on.
    public record Unfinished(Ask ask, Batch.Left left) {}

    /// Keeps `ask` without the secrets in its headers.
    public synchronized void begun(Ask ask) {
        List<Ask> all = read();
        all.removeIf(each -> each.output().equals(ask.output()));
        var headers = new LinkedHashMap<>(ask.request().headers());
        headers.replaceAll(SecretHeaders::masked);
        all.addFirst(ask.with(headers));
        write(all);
    }

    public synchronized void ended(String output) {
        List<Ask> all = read();
        if (all.removeIf(each -> each.output().equals(output))) write(all);
    }

    /// Newest first; only those whose state still stands beside the result.
    public synchronized List<Unfinished> unfinished() {
        var found = new ArrayList<Unfinished>();
        for (Ask ask : read()) {
            Batch.@Nullable Left left = Batch.left(Path.of(ask.input()), Path.of(ask.output()));
            if (left != null) found.add(new Unfinished(ask, left));
        }
        return List.copyOf(found);
    }

    /// What an earlier run left is not gone on with: its result stays until it is written over.
    ///
    /// @throws StudioException where the state file cannot be removed
    public void forget(String output) {
        Path state = BatchState.file(Path.of(output));
        try {
            Files.deleteIfExists(state);
        } catch (IOException e) {
            throw new StudioException(Problem.of("requestedit.file", state).withDetail(e.toString()), e);
        }
        ended(output);
    }

    private List<Ask> read() {
        try {
            if (!Files.exists(file)) return new ArrayList<>();
            List<Ask> all = JsonMapper.shared().readValue(Files.readString(file), new TypeReference<ArrayList<Ask>>() {
            });
            all.removeIf(Objects::isNull);
            return all;
        } catch (IOException | JacksonException e) {
            // only what is offered is lost: the states stand beside the results
            System.getLogger(BatchBook.class.getName()).log(System.Logger.Level.INFO, file.toString(), e);
            return new ArrayList<>();
        }
    }

    private void write(List<Ask> all) {
        AtomicFiles.write(file, JsonMapper.shared().writeValueAsString(all.subList(0, Math.min(MOST, all.size()))));
    }
}
