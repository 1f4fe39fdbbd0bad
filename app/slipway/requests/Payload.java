package slipway.requests;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;
import slipway.base.Problem;
import slipway.base.StudioException;

/// A draft's body as it goes over the wire: its text; the file it names as `< path`, streamed from disk; or, where the
/// header `Inference-Header-Content-Length` asks for it, the tensors of its JSON in binary. Any thread.
///
/// @param file read while it is sent, null where `bytes` are all
public record Payload(Map<String, String> headers, @Nullable Path file, Bytes bytes) {
    private static final String FILE = "< ";

    /// What goes out for `draft`.
    ///
    /// @throws StudioException where the file is not there or the JSON makes no tensors
    public static Payload of(Draft draft) {
        Optional<Path> named = file(draft.body());
        if (named.isPresent()) {
            if (!Files.isReadable(named.get())) throw StudioException.of("requestedit.body-file", named.get());
            return new Payload(draft.headers(), named.get(), Bytes.EMPTY);
        }
        return ofText(draft);
    }

    /// The same with a body that is never the name of a file.
    static Payload ofText(Draft draft) {
        if (!BinaryTensors.asked(draft)) return new Payload(draft.headers(), null, Bytes.utf8(draft.body()));
        BinaryTensors tensors = BinaryTensors.encode(draft.body());
        var headers = new LinkedHashMap<>(draft.headers());
        headers.replaceAll((name, value) -> name.equalsIgnoreCase(BinaryTensors.HEADER)
                ? String.valueOf(tensors.jsonBytes())
                : name.equalsIgnoreCase("content-type") ? "application/octet-stream" : value);
        return new Payload(headers, null, tensors.body());
    }

    /// In bytes.
    public long length() {
        Path from = file;
        try {
            return from == null ? bytes.length() : Files.size(from);
        } catch (IOException e) {
            throw new StudioException(Problem.of("requestedit.body-file", String.valueOf(from)), e);
        }
    }

    /// The body from its start; closed by the caller.
    public InputStream open() throws IOException {
        return file == null ? new ByteArrayInputStream(bytes.toArray()) : Files.newInputStream(file);
    }

    /// The file that a body of the one line `< path` names.
    public static Optional<Path> file(String body) {
        if (!body.startsWith(FILE) || body.strip().indexOf('\n') >= 0) return Optional.empty();
        try {
            return Optional.of(Path.of(body.substring(FILE.length()).strip()));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    public static String naming(Path file) {
        return FILE + file;
    }

    /// The draft with the file of its body named from `folder`, so that it can be sent from anywhere.
    public static Draft from(Path folder, Draft draft) {
        return file(draft.body()).map(file -> new Draft(draft.name(), draft.method(), draft.url(), draft.headers(),
                naming(folder.resolve(file)))).orElse(draft);
    }

    /// The draft with the file of its body named as seen from `folder`, where it lies below the workspace.
    public static Draft relative(Path folder, Path workspace, Draft draft) {
        return file(draft.body()).filter(file -> file.isAbsolute() && file.startsWith(workspace) && Files.exists(file))
                .map(file -> new Draft(draft.name(), draft.method(), draft.url(), draft.headers(),
                        naming(folder.relativize(file))))
                .orElse(draft);
    }
}
