package slipway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import slipway.base.Tasks;
import slipway.catalog.Catalog;
import slipway.store.Database;

/// A real catalog over `models` in a folder of the test, which the first scan begins to watch.
public final class TestCatalog {
    private TestCatalog() {}

    public static Catalog in(Path workspace, Tasks tasks) {
        try {
            Path models = Files.createDirectories(workspace.resolve("models"));
            return new Catalog(tasks, List.of(models), workspace, Database.open(workspace.resolve("catalog.db")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
