package slipway.check;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.catalog.CatalogView;
import slipway.catalog.Model;
import slipway.check.ChecksView.Cell;
import slipway.check.ChecksView.Column;
import slipway.check.ChecksView.Row;
import slipway.contract.Profiles;
import slipway.contract.Signature;
import slipway.store.SignedFile;
import slipway.store.WorkspaceKey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ChecksTest {
    private static final List<String> KNOWN = List.of("oci-byoc", "sagemaker", "mlflow");
    private static final Profiles PROFILES = new Profiles(Profiles.OURS.all().stream()
            .filter(profile -> KNOWN.contains(profile.id())).toList(), List.of());

    @TempDir
    private Path root;
    private final Tasks tasks = new Tasks();
    private final FakeExaminer examiner = new FakeExaminer();
    private final Live<CatalogView> catalog = new Live<>(CatalogView.EMPTY);
    private final List<String> images = new ArrayList<>();

    @AfterEach
    void end() {
        tasks.close();
    }

    private Checks open() {
        catalog.set(new CatalogView(List.of(model("models/iris/2", "iris", List.of("mlflow", "sagemaker")),
                model("models/lone", "lone", List.of())), List.of(), 0, false));
        var checks = new Checks(tasks, new Checks.Ground(root, catalog, () -> List.copyOf(images), () -> PROFILES),
                examiner, root.resolve(".slipway"));
        await().until(() -> !checks.reading().get().under());
        return checks;
    }

    private Model model(String path, String name, List<String> contracts) {
        return new Model(root.resolve(path), path, name, "2", "mlflow", null, List.of("onnx"), contracts, 1, "",
                Signature.UNKNOWN, List.of(), null, null, null, Map.of(), List.of());
    }

    @Test
    void modelsWithContractsAndImagesInUseAreRows() {
        images.add("registry.example.org/iris:2");
        Checks checks = open();
        List<Row> rows = checks.view().get().rows();
        assertEquals(List.of("models/iris/2", "registry.example.org/iris:2"),
                rows.stream().map(row -> row.target().name()).toList());
        assertEquals(List.of("iris 2", "iris:2"), rows.stream().map(Row::title).toList());
        assertEquals("mlflow · onnx", rows.getFirst().detail());
        assertEquals(List.of("sagemaker", "mlflow"), rows.getFirst().contracts());
        assertEquals(KNOWN, checks.view().get().contracts().stream().map(Column::id).toList());
    }

    @Test
    void resultsAppearOneByOneAndTheRunIsKept() {
        var gate = new Semaphore(0);
        examiner.gate = gate;
        Checks checks = open();
        Row row = checks.view().get().rows().getFirst();
        checks.start(row.target(), row.contracts());
        await().until(() -> row(checks).running().equals(List.of("sagemaker", "mlflow")));
        var refused = assertThrows(StudioException.class, () -> checks.start(row.target(), row.contracts()));
        assertEquals("check.under-way", refused.problem().code());
        gate.release();
        await().until(() -> row(checks).running().equals(List.of("mlflow")));
        assertEquals("", cell(checks, "sagemaker").run());
        gate.release();
        await().until(() -> row(checks).running().isEmpty());
        String run = cell(checks, "mlflow").run();
        assertEquals(run, checks.view().get().runs().getFirst().id());
        assertEquals("models/iris/2", checks.passport(run).target());
        assertTrue(Files.exists(checks.report(run, SignedFile.Form.HTML)));
        assertEquals(SignedFile.Outcome.OWN, checks.verify(checks.report(run, SignedFile.Form.JSON)).outcome());
        assertEquals(Tasks.State.DONE, tasks.shown().get().getFirst().state());
        assertEquals(cell(checks, "mlflow"), Objects.requireNonNull(row(open()).cells().get("mlflow")));
    }

    @Test
    void cancellingLeavesWhatWasThereBefore() throws InterruptedException {
        Checks checks = open();
        Row row = checks.view().get().rows().getFirst();
        checks.start(row.target(), List.of("mlflow"));
        await().until(() -> row(checks).running().isEmpty() && row(checks).cells().containsKey("mlflow"));
        Cell before = cell(checks, "mlflow");
        var gate = new Semaphore(1);
        examiner.gate = gate;
        checks.start(row.target(), List.of("mlflow", "sagemaker"));
        await().until(() -> row(checks).running().equals(List.of("sagemaker")));
        tasks.cancel(tasks.shown().get().getFirst().id());
        await().until(() -> row(checks).running().isEmpty());
        examiner.interrupted.await();
        assertEquals(before, cell(checks, "mlflow"));
        assertFalse(row(checks).cells().containsKey("sagemaker"));
        assertEquals(1, checks.view().get().runs().size());
    }

    @Test
    void allAreCheckedOneAfterAnother() {
        images.add("iris:2");
        Checks checks = open();
        checks.startAll();
        await().until(() -> checks.view().get().runs().size() == 2);
        assertEquals(List.of("models/iris/2 [sagemaker, mlflow]", "iris:2 [oci-byoc, sagemaker, mlflow]"),
                examiner.asked);
        await().until(() -> tasks.shown().get().getFirst().state() == Tasks.State.DONE);
        assertEquals(1, tasks.shown().get().size());
        examiner.problem = Problem.of("check.not-signed");
        checks.startAll();
        await().until(() -> checks.failures().get().keySet().equals(Set.of("models/iris/2", "iris:2")));
    }

    @Test
    void targetsCheckedBeforeStayRowsAfterARestart() throws IOException {
        Checks checks = open();
        Files.createDirectories(root.resolve("own"));
        for (CheckTarget target : List.of(CheckTarget.image("old:1"), CheckTarget.url(URI.create(
                "http://127.0.0.1:9000")), CheckTarget.folder("own", root.resolve("own")))) {
            checks.start(target, List.of("mlflow"));
            await().until(() -> checks.row(target.name()).map(row -> row.running().isEmpty()
                    && row.cells().containsKey("mlflow")).orElse(false));
        }
        assertEquals(List.of("models/iris/2", "http://127.0.0.1:9000", "old:1", "own"),
                open().view().get().rows().stream().map(row -> row.target().name()).sorted((a, b) -> a.equals(
                        "models/iris/2") ? -1 : b.equals("models/iris/2") ? 1 : a.compareTo(b)).toList());
        assertEquals("http://127.0.0.1:9000", String.valueOf(open().row("http://127.0.0.1:9000").orElseThrow()
                .target().url()));
    }

    @Test
    void aModelCheckedFromTheCommandLineIsTheSameRow() {
        new Reports(root.resolve(".slipway")).save(new Passport(root.resolve("models/iris/2").toString(), "model", null,
                Instant.now(), 1, Map.of(), List.of(Passports.many("mlflow", "MLflow", 1, 0, 0))));
        Checks checks = open();
        assertEquals(1, checks.view().get().rows().size());
        assertEquals(Set.of("mlflow"), row(checks).cells().keySet());
    }

    @Test
    void aFailedCheckSaysWhyAndLeavesNothing() {
        examiner.problem = Problem.of("check.not-signed");
        Checks checks = open();
        checks.start(CheckTarget.image("bad:1"), List.of("mlflow"));
        await().until(() -> tasks.shown().get().getFirst().state() == Tasks.State.FAILED);
        await().atMost(Duration.ofSeconds(5)).until(() -> checks.row("bad:1").isEmpty());
        assertEquals("check.not-signed", Objects.requireNonNull(checks.failures().get().get("bad:1")).code());
        assertEquals(List.of(), checks.view().get().runs());
    }

    @Test
    void nothingIsCheckedThatCouldNotBeSigned() throws IOException {
        Files.createDirectories(root.resolve(".slipway"));
        Files.writeString(root.resolve(".slipway").resolve(WorkspaceKey.FILE), "broken");
        Checks checks = open();
        checks.start(CheckTarget.image("good:1"), List.of("mlflow"));
        await().until(() -> tasks.shown().get().getFirst().state() == Tasks.State.FAILED);
        assertEquals("check.key-unreadable",
                Objects.requireNonNull(tasks.shown().get().getFirst().problem()).code());
        assertEquals(List.of(), examiner.asked);
    }

    @Test
    void changedReportsAreTold() throws IOException {
        var reports = new Reports(root.resolve(".slipway"));
        String run = reports.save(Passports.of("iris:1", Passports.many("mlflow", "MLflow", 1, 0, 0))).id();
        Path file = reports.file(run, SignedFile.Form.JSON);
        Files.writeString(file, Files.readString(file) + " ");
        Checks checks = open();
        assertEquals(List.of("check.run-broken"),
                checks.reading().get().problems().stream().map(Problem::code).toList());
        Files.delete(file);
        checks.refresh();
        await().until(() -> checks.reading().get().problems().isEmpty());
    }

    /// What `slipway check` of another process leaves shows at the next piece of news about deployments.
    @Test
    void aGlanceSeesWhatIsNew() {
        Checks checks = open();
        ChecksView before = checks.view().get();
        var reports = new Reports(root.resolve(".slipway"));
        String run = reports.save(Passports.of("iris:1", Passports.many("mlflow", "MLflow", 1, 0, 0))).id();
        await().until(() -> {
            checks.glance();
            return checks.view().get().runs().stream().anyMatch(each -> each.id().equals(run));
        });
        images.add("registry.example.org/iris:2");
        checks.glance();
        await().until(() -> checks.view().get().rows().size() > before.rows().size() + 1);
    }

    private static Row row(Checks checks) {
        return checks.view().get().rows().getFirst();
    }

    private static Cell cell(Checks checks, String contract) {
        return Objects.requireNonNull(row(checks).cells().get(contract));
    }
}
