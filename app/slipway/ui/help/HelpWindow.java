package slipway.ui.help;

import java.util.List;
import java.util.function.Consumer;

import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.ui.Command;
import slipway.ui.Theme;
import slipway.ui.widget.Sheets;

/// The one window of the guide, beside the studio’s: it stays open while one works, and shows another page when asked
/// again. Everything in it is built in. FX thread.
public final class HelpWindow {
    private static final String TROUBLES = "docs/guide/troubleshooting.md";
    private static final double WIDTH = 1_080;
    private static final double HEIGHT = 780;
    private static final double LEAST_WIDTH = 640;
    private static final double LEAST_HEIGHT = 420;

    private final Stage owner;
    private final Consumer<String> copy;
    private final Runnable keys;
    private @Nullable Stage stage;
    private @Nullable HelpPane pane;

    /// @param copy takes text for the clipboard
    /// @param keys opens the list of keys in the studio’s window
    public HelpWindow(Stage owner, Consumer<String> copy, Runnable keys) {
        this.owner = owner;
        this.copy = copy;
        this.keys = keys;
    }

    /// Opens the guide at what is said about the studio’s page `id`.
    public void about(String id) {
        open(HelpBook.ours().about(id), "");
    }

    /// Opens the troubleshooting at the problem `code`.
    public void problem(String code) {
        open(TROUBLES, slipway.ui.widget.MarkdownView.anchor(code));
    }

    /// One for each page, for the palette; none before the guide was read.
    public List<Command> commands() {
        String group = Text.of("help.group");
        return HelpBook.known().map(HelpBook::pages).orElse(List.of()).stream().map(page -> new Command(group,
                page.title(), "fth-book-open", "", () -> open(page.path(), ""))).toList();
    }

    /// Reads the guide ahead, so that nobody waits for it later. Any thread but the window’s.
    public static void prepare() {
        HelpBook.ours();
    }

    private void open(String path, String anchor) {
        Stage window = stage;
        HelpPane shown = pane;
        if (window == null || shown == null || !window.isShowing()) {
            shown = new HelpPane(HelpBook.ours(), copy, this::keys);
            window = window(shown);
            pane = shown;
            stage = window;
            window.show();
        }
        shown.open(path, anchor);
        window.toFront();
        window.requestFocus();
    }

    private void keys() {
        keys.run();
        owner.toFront();
        owner.requestFocus();
    }

    private Stage window(HelpPane content) {
        var window = new Stage();
        window.initOwner(owner);
        window.setTitle(Text.of("help.title"));
        window.setMinWidth(LEAST_WIDTH);
        window.setMinHeight(LEAST_HEIGHT);
        var scene = new Scene(content, WIDTH, HEIGHT);
        Sheets.wear(content, "help");
        window.setScene(scene);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) window.hide();
        });
        Theme.dress(scene);
        return window;
    }
}
