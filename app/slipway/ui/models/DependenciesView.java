package slipway.ui.models;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.catalog.Model;
import slipway.catalog.fix.Dependencies;
import slipway.catalog.fix.Fix;
import slipway.catalog.fix.RequirementEdit;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.Icons;
import slipway.ui.widget.KeyValueGrid;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// The Python, the packages and the channels that one model asks for, and a line to change the packages with. FX thread.
final class DependenciesView extends VBox {
    private final Model model;
    private final FixActs acts;
    private final RequirementForm form = new RequirementForm(this::submit);

    DependenciesView(Model model, FixActs acts) {
        this.model = model;
        this.acts = acts;
        getStyleClass().add("detail-body");
    }

    /// Reads the files beside the FX thread, then shows what they say.
    void load() {
        record Read(Dependencies all, boolean folder) {}
        var read = new AtomicReference<Read>();
        acts.desk().work().run(() -> read.set(new Read(Dependencies.of(model),
                Files.isDirectory(model.path(), LinkOption.NOFOLLOW_LINKS))),
                () -> show(read.get().all, read.get().folder));
    }

    private void show(Dependencies all, boolean folder) {
        form.clear();
        getChildren().clear();
        if (all.isEmpty()) {
            getChildren().add(new EmptyState("fth-package", Text.of("models.dependencies.empty"), Text.of(folder
                    ? "models.dependencies.empty.text"
                    : "models.dependencies.empty.archive")));
        } else {
            var facts = new KeyValueGrid();
            facts.row(Text.of("models.dependencies.python"), said(all.pythons()));
            if (!all.channels().isEmpty())
                facts.row(Text.of("models.dependencies.channels"), said(all.channels()));
            getChildren().addAll(facts, Labels.strong(Text.of("models.dependencies.requirements")));
        }
        if (folder) getChildren().add(form);
        if (all.requirements().isEmpty()) return;
        var rows = new VBox();
        for (Dependencies.Entry entry : all.requirements())
            rows.getChildren().add(row(entry));
        getChildren().add(rows);
    }

    private static Node said(Map<String, Set<String>> all) {
        if (all.isEmpty()) return Labels.muted(Text.of("models.dependencies.unsaid"));
        var lines = new VBox(2);
        all.forEach((what, files) -> lines.getChildren().add(Labels.wrapped(
                Text.of("models.dependencies.said", what, String.join(", ", files)), "medium")));
        return lines;
    }

    private Node row(Dependencies.Entry entry) {
        Label name = Labels.wrapped(entry.versions().isEmpty() ? entry.name() : entry.name() + " " + entry.versions(),
                "mono");
        var words = new VBox(2, name, Labels.wrapped(String.join(", ", entry.files()), "muted", "small"));
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var pill = entry.pinned()
                ? new StatusPill(Tone.GOOD, "", Text.of("models.dependencies.pinned"))
                : new StatusPill(Tone.WARN, "", Text.of("models.dependencies.open"));
        pill.setMinWidth(StatusPill.USE_PREF_SIZE);
        var row = new HBox(words, pill);
        row.getStyleClass().add("requirement-row");
        if (!entry.editable()) return row;
        Button edit = Icons.button("fth-edit-2", Text.of("models.dependencies.edit", entry.name()),
                () -> form.edit(entry));
        edit.setId("requirement-edit-" + entry.key());
        Button remove = Icons.button("fth-trash-2", Text.of("models.dependencies.remove", entry.name()),
                () -> offer("models.dependencies.fix.remove", () -> new RequirementEdit(model).remove(entry.name())));
        remove.setId("requirement-remove-" + entry.key());
        row.getChildren().addAll(edit, remove);
        return row;
    }

    /// `instead` is what the text stands for, null where it is new.
    private void submit(String text, @Nullable String instead) {
        if (instead == null) offer("models.dependencies.fix.add", () -> new RequirementEdit(model).add(text));
        else
            offer("models.dependencies.fix.change", () -> new RequirementEdit(model).change(instead, text));
    }

    private void offer(String about, Supplier<Fix> edit) {
        var fix = new AtomicReference<@Nullable Fix>();
        var problem = new AtomicReference<@Nullable Problem>();
        acts.desk().work().run(() -> {
            try {
                fix.set(edit.get());
            } catch (StudioException e) {
                problem.set(e.problem());
            }
        }, () -> {
            form.says(problem.get());
            Fix made = fix.get();
            if (made != null) acts.offer(Text.of(about), Text.of("models.dependencies.done"), made, this::load);
        });
    }
}
