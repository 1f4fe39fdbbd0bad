package slipway.ui;

import java.util.ArrayList;
import java.util.List;

import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import slipway.testkit.UiTest;
import slipway.ui.help.HelpWindow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The guide in its window: the right page, links, search, back and forward, in both themes.
class HelpUiTest extends UiTest {
    private final List<String> copied = new ArrayList<>();
    private HelpWindow help;

    @BeforeEach
    void aWindow() {
        show(new VBox(), 400, 300);
        help = fx(() -> new HelpWindow(stage(), copied::add, () -> copied.add("keys")));
    }

    @AfterEach
    void close() {
        fxRun(() -> guide().hide());
    }

    private Stage guide() {
        return (Stage) Window.getWindows().stream()
                .filter(each -> each instanceof Stage shown && "Slipway guide".equals(shown.getTitle()))
                .findFirst().orElseThrow();
    }

    private String title() {
        return fx(() -> {
            ListView<?> list = (ListView<?>) guide().getScene().lookup("#help-list");
            return String.valueOf(list.getSelectionModel().getSelectedIndex());
        });
    }

    @Test
    void thePageOnScreenHasItsPage() {
        fxRun(() -> help.about("endpoints"));
        shot("help-endpoints-light");
        assertTrue(lookup("Endpoints: split and mirror").tryQuery().isPresent());
        theme(true);
        fxRun(() -> help.about("newcomer"));
        fxRun(() -> Theme.dress(guide().getScene()));
        shot("help-newcomer-dark");
        fxRun(() -> help.about("no page of ours"));
        settle();
        assertEquals("0", title());
        theme(false);
    }

    @Test
    void theWindowIsForEverybody() {
        everybodyCanUse("HelpWindow", () -> help.about("endpoints"));
        fxRun(() -> help.about("endpoints"));
    }

    @Test
    void aProblemIsFoundByItsCode() {
        long begun = System.nanoTime();
        fxRun(() -> help.problem("docker.disk-full"));
        settle();
        long millis = (System.nanoTime() - begun) / 1_000_000;
        shot("help-problem");
        double at = fx(() -> ((ScrollPane) guide().getScene().lookup("#help-scroll")).getVvalue());
        assertTrue(at > 0.05 && at < 0.95, () -> at + " after " + millis + " ms");
    }

    @Test
    void wordsAreFoundAndTheWayBackIsKept() {
        fxRun(() -> help.about("index"));
        fxRun(() -> ((TextField) guide().getScene().lookup("#help-search")).setText("unplugged laptop"));
        settle();
        int hits = fx(() -> ((ListView<?>) guide().getScene().lookup("#help-list")).getItems().size());
        assertTrue(hits > 0 && hits < 20, () -> hits + " hits");
        fxRun(() -> ((ListView<?>) guide().getScene().lookup("#help-list")).getSelectionModel().select(0));
        shot("help-search");
        assertTrue(lookup("#help-back").tryQuery().isPresent());
        fxRun(() -> assertTrue(!guide().getScene().lookup("#help-back").isDisabled()));
        fxRun(() -> help.about("lab"));
        shot("help-lab");
        push(KeyCode.ALT, KeyCode.LEFT);
        push(KeyCode.ALT, KeyCode.LEFT);
        settle();
        fxRun(() -> assertTrue(guide().getScene().lookup("#help-back").isDisabled()));
        fxRun(() -> assertTrue(!guide().getScene().lookup("#help-forward").isDisabled()));
    }

    @Test
    void referencesFitTheirTables() {
        fxRun(() -> help.about("reference-specs"));
        shot("help-specs");
        assertEquals(List.of(), copied);
        fxRun(() -> ((javafx.scene.control.Button) guide().getScene().lookup("#help-keys")).fire());
        settle();
        assertEquals(List.of("keys"), copied);
    }
}
