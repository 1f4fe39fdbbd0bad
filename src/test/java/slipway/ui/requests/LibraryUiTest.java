package slipway.ui.requests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import javafx.scene.control.ButtonBase;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.PasswordField;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.requests.CopyAs;
import slipway.requests.Draft;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Saved requests with several examples, and the environments whose variables fill them in.
class LibraryUiTest extends UiTest {
    private static final RequestPlan PLAN = new RequestPlan("iris", "", "http://127.0.0.1:8801", null, "mlflow", List
            .of(), null);
    @TempDir
    Path root;
    private final TestDesk desk = new TestDesk();
    private Library library;

    @BeforeEach
    void files() throws Exception {
        Path folder = Files.createDirectories(root.resolve("requests/iris"));
        Files.writeString(folder.resolve("flowers.http"), """
                ### small
                # @expect status 200
                POST {{endpoint}}/invocations
                Content-Type: application/json

                {"petal": 1}

                ### large
                POST {{endpoint}}/invocations
                X-Host: {{host}}

                {"petal": 9}
                """);
        Files.writeString(root.resolve("requests/http-client.env.json"), """
                {"$shared": {"n": 3}, "local": {"host": "here"},
                 "staging": {"host": "there", "retries": 2, "Security": {"Auth": {"id": {"Type": "OAuth2"}}}}}""");
        Files.writeString(root.resolve("requests/http-client.private.env.json"), """
                {"staging": {"token": "s3cret-77"}}""");
        start();
    }

    private void start() {
        var card = fx(() -> new RequestCard((owner, title, kind, patterns) -> null));
        library = fx(() -> new Library(desk.desk(), root, card));
        var box = fx(() -> new StackPane(new VBox(8, new HBox(8, library.environment(), library.menu()), card.node())));
        fxRun(() -> {
            box.getStylesheets().add(Objects.requireNonNull(RequestsPage.class.getResource("/css/requests.css"))
                    .toExternalForm());
            library.show(PLAN);
        });
        show(box, 700, 640);
    }

    @Test
    void aRequestHasSeveralExamples() throws Exception {
        var examples = (Menu) library.menu().getItems().getFirst();
        assertEquals(List.of("small", "large"), examples.getItems().stream().map(MenuItem::getText).toList());
        fire(examples.getItems().getLast());
        assertEquals("{\"petal\": 9}", body().getText());
        fxRun(() -> body().setText("{\"petal\": 10}"));
        fire("requestedit-add-example");
        assertEquals(3, Files.readString(root.resolve("requests/iris/flowers.http")).split("###", -1).length - 1);
        fxRun(() -> body().setText("{\"petal\": 11}"));
        fire("requestedit-save-example");
        String written = Files.readString(root.resolve("requests/iris/flowers.http"));
        assertTrue(written.contains("11}") && !written.contains("10}") && written.contains("# @expect status 200"),
                written);
        fire("requestedit-delete-example");
        assertFalse(Files.readString(root.resolve("requests/iris/flowers.http")).contains("11}"));
        desk.undo();
        await().until(() -> ((Menu) library.menu().getItems().getFirst()).getItems().size() == 3);
        fire(((Menu) library.menu().getItems().getFirst()).getItems().getFirst());
        assertEquals("{\"petal\": 1}", body().getText());
    }

    @Test
    void theEnvironmentIsChosenAndRemembered() {
        assertEquals("local", library.environment().getText());
        assertEquals("here 3", filled("{{host}} {{n}}"));
        fire(environment("staging"));
        assertEquals("staging", library.environment().getText());
        assertEquals("there 3 2 s3cret-77", filled("{{host}} {{n}} {{retries}} {{token}}"));
        start();
        assertEquals("staging", library.environment().getText(), "after a start");
        assertTrue(((RadioMenuItem) environment("staging")).isSelected());
        assertEquals("there", filled("{{host}}"));
        String copied = library.copied(PLAN, new Draft("n", "GET", "http://h/", Map.of("X", "{{token}} {{host}}"), ""),
                (BiCurl) CopyAs::curl);
        assertTrue(copied.contains("$TOKEN there") && !copied.contains("s3cret"), copied);
    }

    /// Only to say which of the two it is.
    private interface BiCurl extends java.util.function.BiFunction<Draft, Set<String>, String> {}

    @Test
    void secretsAreDotsAndWhatOthersKeepThereStays() throws Exception {
        fire(environment("staging"));
        fire("requestedit-variables-of", library.environment());
        List<PasswordField> hidden = List.copyOf(lookup("#variables .password-field").match(each -> each.isVisible())
                .<PasswordField>queryAll());
        assertEquals(List.of("s3cret-77"), hidden.stream().map(TextField::getText).toList());
        shot("requests-variables");
        fxRun(() -> hidden.getFirst().setText("s3cret-88"));
        press("#request-dialog-yes");
        String open = Files.readString(root.resolve("requests/http-client.env.json"));
        assertTrue(open.contains("OAuth2") && open.contains("\"retries\" : 2") && !open.contains("s3cret"), open);
        assertEquals("s3cret-88", filled("{{token}}"));
    }

    @Test
    void anEnvironmentIsMade() {
        fire("requestedit-environment-new", library.environment());
        fxRun(() -> lookup("#request-name").<TextField>query().setText("team"));
        press("#request-dialog-yes");
        fxRun(() -> {
            List<TextField> fields = List.copyOf(lookup("#variables .text-field").match(each -> each.isVisible())
                    .<TextField>queryAll());
            fields.get(0).setText("host");
            fields.get(1).setText("theirs");
        });
        press("#request-dialog-yes");
        assertEquals("team", library.environment().getText());
        assertEquals("theirs 3", filled("{{host}} {{n}}"));
        fire(environment("local"));
        assertEquals("here", filled("{{host}}"));
    }

    @Test
    void theDialogsAreForEverybody() {
        everybodyCanUse("NameDialog", () -> item("requestedit-environment-new", library.environment()).fire());
        everybodyCanUse("VariablesDialog", () -> item("requestedit-variables-shared", library.environment()).fire());
        everybodyCanUse("ImportDialog", () -> item("requestedit-import-open", library.menu()).fire());
    }

    private String filled(String text) {
        return library.ready(PLAN, new Draft("n", "POST", "{{endpoint}}/x", Map.of(), text)).body();
    }

    private MenuItem environment(String name) {
        return library.environment().getItems().stream().filter(each -> ("environment-" + name).equals(each.getId()))
                .findFirst().orElseThrow();
    }

    private void fire(String id) {
        fire(id, library.menu());
    }

    private void fire(String id, MenuButton in) {
        fire(item(id, in));
    }

    private static MenuItem item(String id, MenuButton in) {
        return in.getItems().stream().filter(each -> id.equals(each.getId())).findFirst().orElseThrow();
    }

    private void fire(MenuItem item) {
        fxRun(item::fire);
        settle();
    }

    private void press(String id) {
        fxRun(() -> lookup(id).<ButtonBase>query().fire());
        settle();
    }

    private TextArea body() {
        return lookup("#request-body").query();
    }
}
