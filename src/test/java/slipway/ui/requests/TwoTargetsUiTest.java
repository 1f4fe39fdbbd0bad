package slipway.ui.requests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Live;
import slipway.base.Tasks;
import slipway.catalog.Model;
import slipway.contract.Signature;
import slipway.contract.Tensor;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.engine.Usage;
import slipway.observe.Health;
import slipway.requests.AgreementPair;
import slipway.requests.AgreementPair.Verdict;
import slipway.requests.Draft;
import slipway.requests.History;
import slipway.requests.HistoryQuery;
import slipway.requests.HttpFile;
import slipway.requests.Sender;
import slipway.requests.Shelf;
import slipway.requests.TwoTargets;
import slipway.spec.Workspace;
import slipway.store.Database;
import slipway.testkit.StubUpstream;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;
import slipway.traffic.Gateway;
import slipway.traffic.Target;
import slipway.traffic.TrafficPolicy;
import slipway.ui.widget.OpenTarget;
import slipway.ui.widget.SaveTarget;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TwoTargetsUiTest extends UiTest {
    private static final int ROWS = 60;
    @TempDir
    Path folder;

    private final Tasks tasks = new Tasks();
    private final Gateway gateway = new Gateway();
    private final Sender sender = new Sender();
    private final TestDesk desk = new TestDesk();
    private final Live<List<Deployment>> deployments = new Live<>(List.of());
    private final StubUpstream blue = upstream("setosa", 0.25);
    private final StubUpstream green = upstream("virginica", 0.2501);
    private Database database;
    private History history;
    private Workspace workspace;

    /// Says another label and another number where the rows ask for it.
    private static StubUpstream upstream(String label, double number) {
        return new StubUpstream(request -> request.body().onSuccess(body -> {
            String text = body.toString();
            boolean other = text.contains("\"how\":\"label\"");
            boolean apart = text.contains("\"how\":\"number\"");
            boolean fails = text.contains("\"how\":\"fails\"") && label.equals("virginica");
            request.response().setStatusCode(fails ? 500 : 200).putHeader("content-type", "application/json").end(
                    "{\"predictions\":[{\"label\":\"" + (other ? label : "setosa") + "\",\"p\":"
                            + (apart ? number : 0.25)
                            + "}],\"id\":\"" + label.charAt(0) + "\"}");
        }));
    }

    @BeforeEach
    void open() throws Exception {
        database = Database.open(folder.resolve("state.db"));
        history = new History(database, folder.resolve("answers"));
        Path at = Files.createDirectories(folder.resolve("endpoints/iris"));
        Files.createDirectories(folder.resolve("models/iris"));
        Files.writeString(at.resolve("endpoint.yml"), "name: iris\nauth_mode: key\ntraffic:\n  blue: 100\n");
        for (String name : List.of("blue", "green")) {
            Files.writeString(at.resolve(name + ".yml"), "name: " + name
                    + "\nendpoint_name: iris\nmodel:\n  path: ../../models/iris\nx-slipway:\n  contract: mlflow\n");
        }
        workspace = Workspace.open(folder, tasks);
        gateway.open("iris", 0, new TrafficPolicy(Map.of("blue", 100), null, 0, "k3y-k3y"));
        gateway.setTarget("iris", new Target("blue", 3, List.of(blue.url()), "mlflow", "/invocations"));
        gateway.setTarget("iris", new Target("green", 4, List.of(green.url()), "mlflow", "/invocations"));
        deployments.set(List.of(deployment("blue", blue), deployment("green", green)));
    }

    @AfterEach
    void close() {
        workspace.close();
        gateway.close();
        sender.close();
        tasks.close();
        database.close();
        blue.close();
        green.close();
    }

    @Test
    void thePageSendsWhatIsWrittenToBoth() throws Exception {
        var page = fx(() -> new RequestsPage(desk.desk(), tasks, workspace, gateway, deployments, sender, history,
                new KeptRequests()));
        show(fx(page::view), 1024, 700);
        shot("requests-two-menu");
        press(KeyCode.CONTROL, KeyCode.SHIFT).type(KeyCode.ENTER).release(KeyCode.CONTROL, KeyCode.SHIFT);
        settle();
        assertEquals("green", lookup("#two-b").<ComboBox<String>>query().getValue());
        shots("requests-two-empty");
        press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
        await().atMost(Duration.ofSeconds(10)).until(() -> label("#two-verdict").startsWith("0 % agree"));
        fxRun(() -> lookup("#two-ignored").<TextField>query().setText("id"));
        fxRun(() -> lookup("#two-ignored").<TextField>query().fireEvent(new javafx.event.ActionEvent()));
        await().until(() -> label("#two-verdict").equals("100 % agree · 1 of 1"));
        assertEquals(2, blue.requests() + green.requests());
        var kept = history.find(HistoryQuery.words("blue and green"), 10);
        assertEquals(2, kept.size());
        assertEquals("Bearer {{key}}", history.get(kept.getFirst().id()).orElseThrow().draft().headers().get(
                "Authorization"));
        type(KeyCode.ESCAPE);
        settle();
        assertTrue(lookup("#request-body").tryQuery().isPresent());
        // with one deployment it says why not
        fxRun(() -> deployments.set(List.of(deployment("blue", blue))));
        settle();
        MenuItem item = lookup("#send-more").<MenuButton>query().getItems().getFirst();
        await().until(() -> item.isDisable() && item.getText().contains("blue alone serves iris"));
    }

    @Test
    void aWholeSetIsSummedUpFilteredJudgedAnewAndSaved() throws Exception {
        Path rows = Files.writeString(folder.resolve("flowers.jsonl"), IntStream.rangeClosed(1, ROWS).mapToObj(
                i -> "{\"row\":" + i + ",\"how\":\"" + (i == 7
                        ? "label"
                        : i == 20
                                ? "fails"
                                : i % 15 == 0
                                        ? "number"
                                        : "same")
                        + "\"}\n")
                .collect(Collectors.joining()));
        Path csv = folder.resolve("out.csv");
        Path json = folder.resolve("out.json");
        view((owner, title, kind, patterns) -> rows, (owner, title, name) -> name.endsWith("csv") ? csv : json);
        choose("rows of a file");
        button("#two-file");
        fxRun(() -> {
            ComboBox<BatchForms.Choice> box = lookup("#two-form").query();
            box.setValue(box.getItems().stream().filter(each -> each.id().equals("json")).findFirst().orElseThrow());
        });
        fxRun(() -> lookup("#two-ignored").<TextField>query().setText("id"));
        button("#two-send");
        await().atMost(Duration.ofSeconds(30)).until(() -> label("#two-verdict").endsWith("54 of 60"));
        await().until(() -> !fx(() -> lookup("#two-cancel").query().isVisible()));
        assertEquals("5: labels 1, numbers 4", label("#two-differ"));
        assertEquals("blue 0 · green 1", label("#two-failed"));
        assertTrue(label("#two-fields").contains("/predictions/*/p in 4, at most 1.00e-04 apart"),
                label("#two-fields"));
        assertEquals(20, table().getItems().getFirst().number());
        shots("requests-two");
        resize(760, 640);
        shot("requests-two-small");
        // a wider tolerance judges anew and sends nothing
        long sent = blue.requests() + green.requests();
        fxRun(() -> lookup("#two-tolerance").<TextField>query().setText("1e-2"));
        fxRun(() -> lookup("#two-tolerance").<TextField>query().fireEvent(new javafx.event.ActionEvent()));
        await().until(() -> label("#two-verdict").endsWith("58 of 60"));
        assertEquals(sent, blue.requests() + green.requests());
        fxRun(() -> lookup("#two-filter .toggle-button").<ToggleButton>queryAll().stream().filter(each -> each.getText()
                .startsWith("differences")).forEach(ToggleButton::fire));
        settle();
        assertEquals(List.of(7L), table().getItems().stream().map(AgreementPair::number).toList());
        saveAs(0);
        saveAs(1);
        await().until(() -> Files.exists(csv) && Files.exists(json));
        assertEquals(ROWS + 1, Files.readAllLines(csv).size());
        JsonNode written = JsonMapper.shared().readTree(Files.readString(json));
        assertEquals("flowers.jsonl", written.path("set").asString());
        assertEquals(58, written.at("/summary/agreeing").asInt());
        button("#two-copy");
        assertEquals(1, desk.copied.size());
        // a row opens both answers
        fxRun(() -> {
            table().getSelectionModel().select(0);
            table().requestFocus();
        });
        type(KeyCode.ENTER);
        await().until(() -> lookup("#compare-lines").tryQuery().isPresent() && !lookup("#compare-lines")
                .<ListView<Object>>query().getItems().isEmpty());
        assertEquals("1 differs", label("#compare-verdict"));
        shots("requests-two-row");
        resize(760, 640);
        shot("requests-two-row-small");
        type(KeyCode.ESCAPE);
        settle();
        assertTrue(lookup("#two-rows").tryQuery().isPresent());
    }

    @Test
    void examplesAndSavedRequestsAreSets() throws Exception {
        var like = new Draft("one", "POST", "{{endpoint}}/invocations", Map.of("Content-Type", "application/json"),
                "{}");
        for (String name : List.of("flowers", "trees")) {
            new Shelf(folder).create("iris", name, new HttpFile(Map.of(), List.of(like, new Draft("two", "POST",
                    "{{nobody}}/x", Map.of("X-A", "{{nobody}}"), "{\"how\":\"label\"}"))));
        }
        view((owner, title, kind, patterns) -> null, (owner, title, name) -> null);
        fxRun(() -> lookup("#two-ignored").<TextField>query().setText("id"));
        for (var each : Map.of("the model’s examples (5)", 5, "saved: trees (2)", 1, "all saved requests (4)", 2)
                .entrySet()) {
            choose(each.getKey());
            button("#two-send");
            await().atMost(Duration.ofSeconds(10)).until(() -> label("#two-verdict").endsWith(each.getValue() + " of "
                    + each.getValue()) && !fx(() -> lookup("#two-cancel").query().isVisible()));
        }
        choose("all saved requests (4)");
        button("#two-send");
        await().until(() -> !fx(() -> lookup("#two-cancel").query().isVisible()));
        // nothing stands for a name in a header: said in its row, and the others went out
        assertEquals(2, table().getItems().stream().filter(each -> each.verdict() == Verdict.BOTH_FAILED).count());
        assertEquals("blue 2 · green 2", label("#two-failed"));
    }

    private void choose(String words) {
        await().until(() -> fx(() -> {
            ComboBox<Object> box = lookup("#two-set").query();
            box.show();
            box.hide();
            box.getItems().stream().filter(each -> text(box, each).equals(words)).findFirst().ifPresent(box::setValue);
            return text(box, box.getValue()).equals(words);
        }));
        settle();
    }

    private static String text(ComboBox<Object> box, Object value) {
        return box.getConverter().toString(value);
    }

    @Test
    void aFileThatCannotBeReadIsSaidAndNothingIsSent() throws Exception {
        Path broken = Files.write(folder.resolve("flowers.csv"), new byte[]{'a', '\n', (byte) 0xe9, '\n'});
        view((owner, title, kind, patterns) -> broken, (owner, title, name) -> null);
        choose("rows of a file");
        button("#two-send");
        assertEquals("Choose the file first", label("#two-state"));
        button("#two-file");
        assertEquals("CSV lines under their header", fx(() -> {
            ComboBox<Object> box = lookup("#two-form").query();
            return box.getConverter().toString(box.getItems().getLast());
        }));
        button("#two-send");
        await().until(() -> lookup(".problem").tryQuery().isPresent());
        await().until(() -> !fx(() -> lookup("#two-send").query().isDisabled()));
        assertEquals(0, blue.requests() + green.requests());
        resize(800, 700);
        shot("requests-two-problem");
    }

    private void saveAs(int item) {
        fxRun(() -> lookup("#two-save").<MenuButton>query().getItems().get(item).fire());
        settle();
    }

    /// The view alone, with choosers that answer by themselves.
    private void view(OpenTarget chooser, SaveTarget saver) {
        var view = fx(() -> {
            var card = new RequestCard(chooser);
            var library = new Library(desk.desk(), workspace.root(), card);
            RequestPlan plan = RequestPlan.of(gateway.endpoints().get().getFirst(), "", deployments.get());
            card.examples(plan.examples(), true);
            library.show(plan);
            var made = new TwoTargetsView(desk.desk(), tasks, new TwoTargets(sender::send, history), history, card,
                    library, chooser, saver, () -> {});
            made.offer(plan, List.of("blue", "green"));
            return made;
        });
        var around = fx(() -> {
            var pane = new StackPane(view.node());
            pane.getStyleClass().add("page");
            pane.getStylesheets().add(RequestsPage.class.getResource("/css/requests.css").toExternalForm());
            return pane;
        });
        show(around, 1440, 900);
    }

    private TableView<AgreementPair> table() {
        return lookup("#two-rows").query();
    }

    private String label(String id) {
        return fx(() -> lookup(id).tryQueryAs(Label.class).map(Label::getText).orElse(""));
    }

    private void button(String id) {
        fxRun(() -> lookup(id).<ButtonBase>query().fire());
        settle();
    }

    private Deployment deployment(String name, StubUpstream server) {
        var signature = new Signature(List.of(new Tensor("x", "float64", List.of(-1))), List.of(), true);
        var model = new Model(folder, "iris", "iris", "1", "mlflow", null, List.of(), List.of("mlflow"), 1, "0",
                signature, List.of(), null, null, null, Map.of(), List.of());
        var spec = workspace.spec().get().deployment("iris", name).orElseThrow();
        return new Deployment(spec, "embedded", "mlflow", model, DeploymentState.READY, 3, List.of(server.url()), List
                .of(), Health.UNKNOWN, Usage.NONE, 0, Instant.now(), Instant.now(), List.of(), null, List.of());
    }
}
