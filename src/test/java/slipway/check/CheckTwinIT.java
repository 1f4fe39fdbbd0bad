package slipway.check;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Activity;
import slipway.base.Live;
import slipway.base.Tasks;
import slipway.catalog.Catalog;
import slipway.catalog.CatalogView;
import slipway.check.ChecksView.Row;
import slipway.cli.Pasted;
import slipway.contract.Profiles;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

/// A check in the activity log carries the command that checks the same under the same contracts.
class CheckTwinIT {
    @TempDir
    Path folder;

    @Test
    void aCheckAndAllOfThem() throws Exception {
        Path root = Files.createDirectories(folder.resolve("it's mine"));
        Path model = Files.createDirectories(root.resolve("models/my tree"));
        Files.writeString(model.resolve("MLmodel"), "flavors:\n  python_function:\n    loader_module: x\n");
        var catalog = new Live<>(new CatalogView(List.of(Catalog.look(model)), List.of(), 0, false));
        var activity = new Activity(root);
        try (var tasks = new Tasks();
                var _ = activity.follow(tasks);
                var checks = new Checks(tasks, new Checks.Ground(root, catalog, () -> List.of("reg:5000/iris:2"),
                        () -> Profiles.OURS), new FakeExaminer(), root.resolve(".slipway"))) {
            await().until(() -> checks.view().get().rows().size() == 2);
            List<Row> rows = checks.view().get().rows();
            for (Row row : rows) {
                List<String> some = row.contracts().subList(0, 1);
                int before = activity.entries().get().size();
                checks.start(row.target(), some);
                await().until(() -> activity.entries().get().size() > before);
                var pasted = new Pasted(newest(activity));
                assertEquals(List.of(row.target()), pasted.targets());
                assertEquals(some, pasted.contracts(row.target()));
            }
            int before = activity.entries().get().size();
            checks.startAll();
            await().until(() -> activity.entries().get().size() > before);
            var all = new Pasted(newest(activity));
            assertEquals(rows.stream().map(Row::target).toList(), all.targets());
            for (Row row : rows)
                assertEquals(row.contracts(), all.contracts(row.target()), row.title());
        }
    }

    private static String newest(Activity activity) {
        return activity.entries().get().getFirst().command();
    }

    @Test
    void whatATargetSaysFurtherIsKept() throws Exception {
        var target = new CheckTarget("iris:2", "iris:2", null, null, folder.resolve("a b"), null, 9000, "my model");
        var pasted = new Pasted(target.command(List.of("mlflow", "oip-v2")));
        assertEquals(List.of(target), pasted.targets());
        assertEquals(List.of("mlflow", "oip-v2"), pasted.contracts(target));
        var url = CheckTarget.url(URI.create("http://127.0.0.1:9000/a?b=c&d=$e"));
        assertEquals(List.of(url), new Pasted(url.command(List.of("mlflow"))).targets());
    }
}
