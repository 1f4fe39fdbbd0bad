package slipway.ui.widget;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Problem;
import slipway.observe.LogBuffer;
import slipway.testkit.UiTest;
import slipway.ui.Commands;
import slipway.ui.Desk;
import slipway.ui.Notices;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LogViewUiTest extends UiTest {
    private final LogBuffer buffer = new LogBuffer();
    private final List<String> copied = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void open() {
        for (int i = 0; i < 500; i++)
            buffer.add(i, false, (i % 50 == 7 ? "ERROR bad " : "INFO fine ") + i);
        buffer.add(500, false, "INFO " + "long ".repeat(20_000));
        var desk = new Desk((page, what) -> {}, new Told(), new Commands(), (body, then) -> {
            try {
                body.run();
                then.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        LogView view = fx(() -> new LogView(desk, (owner, title, name) -> folder.resolve(name)));
        fxRun(() -> {
            view.getStylesheets().add("/css/deployments.css");
            view.show(buffer, "iris/blue");
        });
        show(view, 1100, 500);
    }

    @Test
    void scrollingUpStopsFollowingAndTheButtonResumes() {
        assertFalse(lookup("#log-new-lines").queryAs(Button.class).isVisible());
        clickOn(".log-lines").type(KeyCode.PAGE_UP);
        await().until(() -> lookup("#log-new-lines").queryAs(Button.class).isVisible());
        assertFalse(lookup("#log-follow").queryAs(ToggleButton.class).isSelected());
        for (int i = 0; i < 12; i++)
            buffer.add(600, false, "INFO more " + i);
        await().until(() -> lookup("#log-new-lines").queryAs(Button.class).getText().startsWith("12 new"));
        shot("log-view-new-lines");
        clickOn("#log-new-lines");
        assertFalse(lookup("#log-new-lines").queryAs(Button.class).isVisible());
        assertTrue(lookup("#log-follow").queryAs(ToggleButton.class).isSelected());
    }

    @Test
    void searchesFiltersCopiesAndSaves() throws Exception {
        clickOn("#log-search").write("bad").type(KeyCode.ENTER);
        await().until(() -> lookup("#log-count").queryAs(Label.class).getText().equals("10 of 10"));
        shot("log-view-search");
        clickOn("#log-level-info");
        clickOn(".log-lines");
        press(KeyCode.CONTROL).type(KeyCode.A).type(KeyCode.C).release(KeyCode.CONTROL);
        await().until(() -> !copied.isEmpty());
        assertEquals(10, copied.getFirst().lines().count());
        clickOn("#log-menu");
        Node save = await().until(() -> lookup("#log-act-save").tryQuery().orElse(null), found -> found != null);
        clickOn(save);
        await().until(() -> Files.exists(folder.resolve("iris-blue.log")));
        assertEquals(10, Files.readAllLines(folder.resolve("iris-blue.log")).size());
    }

    private final class Told implements Notices {
        @Override
        public void done(String text) {}

        @Override
        public void undoable(String text, Runnable undo) {}

        @Override
        public void problem(Problem problem) {}

        @Override
        public void copied(String text) {
            copied.add(text);
        }
    }
}
