package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;

import org.awaitility.Awaitility;

import slipway.base.Tasks;
import slipway.store.Database;
import slipway.testkit.Shell;
import slipway.testkit.Sources;

/// How long a tree of models takes to scan: the first time against `sha256sum` over the same files, again unchanged
/// against `find -type f`, turn by turn in one run, all with the files in the page cache.
///
/// Run `slipway.catalog.CatalogBench [models] [folder]` with the class path of the tests; models are folders of ten
/// files (an ONNX of 100 kB among them), the `folder` given is kept. It prints medians of five rounds and ratios.
public final class CatalogBench {
    private static final int ROUNDS = 5;
    private static final Path FIXTURES = Sources.base().resolve("src/test/resources/catalog");

    private CatalogBench() {}

    public static void main(String[] args) throws Exception {
        int models = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        Path work = args.length > 1 ? Path.of(args[1]) : Files.createTempDirectory("catalog-bench");
        Path root = work.resolve("models");
        try {
            if (!Files.exists(root)) tree(root, models);
            measure(root, work);
        } finally {
            if (args.length < 2) Shell.run("rm", "-rf", work.toString());
        }
    }

    /// `models` folders, a hundred in each team's folder.
    static void tree(Path root, int models) throws IOException {
        byte[] onnx = Files.readAllBytes(FIXTURES.resolve("onnx/initializer.onnx"));
        var random = new Random(1);
        byte[] weights = new byte[100_000];
        for (int i = 0; i < models; i++) {
            random.nextBytes(weights);
            Path folder = Files.createDirectories(root.resolve("team-" + i / 100 + "/model-" + i));
            Files.writeString(folder.resolve("MLmodel"), """
                    artifact_path: model-%d
                    flavors:
                      onnx: {onnx_version: 1.16.0, data: model.onnx}
                      python_function: {loader_module: mlflow.onnx}
                    signature:
                      inputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 4]}}]'
                      outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1]}}]'
                    """.formatted(i));
            Files.writeString(folder.resolve("conda.yaml"), "channels: [conda-forge]\ndependencies: [python=3.11]\n");
            Files.writeString(folder.resolve("python_env.yaml"), "python: 3.11.9\n");
            Files.writeString(folder.resolve("requirements.txt"), "onnxruntime==1.18.0\nnumpy==1.26.4\n");
            Files.writeString(folder.resolve("README.md"), "# Model " + i + "\nScores customers of team " + i / 100
                    + ".\n\nA gradient boosted model with monotone constraints, trained on the weekly extract.\n");
            Files.writeString(folder.resolve("serving_input_example.json"), "{\"inputs\": [[5.1, 3.5, 1.4, 0.2]]}");
            Files.writeString(folder.resolve("input_example.json"), "[[5.1, 3.5, 1.4, 0.2]]");
            Files.writeString(folder.resolve("registered_model_meta"), "model_name: model-" + i
                    + "\nmodel_version: '" + i % 7 + "'\n");
            Files.write(folder.resolve("weights.bin"), weights);
            Files.write(folder.resolve("model.onnx"), onnx);
        }
    }

    private static void measure(Path root, Path work) throws Exception {
        Files.deleteIfExists(work.resolve("bench.db"));
        var find = new ArrayList<Double>();
        var sums = new ArrayList<Double>();
        var first = new ArrayList<Double>();
        var digests = new ArrayList<Double>();
        var again = new ArrayList<Double>();
        ScannedFolder known = null;
        for (int i = 0; i <= ROUNDS; i++) {
            double found = seconds(() -> sh("find \"$0\" -type f | wc -l", root));
            double summed = seconds(() -> sh("find \"$0\" -type f -print0 | xargs -0 -n 2000 sha256sum | wc -l", root));
            double scanned = seconds(() -> Catalog.scan(root));
            List<Model> models = CatalogView.of(List.of(Scan.of(root, null, null)), List.of(), Map.of(), 0).models();
            double digested = seconds(() -> {
                for (Model model : models)
                    FolderHash.of(model, FolderHash.Pace.FULL);
                return models;
            });
            ScannedFolder before = known == null ? Scan.of(root, null, null) : known;
            double rescanned = seconds(() -> Scan.of(root, before, null));
            known = before;
            // the first warms up
            if (i == 0) continue;
            find.add(found);
            sums.add(summed);
            first.add(scanned);
            digests.add(digested);
            again.add(rescanned);
        }
        System.out.printf("first, with digests: %.2f s (%.1f times find); the digests alone %.2f s, sha256sum %.2f s "
                + "(%.2f of its speed)%n", middle(first), middle(first) / middle(find), middle(digests), middle(sums),
                middle(sums) / middle(digests));
        System.out.printf("again, unchanged: %.3f s, find %.3f s (ratio %.2f)%n", middle(again), middle(find),
                middle(again) / middle(find));
        live(root, work);
    }

    /// The studio's own catalog: first, and after a restart; and how soon a new file shows.
    private static void live(Path root, Path work) throws Exception {
        for (String round : List.of("studio, first", "studio, after a restart")) {
            try (var tasks = new Tasks();
                    Database database = Database.open(work.resolve("bench.db"));
                    var catalog = new Catalog(tasks, List.of(root), work, database)) {
                double shown = seconds(() -> {
                    catalog.rescan();
                    return await(() -> !catalog.view().get().models().isEmpty());
                });
                double looked = shown + seconds(() -> await(() -> !catalog.view().get().scanning()));
                double digested = looked + seconds(() -> await(() -> catalog.view().get().models().stream()
                        .noneMatch(model -> model.sha256().isEmpty())));
                System.out.printf("%s: models shown %.2f s, looked through %.2f s, all digests %.2f s%n", round, shown,
                        looked, digested);
                Path added = root.resolve("team-0/new.onnx");
                int before = catalog.view().get().models().size();
                Files.copy(FIXTURES.resolve("onnx/initializer.onnx"), added);
                double seen = seconds(() -> await(() -> catalog.view().get().models().size() > before));
                Files.delete(added);
                System.out.printf("%s: a new file shows after %.2f s%n", round, seen);
                await(() -> catalog.view().get().models().size() == before);
            }
        }
    }

    private static boolean await(Callable<Boolean> wanted) {
        Awaitility.await().atMost(Duration.ofMinutes(5)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5))
                .until(wanted);
        return true;
    }

    private static Object sh(String command, Path root) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command, root.toString()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException(said);
        return said;
    }

    private static double seconds(Callable<?> work) throws Exception {
        long begin = System.nanoTime();
        work.call();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double middle(List<Double> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }
}
