package slipway.ui.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import slipway.observe.LogBook;
import slipway.ui.widget.LogTools;
import slipway.ui.widget.SaveTarget;

/// Where the logs of the monitor page come from.
///
/// @param books  the log of a deployment by its id, also of one that is gone
/// @param folder the archive, `ENDPOINT/DEPLOYMENT/…`
public record LogsGround(Function<String, LogBook> books, Path folder, LogTools tools, SaveTarget target) {

    /// Ids of all deployments that have a log on disk. Reads folders.
    List<String> archived() {
        var ids = new ArrayList<String>();
        for (Path endpoint : folders(folder)) {
            for (Path deployment : folders(endpoint))
                ids.add(endpoint.getFileName() + "/" + deployment.getFileName());
        }
        return ids;
    }

    private static List<Path> folders(Path of) {
        if (!Files.isDirectory(of)) return List.of();
        try (Stream<Path> all = Files.list(of)) {
            return all.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            // what cannot be read is not offered
            return List.of();
        }
    }
}
