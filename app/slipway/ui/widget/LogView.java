package slipway.ui.widget;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
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

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.observe.LogBook;
import slipway.observe.LogBuffer;
import slipway.observe.LogLine;
import slipway.observe.LogSource;
import slipway.observe.MergedLog;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;

/// The log viewer over a [LogSource]: follows the end until the reader scrolls up, searches, filters, copies and saves.
/// Reads a few times a second and draws only when there is news; what takes long is done by tasks. FX thread.
public final class LogView extends VBox {
    private static final Duration PAUSE = Duration.ofMillis(50);
    /// More lines than these do not fit on a clipboard that others have to paste from.
    private static final int MOST_COPIED = 100_000;
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination ALL = new KeyCodeCombination(KeyCode.A, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination FIND = new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination NEXT = new KeyCodeCombination(KeyCode.F3);
    private static final KeyCombination PREVIOUS = new KeyCodeCombination(KeyCode.F3, KeyCombination.SHIFT_DOWN);

    private final Desk desk;
    private final SaveTarget target;
    private final LogTools tools;
    private final LogLines lines = new LogLines(this::refreshState, this::request);
    private final LogToolbar toolbar;
    private final VBox notKept = new VBox();
    private final Button newLines = new Button();
    private final Label nothing = new Label();
    private @Nullable LogViewModel model;
    private volatile @Nullable LogSource source;
    /// Next line’s number when all before it was on the screen; -1 while there is more to take in.
    private volatile long seen = -1;
    /// Why lines are not kept, as it is shown; null while they are.
    private @Nullable Problem trouble;
    private boolean reaching;
    private boolean unreadable;
    private Tasks.@Nullable Task scanning;
    private LogFilter.@Nullable Wanted asked;
    private String name = "log";

    /// Reads what takes long; answers what it means for the window.
    private interface Reading {
        Runnable read() throws InterruptedException;
    }

    public LogView(Desk desk, SaveTarget target) {
        this(desk, target, LogTools.alone());
    }

    public LogView(Desk desk, SaveTarget target, LogTools tools) {
        this.desk = desk;
        this.target = target;
        this.tools = tools;
        getStyleClass().add("log-view");
        setMinWidth(0);
        Sheets.wear(this, "logs");
        toolbar = new LogToolbar(tools.habits(), this::changed, this::perform);
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
        notKept.setId("log-not-kept");
        notKept.getStyleClass().add("log-not-kept");
        notKept.setManaged(false);
        getChildren().addAll(toolbar, notKept, area);
        lines.setOnContextMenuRequested(event -> menu().show(lines, event.getScreenX(), event.getScreenY()));
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        Fx.follow(this, tools.habits(), habits -> {
            toolbar.showHabits();
            changed();
        });
        Fx.poll(this, PAUSE, this::news, this::poll);
    }

    /// Shows `buffer` from its end on; `title` names it (`iris/blue`). Filter, search and switches stay as they are.
    public void show(LogBuffer buffer, String title) {
        show(LogBook.of(title, buffer), title);
    }

    /// Shows `log` from its end on; `title` names it. Filter, search and switches stay as they are.
    public void show(LogSource log, String title) {
        name = title;
        source = log;
        seen = -1;
        var next = new LogViewModel(log);
        toolbar.applyTo(next);
        model = next;
        reaching = false;
        unreadable = false;
        asked = null;
        lines.setAccessibleText(Text.of("logview.accessible", title));
        lines.show(next);
        showTrouble(log.trouble());
        work();
        refreshState();
    }

    /// Looks for `text` and shows where it stands last.
    public void find(String text) {
        toolbar.find(text);
        act(now -> now.stepMatch(1));
    }

    /// Shows the lines around `time`, milliseconds since 1970.
    public void goTo(long time) {
        act(now -> now.scrollToTime(time));
    }

    private void poll() {
        LogSource now = source;
        if (model == null || now == null) return;
        showTrouble(now.trouble());
        long next = now.next();
        boolean changed = model.refresh();
        seen = changed || now instanceof MergedLog ? -1 : next;
        work();
        if (!changed) return;
        lines.redraw();
        refreshState();
    }

    private boolean news() {
        LogSource now = source;
        return now != null && (now.next() != seen || !Objects.equals(now.trouble(), trouble));
    }

    /// Says over the lines that they are not kept, for as long as that is so.
    private void showTrouble(@Nullable Problem now) {
        if (Objects.equals(now, trouble)) return;
        trouble = now;
        notKept.getChildren().clear();
        if (now != null) notKept.getChildren().add(new ProblemBanner(now, desk.notices()::copied).mild());
        notKept.setManaged(now != null);
    }

    /// Has tasks do what the model waits for: older lines from disk, and looking through many.
    private void work() {
        LogViewModel now = model;
        if (now == null) return;
        boolean wanted = !now.following() || now.query().judges() || now.source().first() == now.source().inMemory();
        if (!reaching && !unreadable && wanted && now.source().behind()) reach(now);
        LogFilter.Wanted next = now.filter().wanted();
        if (next == null || next.equals(asked) || reaching) return;
        asked = next;
        // it goes over the whole archive, for an answer that nobody waits for any more
        if (scanning != null) scanning.cancel();
        scanning = background(now, "log search", () -> {
            LogSource.Found found = now.source().scan(next.query(), next.end());
            return () -> now.filter().found(next, found);
        });
    }

    private void reach(LogViewModel now) {
        reaching = true;
        long first = now.source().first();
        background(now, "log archive", () -> {
            now.source().catchUp();
            return () -> {
                reaching = false;
                if (now.source().first() < first) now.reached();
            };
        });
    }

    /// Work on a task, and what it means for the window. What cannot be read is said, and not tried again until the log
    /// is shown anew.
    private Tasks.Task background(LogViewModel now, String task, Reading work) {
        return tools.tasks().quiet(task, progress -> {
            try {
                Runnable then = work.read();
                Fx.later(() -> {
                    if (!now.equals(model)) return;
                    then.run();
                    act(same -> {});
                });
            } catch (StudioException e) {
                Fx.later(() -> {
                    if (!now.equals(model)) return;
                    reaching = false;
                    unreadable = true;
                    desk.notices().problem(e.problem());
                    act(same -> {});
                });
            }
        });
    }

    private void changed() {
        lines.times(toolbar.times());
        act(toolbar::applyTo);
    }

    private void act(Consumer<LogViewModel> what) {
        if (model == null) return;
        what.accept(model);
        seen = -1;
        model.refresh();
        work();
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
        nothing.setVisible(now.size() == 0 && now.filter().wanted() == null);
        nothing.setText(toolbar.filtering() ? Text.of("logview.none-match") : Text.of("logview.none"));
    }

    private void request(LogLine line, String id) {
        LogSource now = source;
        if (now != null) tools.request().accept(now.parts().get(line.part()), id);
    }

    private void perform(LogToolbar.Act act) {
        switch (act) {
            case NEXT -> act(now -> now.stepMatch(1));
            case PREVIOUS -> act(now -> now.stepMatch(-1));
            case COPY -> copySelection();
            case COPY_ALL -> copy(true);
            case SAVE -> saveFile();
            case CLEAR -> clear();
        }
    }

    private void clear() {
        LogViewModel now = model;
        if (now == null) return;
        desk.work().run(now.source()::clear, () -> act(LogViewModel::cleared));
    }

    private void copySelection() {
        copy(model != null && !model.hasSelection());
    }

    private void copy(boolean all) {
        LogViewModel now = model;
        if (now == null) return;
        boolean times = toolbar.times() != LogTimes.OFF;
        LogCopy wanted = all ? now.all() : now.selection();
        LogCopy taken = wanted.newest(MOST_COPIED);
        var text = new AtomicReference<String>("");
        desk.work().run(() -> text.set(taken.text(times)), () -> {
            if (!text.get().isEmpty()) desk.notices().copied(text.get());
            if (!taken.equals(wanted)) desk.notices().done(Text.of("logview.copied-newest", MOST_COPIED));
        });
    }

    private void saveFile() {
        LogViewModel now = model;
        if (now == null) return;
        String suggested = name.replace('/', '-') + ".log";
        Path file = target.ask(getScene() == null ? null : getScene().getWindow(), Text.of("logview.save"), suggested);
        if (file == null) return;
        LogFilter.Shown shown = now.filter().shown();
        boolean times = toolbar.times() != LogTimes.OFF;
        tools.tasks().start("logview.export.task", List.of(String.valueOf(file.getFileName())), progress -> {
            LogExport.write(now.source(), shown, file, times, progress);
            Fx.later(() -> desk.notices().done(Text.of("logview.saved", file)));
        });
    }

    private ContextMenu menu() {
        return new ContextMenu(item(Text.of("logview.copy"), this::copySelection),
                item(Text.of("logview.copy-all"), () -> copy(true)), item(Text.of("logview.save"), this::saveFile),
                item(Text.of("logview.clear"), this::clear));
    }

    private static MenuItem item(String text, Runnable run) {
        var item = new MenuItem(text);
        item.setOnAction(event -> run.run());
        return item;
    }

    private void key(KeyEvent event) {
        if (FIND.match(event)) {
            toolbar.focusSearch();
        } else if (NEXT.match(event)) {
            perform(LogToolbar.Act.NEXT);
        } else if (PREVIOUS.match(event)) {
            perform(LogToolbar.Act.PREVIOUS);
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
