package slipway.ui.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;
import slipway.base.Twin;
import slipway.load.LoadRequest;
import slipway.load.RequestFiles;
import slipway.load.RequestSet;
import slipway.load.RowForm;
import slipway.store.AtomicFiles;

/// What a load sends: one request, or those of a file. Immutable; reading a file blocks.
///
/// @param path of one request; a file’s requests go to `path` as well
/// @param file null where `body` is what is sent
record LoadData(String title, String path, String contentType, String body, @Nullable Path file) {

    /// A command with more characters of a body than these is no pleasure to read.
    private static final int LONGEST = 4_000;

    /// @param rows how a table’s rows become requests
    RequestSet read(RowForm rows) {
        if (file != null) return RequestFiles.read(file, null, rows);
        return RequestSet.inTurn(List.of(new LoadRequest("POST", "", contentType.isEmpty()
                ? Map.of()
                : Map.of("content-type", contentType), Bytes.utf8(body), 1)));
    }

    /// Its part of the command line; a body that is too long for one is written into the workspace’s state first.
    void into(Twin twin, Path root) {
        if (file != null) {
            twin.add("--data", file.toAbsolutePath());
        } else if (body.length() <= LONGEST) {
            twin.add("--body", body).add("--content-type", contentType);
        } else {
            twin.add("--request-file", kept(root)).add("--content-type", contentType);
        }
        twin.addIf(!path.isEmpty() && !path.equals(LabEndpoint.SCORE), "--path", path);
    }

    private Path kept(Path root) {
        Path to = root.resolve(".slipway").resolve("bodies").resolve(Bytes.utf8(body).sha256().substring(0, 16));
        if (!Files.exists(to)) AtomicFiles.write(to, body);
        return to;
    }
}
