package slipway.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.Tone;

/// Short messages in the lower right corner, the newest at the bottom; problems go to the sheet. FX thread.
final class Toasts extends VBox implements Notices {
    private static final Duration STAYS = Duration.seconds(4);
    private static final Duration UNDO_STAYS = Duration.seconds(10);
    private static final Duration NEWS_STAY = Duration.seconds(12);
    private static final int MOST = 4;

    private final Overlays overlays;
    private @Nullable Path crashes;

    private Consumer<String> explain = code -> {};

    Toasts(Overlays overlays) {
        this.overlays = overlays;
        getStyleClass().add("toasts");
        setAlignment(Pos.BOTTOM_RIGHT);
        setPickOnBounds(false);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    }

    /// What shows more about the problem with a code.
    void explained(Consumer<String> by) {
        explain = by;
    }

    @Override
    public void done(String text) {
        add(row(text), STAYS);
    }

    @Override
    public void undoable(String text, Runnable undo) {
        HBox row = row(text);
        var button = new Button(Text.of("shell.undo"));
        button.setOnAction(event -> {
            getChildren().remove(row);
            undo.run();
        });
        row.getChildren().add(row.getChildren().size() - 1, button);
        add(row, UNDO_STAYS);
    }

    @Override
    public void problem(Problem problem) {
        overlays.showCentred(new ProblemSheet(problem, this::copied, explain, report(problem), overlays::close));
    }

    /// Shows the folder where the report of it lies; null where there is none.
    private @Nullable Runnable report(Problem problem) {
        Path folder = crashes;
        if (folder == null || !problem.code().equals("base.unforeseen") || !Files.isDirectory(folder)) return null;
        return opening(folder);
    }

    private static Runnable opening(Path folder) {
        return () -> Folders.open(folder);
    }

    /// Where reports of what nobody foresaw are written.
    void crashes(Path folder) {
        crashes = folder;
    }

    @Override
    public void copied(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
        String line = text.lines().findFirst().orElse("");
        done(Text.of("shell.copied", line.length() > 60 ? line.substring(0, 60) + "…" : line));
    }

    /// What happened by itself; another word about the same `about` takes its place.
    void news(String about, String text, boolean good, String action, Runnable run) {
        getChildren().removeIf(each -> !about.isEmpty() && about.equals(each.getUserData()));
        HBox row = row(good
                ? Icons.of("fth-check-circle", Tone.GOOD.style())
                : Icons.of("fth-alert-circle", Tone.BAD.style()), text);
        row.setUserData(about);
        var button = new Button(action);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> {
            getChildren().remove(row);
            run.run();
        });
        row.getChildren().add(row.getChildren().size() - 1, button);
        add(row, NEWS_STAY);
    }

    private HBox row(String text) {
        return row(Icons.of("fth-check-circle", Tone.GOOD.style()), text);
    }

    private HBox row(Node icon, String text) {
        var words = Labels.wrapped(text);
        words.setMaxWidth(420);
        var row = new HBox(icon, words);
        row.getStyleClass().add("toast");
        row.setMaxWidth(USE_PREF_SIZE);
        var close = Icons.button("fth-x", Text.of("shell.close"), () -> getChildren().remove(row));
        close.getStyleClass().add("tight");
        row.getChildren().add(close);
        return row;
    }

    private void add(Node row, Duration stays) {
        getChildren().add(row);
        if (getChildren().size() > MOST) getChildren().removeFirst();
        var pause = new PauseTransition(stays);
        pause.setOnFinished(event -> getChildren().remove(row));
        pause.play();
    }
}
