package slipway.ui.exports;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.export.ExportFile;
import slipway.store.ReversibleFiles;
import slipway.ui.Asker;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.Tone;

/// Saves all files of an export into a folder that the person names, and shows how that went: nothing is replaced
/// unasked, and it can be taken back. FX thread; the files are written off it.
final class ExportSaving extends VBox {
    /// More names than these are counted only.
    private static final int MOST_NAMES = 6;

    private final ExportGround ground;

    ExportSaving(ExportGround ground) {
        this.ground = ground;
        setId("export-saved");
        show(List.of());
    }

    /// @param title  of what is exported and where to, for the task
    /// @param folder as the person chose it
    /// @param then   gets what was written
    void save(List<Object> title, List<ExportFile> files, Path folder, Consumer<ReversibleFiles> then) {
        show(List.of());
        var texts = new LinkedHashMap<String, String>();
        files.forEach(each -> texts.put(each.path(), each.text()));
        var there = new AtomicReference<List<String>>(List.of());
        work(() -> there.set(ReversibleFiles.replaced(folder, texts)), () -> {
            Runnable go = () -> write(title, texts, folder, then);
            if (there.get().isEmpty()) go.run();
            else
                ground.asker().ask(question(there.get(), folder), go);
        });
    }

    private static Asker.Question question(List<String> there, Path folder) {
        String names = there.stream().limit(MOST_NAMES).collect(Collectors.joining("\n"));
        if (there.size() > MOST_NAMES) names += "\n" + Text.of("exportview.replace.more", there.size() - MOST_NAMES);
        return new Asker.Question(Text.of("exportview.replace.title", there.size()),
                Text.of("exportview.replace.text", folder) + "\n\n" + names, Text.of("exportview.replace.yes"), true);
    }

    private void write(List<Object> title, Map<String, String> texts, Path folder, Consumer<ReversibleFiles> then) {
        ground.tasks().start("exportview.task", title, progress -> {
            try {
                ReversibleFiles saved = ReversibleFiles.write(folder, texts, true);
                Fx.later(() -> {
                    told(saved);
                    then.accept(saved);
                });
            } catch (StudioException e) {
                Fx.later(() -> refused(e.problem()));
                throw e;
            }
        });
    }

    private void told(ReversibleFiles saved) {
        String words = Text.of("exportview.saved", saved.count(), saved.folder());
        var once = new AtomicBoolean();
        Runnable undo = () -> {
            if (once.compareAndSet(false, true)) undo(saved);
        };
        var open = button("export-open-folder", "fth-folder", Text.of("exportview.open-folder"),
                () -> work(() -> ground.show().accept(saved.folder()), () -> {}));
        show(List.of(line(words, open, button("export-undo", "fth-corner-up-left", Text.of("exportview.undo"), undo))));
        ground.desk().notices().undoable(words, undo);
    }

    private void undo(ReversibleFiles saved) {
        var kept = new AtomicReference<List<Path>>(List.of());
        work(() -> kept.set(saved.undo()), () -> {
            String names = kept.get().stream().map(each -> saved.folder().relativize(each).toString())
                    .collect(Collectors.joining(", "));
            String words = names.isEmpty()
                    ? Text.of("exportview.undone", saved.folder())
                    : Text.of("exportview.undone.kept", saved.folder(), names);
            show(List.of(line(words)));
            ground.desk().notices().done(words);
        });
    }

    /// Off the FX thread; what fails is said here, because the studio’s own sheet may lie behind this window.
    private void work(Desk.Body body, Runnable then) {
        ground.tasks().quiet("export files", progress -> {
            try {
                body.run();
            } catch (StudioException e) {
                Fx.later(() -> refused(e.problem()));
                return;
            }
            Fx.later(then);
        });
    }

    private void refused(Problem problem) {
        show(List.of(new ProblemBanner(problem, ground.desk().notices()::copied)));
    }

    private void show(List<Node> nodes) {
        getChildren().setAll(nodes);
        setManaged(!nodes.isEmpty());
        setVisible(!nodes.isEmpty());
    }

    private static HBox line(String words, Button... buttons) {
        var said = Labels.wrapped(words);
        HBox.setHgrow(said, Priority.ALWAYS);
        var line = new HBox(8, Icons.of("fth-check-circle", Tone.GOOD.style()), said);
        line.getChildren().addAll(buttons);
        line.getStyleClass().add("export-line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private static Button button(String id, String icon, String text, Runnable run) {
        var button = new Button(text, Icons.of(icon));
        button.setId(id);
        button.setMnemonicParsing(false);
        button.setMinWidth(Button.USE_PREF_SIZE);
        button.setOnAction(event -> run.run());
        return button;
    }
}
