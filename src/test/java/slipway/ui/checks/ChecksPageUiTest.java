package slipway.ui.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Quoted;
import slipway.base.Tasks;
import slipway.catalog.CatalogView;
import slipway.catalog.Model;
import slipway.check.Checks;
import slipway.check.ChecksView.Row;
import slipway.check.ContractResult;
import slipway.check.FakeExaminer;
import slipway.check.Passport;
import slipway.check.Passports;
import slipway.check.Reports;
import slipway.check.RuleResult;
import slipway.check.Verdict;
import slipway.contract.Profile;
import slipway.contract.Profiles;
import slipway.contract.Signature;
import slipway.store.SignedFile;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;
import slipway.ui.Command;
import slipway.ui.WindowSettings.ChosenCheck;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ChecksPageUiTest extends UiTest {
    private static final List<Profile> COLUMNS = Profiles.OURS.all();

    @TempDir
    private Path root;
    private final TestDesk desk = new TestDesk();
    private final slipway.ui.Desk given = desk.desk();
    private final Tasks tasks = new Tasks();
    private final FakeExaminer examiner = new FakeExaminer();
    private final Live<CatalogView> catalog = new Live<>(CatalogView.EMPTY);
    private final List<ChosenCheck> remembered = new ArrayList<>();
    private @Nullable CountDownLatch loading;
    private @Nullable Path toVerify;

    @AfterEach
    void end() {
        tasks.close();
    }

    @Test
    void fullPageInBothThemes() {
        seed();
        open();
        shots("checks");
        assertEquals("lda-flask against SageMaker", heading());
        assertTrue(lookup("3 of 29 rules fail").tryQuery().isPresent());
        assertEquals(List.of(Verdict.FAIL, Verdict.FAIL, Verdict.FAIL, Verdict.WARN, Verdict.PASS),
                rules().getItems().stream().limit(5).map(RuleResult::verdict).toList());
        assertTrue(lookup("22, 1 warns").tryQuery().isPresent());
        assertTrue(lookup("Make it pass").tryQuery().isPresent());
    }

    @Test
    void aCellIsChosenWithTheKeyboardAndItsRuleOpened() {
        seed();
        open();
        fxRun(() -> matrix().requestFocus());
        type(KeyCode.RIGHT).type(KeyCode.RIGHT);
        settle();
        assertEquals("lda-flask against Azure ML", heading());
        assertEquals("azureml", remembered.getLast().contract());
        type(KeyCode.ENTER);
        settle();
        assertEquals("azureml/rule-34", Objects.requireNonNull(rules().getSelectionModel().getSelectedItem()).id());
        shots("checks-rule");
        assertTrue(lookup("#request-0").queryAs(TextArea.class).getText().startsWith("POST /invocations"));
        assertTrue(lookup("#answer-0").queryAs(TextArea.class).getText().contains("Werkzeug/2.2.2"));
        resize(1440, 900);
        clickOn("#request-0-copy");
        assertTrue(desk.copied.getLast().startsWith("POST /invocations"), desk.copied.getLast());
        push(KeyCode.CONTROL, KeyCode.C);
        assertTrue(desk.copied.getLast().startsWith("azureml/rule-34 fail"), desk.copied.getLast());
        type(KeyCode.ESCAPE);
        settle();
        assertNull(rules().getSelectionModel().getSelectedItem());
        assertTrue(lookup("#rule-detail").tryQuery().isEmpty());
    }

    @Test
    void uncheckedCellsAreCheckedAndTheResultAppears() {
        var gate = new Semaphore(0);
        examiner.gate = gate;
        seed();
        ChecksPage page = open();
        fxRun(() -> page.select("models/tiny-lm oci-byoc"));
        settle();
        assertEquals("tiny-lm 1 against OCI BYOC", heading());
        shot("checks-unchecked");
        clickOn("Check now");
        await().until(() -> lookup("checking").tryQuery().isPresent());
        assertTrue(lookup("#checks-all").queryAs(Button.class).isDisabled());
        shot("checks-running");
        gate.release();
        await().ignoreExceptions().until(() -> rules().getItems().size() == 3);
        await().until(() -> !lookup("#checks-all").queryAs(Button.class).isDisabled());
        assertEquals("models/tiny-lm [oci-byoc]", examiner.asked.getFirst());
        await().until(() -> !lookup("#check-again").queryAs(Button.class).isDisabled());
        settle();
        clickOn("#check-again");
        await().until(() -> examiner.asked.size() == 2);
        clickOn("#check-command");
        assertEquals(
                "slipway check " + Quoted.shell(root.resolve("models/tiny-lm").toString()) + " --contract oci-byoc",
                desk.copied.getLast());
    }

    @Test
    void aFailedCheckSaysWhyAndIsTriedAgain() {
        examiner.problem = Problem.of("base.unforeseen", "engine", "The engine went away.");
        seed();
        ChecksPage page = open();
        fxRun(() -> page.select("models/tiny-lm oci-byoc"));
        settle();
        clickOn("Check now");
        await().until(() -> lookup("The engine went away.").tryQuery().isPresent());
        shot("checks-failed");
        examiner.problem = null;
        clickOn("Try again");
        await().ignoreExceptions().until(() -> rules().getItems().size() == 3);
        assertTrue(lookup("The engine went away.").tryQuery().isEmpty());
    }

    @Test
    void inTheSmallestWindowCellsShowFigures() {
        seed();
        open();
        resize(824, 628);
        assertTrue(lookup("22, 1").tryQuery().isPresent());
        assertTrue(lookup("22, 1 warns").tryQuery().isEmpty());
        shot("checks-smallest");
        fxRun(() -> rules().getSelectionModel().selectFirst());
        shot("checks-smallest-rule");
        assertTrue(lookup("#rule-detail").query().getLayoutBounds().getWidth() >= 300);
        resize(1440, 900);
        await().until(() -> lookup("22, 1 warns").tryQuery().isPresent());
    }

    @Test
    void failuresFirstIsAChoiceThatIsRemembered() {
        seed();
        open();
        clickOn("#failures-first");
        settle();
        assertEquals("sagemaker/rule-1", rules().getItems().getFirst().id());
        assertFalse(remembered.getLast().failuresFirst());
        assertEquals("models/lda-flask", remembered.getLast().target());
    }

    @Test
    void twoRunsAreComparedTheWorstFirst() {
        seed();
        open();
        everybodyCanUse("CompareDialog", () -> lookup("#checks-compare").<ButtonBase>query().fire());
        clickOn("#checks-compare");
        await().until(() -> lookup("#compare-table").tryQuery().isPresent());
        TableView<?> table = lookup("#compare-table").query();
        assertEquals(4, table.getItems().size());
        assertTrue(lookup("worse 4").tryQuery().isPresent());
        for (boolean dark : new boolean[]{false, true}) {
            theme(dark);
            fxRun(() -> slipway.ui.Theme.dress(lookup("#compare-dialog").query().getScene()));
            shot("checks-compare-" + (dark ? "dark" : "light"));
        }
        ComboBox<slipway.check.ChecksView.Run> before = lookup("#compare-before").query();
        ComboBox<slipway.check.ChecksView.Run> after = lookup("#compare-after").query();
        fxRun(() -> before.setValue(after.getValue()));
        await().until(() -> lookup("#compare-none").tryQuery().isPresent());
        clickOn("all rules 101");
        await().until(() -> lookup("#compare-table").tryQuery().isPresent());
        clickOn("Close");
    }

    @Test
    void reportsAreSavedAndVerified() throws IOException {
        seed();
        open();
        MenuButton menu = lookup("#checks-report").query();
        fxRun(() -> menu.getItems().getFirst().fire());
        await().until(() -> desk.done.size() == 1);
        Path saved = root.resolve("saved.html");
        assertTrue(Files.readString(saved).contains("slipway-signature"));
        fxRun(() -> menu.getItems().get(2).fire());
        assertTrue(desk.copied.getLast().endsWith("models-lda-flask.html"), desk.copied.getLast());
        toVerify = saved;
        everybodyCanUse("VerifyDialog", () -> menu.getItems().getLast().fire());
        fxRun(() -> menu.getItems().getLast().fire());
        settle();
        assertTrue(lookup("valid, signed by this workspace").tryQuery().isPresent());
        shot("checks-verify-own");
        clickOn("Close");
        Files.writeString(saved, Files.readString(saved).replace("fail", "pass"));
        fxRun(() -> menu.getItems().getLast().fire());
        settle();
        assertTrue(lookup("The report was changed after it was signed").tryQuery().isPresent());
        shot("checks-verify-changed");
        clickOn("Close");
        var reports = new Reports(root.resolve("elsewhere"));
        toVerify = reports.file(reports.save(Passports.of("iris:2", many("mlflow", 3, 0, 0))).id(),
                SignedFile.Form.JSON);
        fxRun(() -> menu.getItems().getLast().fire());
        settle();
        assertEquals(reports.key().fingerprint(), lookup("#verify-fingerprint .label").queryAs(Label.class).getText());
        shot("checks-verify-other");
        clickOn("Close");
    }

    @Test
    void reportsThatWereChangedAreTold() throws IOException {
        seed();
        Path file;
        try (var files = Files.list(root.resolve(".slipway/reports"))) {
            file = files.filter(each -> each.toString().endsWith("lda-flask.json")).max(Path::compareTo).orElseThrow();
        }
        Files.writeString(file, Files.readString(file).replace("\"fail\"", "\"pass\""));
        open();
        assertTrue(lookup(".problem").tryQuery().isPresent());
        shot("checks-broken");
        Files.delete(file);
        clickOn("Try again");
        await().until(() -> lookup(".problem").tryQuery().isEmpty());
    }

    @Test
    void loadingThenEmpty() {
        loading = new CountDownLatch(1);
        show();
        assertFalse(lookup(".skeleton").queryAll().isEmpty());
        shot("checks-loading");
        loading.countDown();
        await().until(() -> lookup("Nothing to check yet").tryQuery().isPresent());
        shots("checks-empty");
        clickOn("Go to Models");
        assertEquals(List.of("models "), desk.opened);
    }

    @Test
    void anImageOrAServerThatIsNotListedIsChecked() {
        seed();
        open();
        everybodyCanUse("TargetDialog", () -> lookup("#checks-other").<ButtonBase>query().fire());
        clickOn("#checks-other");
        clickOn("#target-field").write("Not A Name");
        assertTrue(lookup("#target-yes").queryAs(Button.class).isDisabled());
        shot("checks-other");
        clickOn("#target-field").eraseText(10).write("http://127.0.0.1:9000");
        COLUMNS.stream().skip(1).forEach(column -> clickOn("#target-" + column.id()));
        clickOn("#target-yes");
        await().until(() -> examiner.asked.equals(List.of("http://127.0.0.1:9000 [oci-byoc]")));
        await().until(() -> heading().equals("http://127.0.0.1:9000 against OCI BYOC"));
        assertTrue(TargetDialog.target("iris:2").orElseThrow().image() != null);
        assertTrue(TargetDialog.target("ftp://host/").isEmpty() && TargetDialog.target("http://").isEmpty());
    }

    @Test
    void thePaletteChecksEverythingAndEachTarget() {
        seed();
        open();
        List<String> titles = given.commands().all().stream().map(Command::title).toList();
        assertTrue(titles.containsAll(List.of("Check all", "Verify a report…", "Compare runs…", "Check lda-flask")),
                titles.toString());
        fxRun(() -> given.commands().all().stream().filter(each -> each.title().equals("Check lda-flask")).findFirst()
                .orElseThrow().run().run());
        await().until(() -> examiner.asked.equals(List.of("models/lda-flask " + Profiles.OURS.ids())));
        assertEquals(List.of("checks models/lda-flask"), desk.opened);
    }

    private static ContractResult many(String contract, int good, int warned, int failed) {
        String title = COLUMNS.stream().filter(each -> each.id().equals(contract)).findFirst().orElseThrow().title();
        return Passports.many(contract, title, good, warned, failed);
    }

    /// Six models as the page is meant to look, one checked twice.
    private void seed() {
        catalog.set(new CatalogView(List.of(model("iris", "2", "mlflow", List.of("onnx"), "oci-byoc", "sagemaker",
                "mlflow", "azureml", "oip-v2"),
                model("iris", "1", "mlflow", List.of("onnx"), "oci-byoc", "sagemaker",
                        "mlflow", "azureml", "oip-v2"),
                model("lda-flask", "", "container", List.of(), "oci-byoc", "sagemaker", "azureml"), model("digits",
                        "1", "onnx", List.of(), "oci-byoc", "sagemaker", "mlflow", "azureml", "oip-v2"),
                model("churn", "", "oci-artifact", List.of(), "oci-byoc", "oci-conda"), model("tiny-lm", "1", "gguf",
                        List.of(), "oci-byoc", "sagemaker", "azureml", "openai")),
                List.of(), 0, false));
        var reports = new Reports(root.resolve(".slipway"));
        save(reports, "iris/2", 1, many("oci-byoc", 34, 0, 0), many("sagemaker", 29, 0, 0), many("mlflow", 31, 0, 0),
                many("azureml", 38, 0, 0), many("oip-v2", 22, 1, 0));
        save(reports, "iris/1", 2, many("oci-byoc", 34, 0, 0), many("sagemaker", 29, 0, 0), many("mlflow", 31, 0, 0),
                many("azureml", 38, 0, 0), many("oip-v2", 24, 0, 0));
        save(reports, "lda-flask", 3, many("sagemaker", 29, 0, 0), many("azureml", 33, 0, 5));
        save(reports, "lda-flask", 4, many("oci-byoc", 34, 0, 0), many("sagemaker", 25, 1, 3),
                many("azureml", 33, 0, 5));
        save(reports, "digits/1", 5, many("oci-byoc", 33, 1, 0), many("sagemaker", 29, 0, 0), many("mlflow", 30, 1, 0),
                many("azureml", 38, 0, 0), many("oip-v2", 24, 0, 0));
        save(reports, "churn", 6, many("oci-byoc", 20, 0, 2), many("oci-conda", 21, 0, 0));
        save(reports, "tiny-lm", 7, many("sagemaker", 27, 1, 0), many("azureml", 38, 0, 0), many("openai", 12, 0, 0));
    }

    private static void save(Reports reports, String target, int hour, ContractResult... results) {
        reports.save(new Passport("models/" + target, "model", Passports.DIGEST, Instant.now().minusSeconds(
                3600L * (10 - hour)), 48_000, Map.of("cpus", "2"), List.of(results)));
    }

    private Model model(String name, String version, String format, List<String> inside, String... contracts) {
        String path = "models/" + name + (name.equals("iris") || name.equals("digits") ? "/" + version : "");
        return new Model(root.resolve(path), path, name, version.isEmpty() ? null : version, format, null, inside,
                List.of(contracts), 1, "", Signature.UNKNOWN, List.of(), null, null, null, Map.of(), List.of());
    }

    private ChecksPage open() {
        ChecksPage page = show();
        await().until(() -> lookup("#checks-result").tryQuery().isPresent());
        settle();
        return page;
    }

    private ChecksPage show() {
        var made = new Checks(tasks, new Checks.Ground(root, catalog, List::of, () -> {
            try {
                CountDownLatch waits = loading;
                if (waits != null) waits.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Profiles.OURS;
        }), examiner, root.resolve(".slipway"));
        ChecksPage page = fx(() -> new ChecksPage(given, made, new ChecksPage.Habits(
                new ChosenCheck("models/lda-flask", "sagemaker", true), remembered::add), Remedies.WORDS,
                new RehearseMenu.Ground((request, progress) -> {
                    throw new AssertionError(request);
                }, tasks, path -> catalog.get().at(path), List::of),
                (owner, title, name) -> root.resolve("saved.html"), (owner, title, kind, patterns) -> toVerify));
        show(fx(page::view), 1440, 900);
        return page;
    }

    private String heading() {
        return lookup(".result-head .heading").queryAs(Label.class).getText();
    }

    private TableView<RuleResult> rules() {
        return lookup("#checks-rules").query();
    }

    private TableView<Row> matrix() {
        return lookup("#checks-matrix").query();
    }
}
