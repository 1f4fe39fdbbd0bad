package slipway.ui.exports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Live;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.export.Difference;
import slipway.export.ExportFile;
import slipway.export.ExportFile.Language;
import slipway.export.ExportSource;
import slipway.export.ExportTarget;
import slipway.export.Exported;
import slipway.spec.DeploymentSpec;
import slipway.spec.Workspace;
import slipway.spec.WorkspaceSpec.EndpointFolder;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;
import slipway.ui.Asker;
import slipway.ui.Command;
import slipway.ui.widget.CodeText;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The window for exports by a person’s hand and keyboard, with platforms of the test’s own.
class ExportWindowUiTest extends UiTest {
    private static final ExportTarget PLAIN = new TestTarget("plain", "Plain files", source -> new Exported(
            List.of(new ExportFile("names.txt", names(source) + "\n", Language.TEXT)), List.of()));
    private static final ExportTarget YAML = new TestTarget("cloud", "Some Cloud", ExportWindowUiTest::cloud);

    private final Tasks tasks = new Tasks();
    private final TestDesk desk = new TestDesk();
    private final Live<ExportHabits> habits = new Live<>(new ExportHabits("cloud"));
    private final List<String> questions = new ArrayList<>();
    private final List<String> acts = new ArrayList<>();
    private @Nullable Path chosen;
    private boolean yes = true;
    private Workspace workspace;

    @TempDir
    private Path root;
    @TempDir
    private Path out;

    private record TestTarget(String id, String title, java.util.function.Function<ExportSource, Exported> make)
            implements
                ExportTarget {
        @Override
        public Exported export(ExportSource source) {
            return make.apply(source);
        }
    }

    private static String names(ExportSource source) {
        return String.join(" ", source.deployments().stream().map(DeploymentSpec::name).toList());
    }

    private static Exported cloud(ExportSource source) {
        if (names(source).contains("amber")) throw StudioException.of("spec.no-deployment", "amber", "iris");
        String name = source.endpoint().name();
        return new Exported(List.of(
                new ExportFile(name + "/endpoint.yml", "# of " + names(source) + "\nname: " + name
                        + "\nauth_mode: key\ntraffic:\n  blue: 90\n  green: 10\n", Language.YAML),
                new ExportFile(name + "/create.sh", "#!/bin/sh\nset -eu\ncloud create --file \"$1/endpoint.yml\"\n",
                        Language.SHELL)),
                List.of(Difference.of(Difference.Kind.BY_HAND, "", "", "exportview.hint"),
                        Difference.of(Difference.Kind.NO_EQUAL, "green", "request_settings.max_queue_wait_ms",
                                "exportview.empty.text"),
                        Difference.of(Difference.Kind.LIMIT, "blue", "instance_count", "exportview.broken")));
    }

    @BeforeEach
    void open() throws Exception {
        Path iris = Files.createDirectories(root.resolve("endpoints/iris"));
        Files.createDirectories(root.resolve("models/iris"));
        Files.writeString(iris.resolve("endpoint.yml"),
                "name: iris\nauth_mode: key\ntraffic:\n  blue: 90\n  green: 10\n");
        deployment("blue");
        deployment("green");
        Path empty = Files.createDirectories(root.resolve("endpoints/later"));
        Files.writeString(empty.resolve("endpoint.yml"), "name: later\nauth_mode: key\n");
        workspace = Workspace.open(root, tasks);
    }

    @AfterEach
    void close() {
        workspace.close();
        tasks.close();
    }

    @Test
    void showsTheFilesAndWhatChangesThere() {
        show("iris", null, PLAIN, YAML);
        assertEquals(List.of("iris/endpoint.yml", "iris/create.sh"), files());
        assertEquals("# of blue green", code().getFirst());
        assertEquals("iris/endpoint.yml", text("export-file-name"));
        List<String> pills = lookup("#export-differences .pill").<Label>queryAll().stream().map(Label::getText)
                .toList();
        assertEquals(List.of("1 limit is broken", "1 value has no equal", "1 thing to do by hand"), pills);
        assertTrue(lookup("#export-differences").lookup("request_settings.max_queue_wait_ms").tryQuery().isPresent());
        assertEquals("slipway export iris --to cloud --out iris-cloud", text("export-command"));
        assertEquals("Text of iris/endpoint.yml", lookup("#export-code").query().getAccessibleText());
        type(KeyCode.UP);
        await().until(() -> code().equals(List.of("blue green")));
        assertEquals("plain", habits.get().target());
        assertTrue(lookup("#export-no-differences").tryQuery().isPresent());
        assertEquals("slipway export iris --to plain --out iris-plain", text("export-command"));
        habits.set(new ExportHabits("cloud"));
        pictures("export", () -> show("iris", null, PLAIN, YAML));
    }

    @Test
    void aDeploymentAloneAndFilesThatChange() throws Exception {
        show("iris", "blue", YAML);
        assertEquals("# of blue", code().getFirst());
        assertEquals("slipway export iris --deployment blue --to cloud --out iris-blue-cloud", text("export-command"));
        show("iris", null, YAML);
        fxRun(() -> lookup("#export-files").<ListView<ExportFile>>query().getSelectionModel().select(1));
        assertEquals("#!/bin/sh", code().getFirst());
        deployment("red");
        workspace.refresh();
        await().until(() -> code().size() == 3 && text("export-file-name").equals("iris/create.sh"));
        fxRun(() -> lookup("#export-files").<ListView<ExportFile>>query().getSelectionModel().select(0));
        assertEquals("# of blue green red", code().getFirst());
    }

    @Test
    void copiesByKeyboard() {
        show("iris", null, YAML);
        var said = new ArrayList<String>();
        fxRun(() -> button("export-copy").textProperty().addListener((observed, old, now) -> said.add(now)));
        press(KeyCode.CONTROL, KeyCode.SHIFT).type(KeyCode.C).release(KeyCode.SHIFT, KeyCode.CONTROL);
        assertTrue(desk.copied.getLast().endsWith("  blue: 90\n  green: 10\n"), desk.copied.toString());
        assertEquals("Copied", said.getFirst());
        fxRun(() -> lookup("#export-code").query().requestFocus());
        press(KeyCode.CONTROL).type(KeyCode.A, KeyCode.C).release(KeyCode.CONTROL);
        assertTrue(desk.copied.getLast().endsWith("  green: 10"), desk.copied.toString());
        fire("export-copy-command");
        assertEquals("slipway export iris --to cloud --out iris-cloud", desk.copied.getLast());
        fire("export-copy-differences");
        assertTrue(desk.copied.getLast().startsWith("limit  iris/blue  instance_count: "), desk.copied.getLast());
        type(KeyCode.ESCAPE);
        await().until(() -> lookup("#export-pane").tryQuery().isEmpty());
    }

    @Test
    void savesAndTakesBack() throws Exception {
        show("iris", null, YAML);
        save();
        assertTrue(text("export-command").equals("slipway export iris --to cloud --out iris-cloud"));
        chosen = out;
        save();
        await().until(() -> lookup("#export-undo").tryQuery().isPresent());
        assertEquals("name: iris", Files.readAllLines(out.resolve("iris/endpoint.yml")).get(1));
        assertEquals("2 files are saved in " + out, desk.done.getLast());
        await().until(() -> text("export-command").equals("slipway export iris --to cloud --out " + out));
        fire("export-open-folder");
        await().until(() -> acts.contains("shown " + out));
        shot("export-saved");
        fire("export-undo");
        await().until(() -> desk.done.getLast().equals("Taken back: " + out + " is as it was."));
        assertFalse(Files.exists(out.resolve("iris")));
        desk.undo();
        settle();
        assertEquals(List.of(), questions);
    }

    @Test
    void asksBeforeItReplaces() throws Exception {
        Files.createDirectories(out.resolve("iris"));
        Files.writeString(out.resolve("iris/create.sh"), "mine\n");
        chosen = out;
        yes = false;
        show("iris", null, YAML);
        save();
        await().until(() -> !questions.isEmpty());
        assertTrue(questions.getFirst().endsWith("\n\niris/create.sh"), questions.toString());
        assertEquals("mine\n", Files.readString(out.resolve("iris/create.sh")));
        assertFalse(Files.exists(out.resolve("iris/endpoint.yml")));
        yes = true;
        save();
        await().until(() -> lookup("#export-undo").tryQuery().isPresent());
        assertTrue(Files.readString(out.resolve("iris/create.sh")).startsWith("#!/bin/sh"));
        await().until(() -> text("export-command").endsWith("--out " + out + " --force"));
        Files.writeString(out.resolve("iris/endpoint.yml"), "edited\n");
        desk.undo();
        await().until(() -> desk.done.getLast().endsWith("except what was changed since: "
                + Path.of("iris", "endpoint.yml") + "."));
        assertEquals("mine\n", Files.readString(out.resolve("iris/create.sh")));
        assertEquals("edited\n", Files.readString(out.resolve("iris/endpoint.yml")));
    }

    @Test
    void whatCannotBeWrittenIsSaidHere() throws Exception {
        chosen = Files.writeString(out.resolve("file"), "no folder");
        show("iris", null, YAML);
        save();
        await().until(() -> lookup("#export-saved .problem").tryQuery().isPresent());
        shot("export-refused");
        assertEquals("no folder", Files.readString(out.resolve("file")));
    }

    @Test
    void whatAPlatformRefusesIsSaidAndTheOthersStay() throws Exception {
        deployment("amber");
        workspace.refresh();
        show("iris", null, YAML, PLAIN);
        await().until(() -> lookup("#export-pane .problem").tryQuery().isPresent());
        assertTrue(button("export-save").isDisabled());
        type(KeyCode.DOWN);
        await().until(
                () -> lookup("#export-code").tryQuery().isPresent() && code().equals(List.of("amber blue green")));
        assertFalse(button("export-save").isDisabled());
    }

    @Test
    void filesThatBreakARuleAreShownUntilTheyAreMended() throws Exception {
        Path file = root.resolve("endpoints/iris/blue.yml");
        String good = Files.readString(file);
        Files.writeString(file, good + "instance_count: many\n");
        workspace.refresh();
        show("iris", null, YAML);
        await().until(() -> lookup("#export-broken .problem").tryQuery().isPresent());
        assertTrue(lookup("#export-broken .problem-place").<Label>query().getText().startsWith(Path.of("endpoints",
                "iris", "blue.yml") + ":"));
        assertFalse(button("export-save").isVisible());
        shot("export-broken");
        Files.writeString(file, good);
        workspace.refresh();
        await().until(() -> files().size() == 2);
        assertTrue(button("export-save").isVisible());
    }

    @Test
    void nothingToExportSaysWhatToDo() throws Exception {
        show("later", null, YAML);
        await().until(() -> lookup("later has no deployments yet").tryQuery().isPresent());
        pictures("export-empty", () -> show("later", null, YAML));
        clickOn("Deploy a model…");
        assertEquals(List.of("deploy"), acts);
        assertTrue(lookup("#export-pane").tryQuery().isEmpty());
        show("iris", "purple", YAML);
        await().until(() -> lookup("iris/purple is gone").tryQuery().isPresent());
        show("iris", null);
        await().until(() -> lookup("No platforms to export to").tryQuery().isPresent());
    }

    @Test
    void thePaletteOffersEach() {
        List<Command> all = fx(() -> window(YAML).commands());
        assertEquals(List.of("Export iris…", "Export iris/blue…", "Export iris/green…", "Export later…"), all.stream()
                .map(Command::title).toList());
        super.show(new StackPane(), 1440, 900);
        fxRun(all.get(1).run());
        await().until(() -> lookup("#export-code").tryQuery().isPresent());
        assertEquals("# of blue", code().getFirst());
    }

    @Test
    void theWindowIsForEverybody() {
        super.show(new StackPane(), 1440, 900);
        everybodyCanUse("ExportWindow", () -> window(YAML, PLAIN).open("iris", null));
    }

    private void show(String endpoint, @Nullable String deployment, ExportTarget... targets) {
        if (stage().getScene() == null) super.show(new StackPane(), 1440, 900);
        fxRun(() -> {
            Window.getWindows().stream().filter(each -> !each.equals(stage())).toList().forEach(Window::hide);
            stage().requestFocus();
            window(targets).open(endpoint, deployment);
        });
        await().until(() -> lookup("#export-pane .skeleton").tryQuery().isEmpty());
        settle();
    }

    private ExportWindow window(ExportTarget... targets) {
        return new ExportWindow(new ExportGround(desk.desk(), tasks, workspace, this::source, List.of(targets), habits,
                model -> acts.add("deploy"), (owner, title) -> chosen, this::ask,
                folder -> acts.add("shown " + folder)));
    }

    private void ask(Asker.Question question, Runnable go) {
        questions.add(question.text());
        if (yes) go.run();
    }

    private ExportSource source(String endpoint, @Nullable String deployment) {
        EndpointFolder folder = workspace.spec().get().endpoint(endpoint).orElseThrow();
        return new ExportSource(Objects.requireNonNull(folder.spec()), folder.deployments().stream()
                .filter(each -> deployment == null || each.name().equals(deployment)).toList(), Map.of(), Map.of(),
                Map.of());
    }

    private void deployment(String name) throws Exception {
        Files.writeString(root.resolve("endpoints/iris/" + name + ".yml"), "name: " + name
                + "\nendpoint_name: iris\nmodel:\n  path: ../../models/iris\n");
    }

    /// Pictures in both themes, over a large and a small window.
    private void pictures(String name, Runnable open) {
        for (boolean dark : new boolean[]{false, true}) {
            theme(dark);
            for (int[] size : new int[][]{{1440, 900}, {1024, 700}}) {
                resize(size[0], size[1]);
                open.run();
                shot(name + "-" + (dark ? "dark" : "light") + "-" + size[0]);
            }
        }
    }

    private void save() {
        press(KeyCode.CONTROL).type(KeyCode.S).release(KeyCode.CONTROL);
        settle();
    }

    private void fire(String id) {
        fxRun(button(id)::fire);
    }

    private Button button(String id) {
        return lookup("#" + id).query();
    }

    private String text(String id) {
        Node found = lookup("#" + id).query();
        return ((Labeled) found).getText();
    }

    private List<String> files() {
        return lookup("#export-files").<ListView<ExportFile>>tryQuery().map(list -> List.copyOf(list.getItems()))
                .orElse(List.of()).stream().map(ExportFile::path).toList();
    }

    private List<String> code() {
        return fx(() -> lookup("#export-code").<ListView<CodeText.Line>>query().getItems().stream()
                .map(CodeText.Line::text).toList());
    }
}
