package slipway.requests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import slipway.store.AtomicFiles;

/// How far a run over a file is; stands beside its result until the end.
///
/// @param size    of the input, in bytes, with `modified` in milliseconds: a run does not go on over another file
/// @param written bytes of the result that are whole
record BatchState(String input, long size, long modified, long done, long failed, long written) {
    static Path file(Path output) {
        return output.resolveSibling(output.getFileName() + ".state");
    }

    static BatchState begin(Path input) throws IOException {
        return new BatchState(input.toAbsolutePath().toString(), Files.size(input), Files.getLastModifiedTime(input)
                .toMillis(), 0, 0, 0);
    }

    /// Null where there is none, or none that can be read: the run begins anew.
    static @Nullable BatchState read(Path output) throws IOException {
        Path file = file(output);
        if (!Files.exists(file) || !Files.exists(output)) return null;
        try {
            return JsonMapper.shared().readValue(Files.readString(file), BatchState.class);
        } catch (JacksonException e) {
            return null;
        }
    }

    boolean sameInput(BatchState other) {
        return input.equals(other.input) && size == other.size && modified == other.modified;
    }

    BatchState at(long rows, long errors, long bytes) {
        return new BatchState(input, size, modified, rows, errors, bytes);
    }

    void write(Path output) {
        AtomicFiles.write(file(output), JsonMapper.shared().writeValueAsString(this));
    }
}
