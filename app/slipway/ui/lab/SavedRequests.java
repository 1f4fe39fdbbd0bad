package slipway.ui.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.requests.Draft;
import slipway.requests.HttpFile;

/// The requests that a person saved for an endpoint, as data for a load. Blocking; stateless.
final class SavedRequests {
    private SavedRequests() {}

    static List<LoadData> of(Path workspace, String endpoint) {
        var all = new ArrayList<LoadData>();
        Path folder = workspace.resolve("requests").resolve(endpoint);
        if (!Files.isDirectory(folder)) return all;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".http")).sorted().toList()) {
                HttpFile read = HttpFile.parse(Files.readString(file));
                for (Draft draft : read.drafts())
                    all.add(data(read.resolved(draft), String.valueOf(file.getFileName())));
            }
        } catch (IOException e) {
            throw new StudioException(Problem.of("lab.saved-requests", folder), e);
        }
        return all;
    }

    private static LoadData data(Draft draft, String file) {
        String type = draft.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("content-type")).map(Map.Entry::getValue).findFirst()
                .orElse("application/json");
        int slash = draft.url().indexOf('/', draft.url().indexOf("//") + 2);
        return new LoadData(draft.name().isEmpty() ? file : draft.name(),
                slash < 0 ? LabEndpoint.SCORE : draft.url().substring(slash), type, draft.body(), null);
    }
}
