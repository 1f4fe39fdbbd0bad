package slipway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.PickResult;
import javafx.scene.layout.StackPane;
import javafx.stage.PopupWindow;
import javafx.stage.Window;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.testkit.Contrast;
import slipway.testkit.UiTest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Menus and lists of choices are read in both themes, each item says what it is, and Escape closes them where
/// they were opened: on every page.
class PopUpsUiTest extends UiTest {
    /// As many as there were when this was written, at least: fewer, and the pages were not looked at.
    private static final int LEAST = 25;

    @TempDir
    private Path folder;

    @Test
    void everyPageInBothThemes() throws Exception {
        try (FilledWindow window = FilledWindow.open(stage(), folder)) {
            var faults = new ArrayList<String>();
            for (boolean dark : new boolean[]{false, true}) {
                window.theme(dark);
                var tried = new HashSet<Object>();
                for (FilledWindow.Place place : window.places()) {
                    window.open(place);
                    settle();
                    for (Node each : fx(() -> openers(stage().getScene().getRoot())))
                        if (tried.add(dark ? each.getClass().getName() + each.getStyleClass() : each))
                            look(each, (dark ? "dark " : "light ") + place.name() + ": ", faults);
                }
                assertTrue(dark || tried.size() >= LEAST, "only " + tried.size());
            }
            assertEquals("", String.join("\n", faults.stream().distinct().toList()));
        }
    }

    @Test
    void tooltipsInBothThemes() {
        var faults = new ArrayList<String>();
        for (boolean dark : new boolean[]{false, true}) {
            var tooltip = fx(() -> new Tooltip("Adds a deployment to this endpoint"));
            show(new StackPane(new Label("under it")), 400, 200);
            theme(dark);
            fxRun(() -> tooltip.show(stage(), stage().getX() + 20, stage().getY() + 20));
            settle();
            assertTrue(fx(tooltip::isShowing));
            assertEquals(1, fx(() -> tooltip.getScene().getRoot().lookupAll(".text").size()), "its text was looked at");
            fx(() -> Contrast.faults(tooltip.getScene()))
                    .forEach(fault -> faults.add((dark ? "dark " : "light ") + fault));
            fxRun(tooltip::hide);
        }
        assertEquals("", String.join("\n", faults));
    }

    private void look(Node opener, String where, List<String> faults) {
        fxRun(() -> {
            opener.requestFocus();
            open(opener);
        });
        settle();
        List<PopupWindow> open = popUps();
        for (PopupWindow popUp : open) {
            fx(() -> Contrast.faults(popUp.getScene())).forEach(fault -> faults.add(where + fault));
            if (popUp instanceof ContextMenu menu) faults.addAll(unnamed(menu, where));
        }
        if (open.isEmpty()) return;
        // keys do the same in every theme
        if (where.startsWith("light")) escape(opener, open, where, faults);
        fxRun(() -> popUps().forEach(Window::hide));
    }

    private void escape(Node opener, List<PopupWindow> open, String where, List<String> faults) {
        fxRun(() -> {
            Node at = open.getLast().getScene().getFocusOwner();
            Event.fireEvent(at == null ? open.getLast().getScene().getRoot() : at, new KeyEvent(KeyEvent.KEY_PRESSED,
                    KeyEvent.CHAR_UNDEFINED, "", KeyCode.ESCAPE, false, false, false, false));
        });
        settle();
        // a list of choices has no focus of its own: the box has the keys
        if (!popUps().isEmpty())
            fxRun(() -> Event.fireEvent(opener, new KeyEvent(KeyEvent.KEY_PRESSED,
                    KeyEvent.CHAR_UNDEFINED, "", KeyCode.ESCAPE, false, false, false, false)));
        settle();
        if (!popUps().isEmpty()) faults.add(where + "stays open at Escape: " + opener);
        Node after = fx(() -> stage().getScene().getFocusOwner());
        if (!opener.equals(after)) faults.add(where + "the focus goes from " + opener + " to " + after);
    }

    private static List<String> unnamed(ContextMenu menu, String where) {
        return menu.getItems().stream().filter(item -> !(item instanceof SeparatorMenuItem)).filter(MenuItem::isVisible)
                .filter(item -> item.getText() == null || item.getText().isBlank())
                .map(item -> where + "has no name: " + item).toList();
    }

    private static List<PopupWindow> popUps() {
        return List.copyOf(Window.getWindows()).stream().filter(PopupWindow.class::isInstance)
                .filter(Window::isShowing).filter(each -> !(each instanceof Tooltip)).map(PopupWindow.class::cast)
                .toList();
    }

    private static void open(Node opener) {
        switch (opener) {
            case MenuButton button -> button.show();
            case ComboBoxBase<?> box -> box.show();
            case ChoiceBox<?> box -> box.show();
            case TableView<?> table -> {
                table.getSelectionModel().select(0);
                asked(table);
            }
            case ListView<?> list -> {
                list.getSelectionModel().select(0);
                asked(list);
            }
            default -> throw new IllegalArgumentException(opener.toString());
        }
    }

    /// The menu key.
    private static void asked(Node list) {
        Bounds bounds = list.localToScreen(list.getLayoutBounds());
        Event.fireEvent(list, new ContextMenuEvent(ContextMenuEvent.CONTEXT_MENU_REQUESTED, 0, 0, bounds.getCenterX(),
                bounds.getCenterY(), true, new PickResult(list, 0, 0)));
    }

    private static Set<Node> openers(Node node) {
        var found = new java.util.LinkedHashSet<Node>();
        collect(node, found);
        return found;
    }

    private static void collect(Node node, Set<Node> found) {
        if (!node.isVisible() || node.isDisabled()) return;
        if (node instanceof MenuButton || node instanceof ComboBoxBase || node instanceof ChoiceBox
                || (node instanceof TableView<?> table && !table.getItems().isEmpty())
                || (node instanceof ListView<?> list && !list.getItems().isEmpty()))
            found.add(node);
        if (node instanceof Parent parent)
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, found));
    }
}
