package slipway.ui.requests;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Bytes;
import slipway.base.Tasks;
import slipway.requests.Draft;
import slipway.requests.Exchange;
import slipway.requests.History;
import slipway.requests.Past;
import slipway.store.Database;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;
import slipway.ui.Commands;
import slipway.ui.Desk;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HistoryCardUiTest extends UiTest {
    @TempDir
    Path folder;
    private final TestDesk desk = new TestDesk();
    private final Tasks tasks = new Tasks();
    private final List<String> acts = new ArrayList<>();
    private Database database;
    private History history;

    @BeforeEach
    void begin() {
        database = Database.open(folder.resolve("slipway.db"));
        history = new History(database, folder.resolve("answers"));
        long now = System.currentTimeMillis();
        add("first flower", now - 3_000, "blue", 200, "{\"label\": \"setosa\"}");
        add("second flower", now - 2_000, "green", 200, "{\"label\": \"virginica\"}");
        add("overload", now - 1_000, "green", 503, "too many");
    }

    @AfterEach
    void end() {
        tasks.close();
        database.close();
    }

    @Test
    void whatIsKeptHasItsMarkAndItsFilter() {
        show(desk.desk());
        press("second flower", "Keep this request");
        assertTrue(history.find(slipway.requests.HistoryQuery.words("second"), 1).getFirst().pinned());
        assertEquals(1, lookup(".history .pinned").queryAll().size());
        fxRun(() -> {
            var kept = (CheckMenuItem) lookup("#history-filter").<MenuButton>query().getItems().getLast();
            kept.setSelected(true);
            kept.getOnAction().handle(null);
        });
        settle();
        assertEquals(List.of("second flower"), names());
        shot("history-kept");
        clickOn(".chip");
        assertEquals(3, names().size());
    }

    @Test
    void aRequestIsNamedAndFoundByItsName() {
        show(desk.desk());
        press("overload", "Give it a name");
        assertEquals("overload", lookup("#history-name").<TextField>query().getText());
        write("Monday rush").type(KeyCode.ENTER);
        settle();
        assertFalse(lookup("#history-name").<TextField>query().isVisible());
        assertEquals(List.of("Monday rush", "second flower", "first flower"), names());
        clickOn("#history-search").write("rush mon");
        settle();
        assertEquals(List.of("Monday rush"), names());
        press("Monday rush", "Give it a name");
        write("no").type(KeyCode.ESCAPE);
        settle();
        assertEquals(List.of("Monday rush"), names());
    }

    @Test
    void whatWasSentIsSentAgainOpenedAndDeleted() {
        show(desk.desk());
        press("first flower", "Send again");
        assertEquals(List.of("again first flower"), acts);
        clickOn("second flower");
        assertEquals(List.of("again first flower", "open second flower"), acts);
        type(KeyCode.UP).type(KeyCode.ENTER);
        assertEquals("open overload", acts.getLast());
        press("overload", "Delete from the history");
        assertEquals(List.of("second flower", "first flower"), names());
        desk.undo();
        await().atMost(Duration.ofSeconds(10)).until(() -> names().size() == 3);
    }

    @Test
    void theSearchTypedLastIsShownWhicheverEndsLast() {
        List<Runnable> asked = new ArrayList<>();
        show(new Desk(desk, desk, new Commands(), (body, then) -> asked.add(() -> {
            try {
                body.run();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            then.run();
        })));
        settle();
        fxRun(() -> {
            asked.forEach(Runnable::run);
            asked.clear();
        });
        settle();
        asked.clear();
        fxRun(() -> {
            var search = lookup("#history-search").<TextField>query();
            search.setText("flower");
            search.setText("setosa");
            assertEquals(2, asked.size());
            asked.reversed().forEach(Runnable::run);
        });
        settle();
        assertEquals(List.of("first flower"), names());
    }

    private void show(Desk with) {
        var card = fx(() -> new HistoryCard(with, tasks, history, (endpoint, name) -> "hue-1", new HistoryCard.Acts() {
            @Override
            public void open(Exchange exchange) {
                acts.add("open " + exchange.draft().name());
            }

            @Override
            public void again(Exchange exchange) {
                acts.add("again " + exchange.draft().name());
            }

            @Override
            public void compare(Exchange one, Exchange other) {
                acts.add("compare");
            }
        }));
        var root = fx(() -> new StackPane(card.node()));
        fxRun(() -> root.getStylesheets().add(Objects.requireNonNull(RequestsPage.class.getResource(
                "/css/requests.css")).toExternalForm()));
        show(root, 420, 700);
    }

    private void press(String row, String says) {
        Node button = from(lookup(".history .list-cell").match(cell -> from(cell).lookup(row).tryQuery().isPresent()))
                .lookup((Node node) -> node instanceof Button each && says.equals(each.getAccessibleText())).query();
        clickOn(button);
        settle();
    }

    private List<String> names() {
        return fx(() -> lookup("#history-list").<ListView<Past>>query().getItems().stream().map(Past::name).toList());
    }

    private void add(String name, long millis, String servedBy, int status, String answer) {
        var draft = new Draft(name, "POST", "http://127.0.0.1:8801/score", Map.of(), "{}");
        history.add(new Exchange(0, "iris", millis, draft, status, Map.of(), Bytes.utf8(answer), 2_000_000, 1_000_000,
                servedBy, "3", "id-" + name, false, null));
    }
}
