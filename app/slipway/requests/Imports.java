package slipway.requests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.base.StudioException;

/// Reads requests that another tool wrote, by what the text looks like: a curl command, a Postman collection, a HAR
/// file or a `.http` file. Stateless; blocking for a file.
public final class Imports {
    private static final long MOST = 64_000_000;

    private Imports() {}

    /// The requests in `file`.
    ///
    /// @throws StudioException `requestedit.import-file` where it is none of them
    public static Imported read(Path file) {
        try {
            if (Files.size(file) > MOST) throw StudioException.of("requestedit.import-long", file, MOST / 1_000_000);
            return of(Files.readString(file));
        } catch (IOException e) {
            throw new StudioException(Problem.of("requestedit.file", file), e);
        }
    }

    public static Imported of(String text) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1).strip() : text.strip();
        if (plain.matches("(?s)(\\$\\s+)?(\\S*/)?curl(\\.exe)?(\\s.*)?")) return CurlImport.read(plain);
        return plain.startsWith("{") ? json(plain) : http(plain);
    }

    private static Imported json(String text) {
        try {
            JsonNode root = JsonMapper.shared().readTree(text);
            if (HarRequests.fits(root)) return HarRequests.read(root);
            return PostmanImport.read(root);
        } catch (JacksonException e) {
            throw new StudioException(Problem.of("requestedit.import-file"), e);
        }
    }

    private static Imported http(String text) {
        if (!text.contains("://") && !text.contains("{{")) throw StudioException.of("requestedit.import-file");
        HttpFile file = HttpFile.parse(text);
        if (file.drafts().isEmpty()) throw StudioException.of("requestedit.import-file");
        var found = new Imported.Collector();
        file.variables().forEach((name, value) -> found.variable(name, value, false));
        file.drafts().forEach(found::add);
        return found.done();
    }
}
