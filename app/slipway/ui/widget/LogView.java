package slipway.ui.widget;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

import slipway.base.Text;
import slipway.observe.LogBuffer;
import slipway.store.AtomicFiles;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;

/// The log viewer over a [LogBuffer]: follows the end until the reader scrolls up, searches, filters by level, copies
/// and saves. Reads the ring a few times a second and draws only when there is news. FX thread.
public final class LogView extends VBox {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination ALL = new KeyCodeCombination(KeyCode.A, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination FIND = new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);

    private final Desk desk;
    private final SaveTarget target;
    private final LogLines lines = new LogLines(this::refreshState);
    private final LogToolbar toolbar;
    private final Button newLines = new Button();
    private final Label nothing = new Label();
    private @Nullable LogViewModel model;
    private volatile @Nullable LogBuffer source;
    /// Next line’s number when all before it was on the screen; -1 while there is more to take in.
    private volatile long seen = -1;
    private String name = "log";

    public LogView(Desk desk, SaveTarget target) {
        this.desk = desk;
        this.target = target;
        getStyleClass().add("log-view");
        toolbar = new LogToolbar(this::changed, this::perform);
        newLines.setId("log-new-lines");
        newLines.getStyleClass().addAll("accent", "log-new-lines");
        newLines.setGraphic(new FontIcon("fth-arrow-down"));
        newLines.setOnAction(event -> act(now -> now.follow(true)));
        nothing.getStyleClass().add("log-nothing");
        nothing.setMouseTransparent(true);
        var area = new StackPane(lines, nothing, newLines);
        StackPane.setAlignment(newLines, Pos.BOTTOM_RIGHT);
        VBox.setVgrow(area, Priority.ALWAYS);
        area.setMinHeight(60);
        getChildren().addAll(toolbar, area);
        lines.setOnContextMenuRequested(event -> menu().show(lines, event.getScreenX(), event.getScreenY()));
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        Fx.poll(this, PAUSE, this::news, this::poll);
    }

    /// Shows `buffer` from its end on; `title` names it (`iris/blue`). Filter, search and switches stay as they are.
    public void show(LogBuffer buffer, String title) {
        name = title;
        source = buffer;
        seen = -1;
        var next = new LogViewModel(buffer);
        toolbar.applyTo(next);
        model = next;
        lines.setAccessibleText(Text.of("logview.accessible", title));
        lines.show(next);
        refreshState();
    }

    private void poll() {
        LogBuffer now = source;
        if (model == null || now == null) return;
        long next = now.next();
        boolean changed = model.refresh();
        seen = changed ? -1 : next;
        if (!changed) return;
        lines.redraw();
        refreshState();
    }

    private boolean news() {
        LogBuffer now = source;
        return now != null && now.next() != seen;
    }

    private void changed() {
        act(toolbar::applyTo);
        lines.times(toolbar.times());
    }

    private void act(Consumer<LogViewModel> what) {
        if (model == null) return;
        what.accept(model);
        seen = -1;
        model.refresh();
        lines.redraw();
        refreshState();
    }

    private void refreshState() {
        LogViewModel now = model;
        if (now == null) return;
        toolbar.show(now);
        long unseen = now.unseen();
        newLines.setVisible(!now.following());
        newLines.setText(unseen == 0 ? Text.of("logview.to-end") : Text.of("logview.new-lines", unseen));
        nothing.setVisible(now.size() == 0);
        nothing.setText(toolbar.filtering() ? Text.of("logview.none-match") : Text.of("logview.none"));
    }

    private void perform(LogToolbar.Act act) {
        switch (act) {
            case NEXT -> act(now -> now.stepMatch(1));
            case PREVIOUS -> act(now -> now.stepMatch(-1));
            case COPY -> copySelection();
            case COPY_ALL -> copy(true);
            case SAVE -> saveFile();
            case CLEAR -> act(LogViewModel::clear);
        }
    }

    private void copySelection() {
        copy(model != null && !model.hasSelection());
    }

    private void copy(boolean all) {
        if (model == null) return;
        String text = all ? model.all(toolbar.times()) : model.selection(toolbar.times());
        if (!text.isEmpty()) desk.notices().copied(text);
    }

    private void saveFile() {
        LogViewModel now = model;
        if (now == null) return;
        String suggested = name.replace('/', '-') + ".log";
        Path file = target.ask(getScene() == null ? null : getScene().getWindow(), Text.of("logview.save"), suggested);
        if (file == null) return;
        String text = now.all(true);
        desk.work().run(() -> AtomicFiles.write(file, text),
                () -> desk.notices().done(Text.of("logview.saved", file)));
    }

    private ContextMenu menu() {
        return new ContextMenu(item(Text.of("logview.copy"), this::copySelection),
                item(Text.of("logview.copy-all"), () -> copy(true)), item(Text.of("logview.save"), this::saveFile),
                item(Text.of("logview.clear"), () -> act(LogViewModel::clear)));
    }

    private static MenuItem item(String text, Runnable run) {
        var item = new MenuItem(text);
        item.setOnAction(event -> run.run());
        return item;
    }

    private void key(KeyEvent event) {
        if (FIND.match(event)) {
            toolbar.focusSearch();
        } else if (lines.isFocused() && COPY.match(event)) {
            copySelection();
        } else if (lines.isFocused() && ALL.match(event)) {
            act(LogViewModel::selectAll);
        } else {
            return;
        }
        event.consume();
    }
}
