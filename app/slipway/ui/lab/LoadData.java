package slipway.ui.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;
import slipway.load.LoadRequest;
import slipway.load.RequestFiles;
import slipway.load.RequestSet;
import slipway.load.RowForm;

/// What a load sends: one request, or those of a file. Immutable; reading a file blocks.
///
/// @param path of one request; a file’s requests go to `path` as well
/// @param file null where `body` is what is sent
record LoadData(String title, String path, String contentType, String body, @Nullable Path file) {

    RequestSet read() {
        if (file != null) return RequestFiles.read(file, null, new RowForm.Split("input_data"));
        return RequestSet.inTurn(List.of(new LoadRequest("POST", "", contentType.isEmpty()
                ? Map.of()
                : Map.of("content-type", contentType), Bytes.utf8(body), 1)));
    }

    /// Its part of the command line; a body that is no file yet is expected in `request.json`.
    String option() {
        if (file != null) return " --data \"" + file + "\"";
        return " --request-file " + (contentType.contains("csv") ? "request.csv" : "request.json");
    }
}
