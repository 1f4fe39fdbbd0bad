package slipway.ui.monitor;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Activity;
import slipway.base.Activity.Entry;
import slipway.base.Activity.Kind;
import slipway.base.Activity.Outcome;
import slipway.base.Text;
import slipway.store.ActivityFile;
import slipway.store.AtomicFiles;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Dividers;
import slipway.ui.widget.FilterChips;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.SaveTarget;
import slipway.ui.widget.TextScale;

/// All that was done and how it went, newest first: looked through by words, outcome, kind and deployment, with the
/// chosen entry beside it. FX thread.
final class ActivityTab {
    private final VBox root = new VBox(12);
    private final Desk desk;
    private final SaveTarget target;
    private final ListView<Entry> list = new ListView<>();
    private final TextField words = new TextField();
    private final FilterChips<Optional<Outcome>> outcomes;
    private final ComboBox<Optional<Kind>> kinds = new ComboBox<>();
    private final ComboBox<String> subjects = new ComboBox<>();
    private final Label count = Labels.muted("");
    private final ActivityDetail detail;
    private List<Entry> all = List.of();
    private boolean filling;

    ActivityTab(Desk desk, Activity activity) {
        this(desk, activity, SaveTarget.CHOOSER);
    }

    ActivityTab(Desk desk, Activity activity, SaveTarget target) {
        this.desk = desk;
        this.target = target;
        detail = new ActivityDetail(desk);
        var choices = new LinkedHashMap<Optional<Outcome>, String>();
        choices.put(Optional.empty(), Text.of("notify.all"));
        for (Outcome outcome : Outcome.values())
            choices.put(Optional.of(outcome), ActivityWords.outcome(outcome));
        outcomes = new FilterChips<>(choices, chosen -> refresh());
        root.getStyleClass().add("activity-tab");
        root.getChildren().addAll(toolbar(), split());
        Fx.follow(root, activity.entries(), entries -> {
            all = entries;
            offerSubjects();
            refresh();
        });
    }

    private HBox toolbar() {
        words.setId("activity-search");
        words.setPromptText(Text.of("notify.search"));
        words.setAccessibleText(Text.of("notify.search"));
        words.setPrefColumnCount(20);
        words.textProperty().addListener(observed -> refresh());
        kinds.setId("activity-kind");
        kinds.getItems().add(Optional.empty());
        Arrays.stream(Kind.values()).map(Optional::of).forEach(kinds.getItems()::add);
        kinds.setConverter(new Shown<>(kind -> kind.map(ActivityWords::kind).orElse(Text.of("notify.kind.all"))));
        kinds.setValue(Optional.empty());
        kinds.valueProperty().addListener(observed -> refresh());
        kinds.setAccessibleText(Text.of("notify.kind"));
        subjects.setId("activity-subject");
        subjects.setConverter(new Shown<>(id -> id.isEmpty() ? Text.of("notify.subject.all") : id));
        subjects.getItems().setAll("");
        subjects.setValue("");
        subjects.valueProperty().addListener(observed -> refresh());
        subjects.setAccessibleText(Text.of("notify.subject"));
        var export = new Button(Text.of("notify.export"), Icons.of("fth-download"));
        export.setId("activity-export");
        export.setOnAction(event -> export());
        export.setMinWidth(Region.USE_PREF_SIZE);
        count.setMinWidth(0);
        var bar = new HBox(8, words, outcomes, kinds, subjects, Labels.gap(), count, export);
        bar.getStyleClass().add("activity-bar");
        return bar;
    }

    private SplitPane split() {
        list.setId("activity-list");
        list.setAccessibleText(Text.of("shell.activity"));
        list.getStyleClass().add("activity-list");
        list.fixedCellSizeProperty().bind(TextScale.times(36));
        list.setCellFactory(view -> new ActivityCell());
        list.setPlaceholder(Labels.wrapped(Text.of("notify.none"), "muted"));
        list.getSelectionModel().selectedItemProperty().addListener((observed, before, now) -> {
            if (now != null) detail.show(now);
        });
        var split = new SplitPane(list, detail);
        split.setDividerPositions(0.55);
        Dividers.byKeyboard(split, () -> {});
        VBox.setVgrow(split, Priority.ALWAYS);
        return split;
    }

    Region view() {
        return root;
    }

    /// Shows only what was done to `what`, a deployment or an endpoint; `failed` shows what went wrong.
    void select(String what) {
        words.clear();
        kinds.setValue(Optional.empty());
        boolean failed = what.equals("failed");
        outcomes.choose(failed ? Optional.of(Outcome.BAD) : Optional.empty());
        if (!failed && !subjects.getItems().contains(what)) subjects.getItems().add(what);
        subjects.setValue(failed ? "" : what);
    }

    private void offerSubjects() {
        String chosen = Objects.requireNonNullElse(subjects.getValue(), "");
        List<String> known = all.stream().map(Entry::subject).filter(each -> !each.isEmpty()).distinct().sorted()
                .toList();
        if (subjects.getItems().containsAll(known)) return;
        filling = true;
        subjects.getItems().setAll(known);
        subjects.getItems().addFirst("");
        if (!subjects.getItems().contains(chosen)) subjects.getItems().add(chosen);
        subjects.setValue(chosen);
        filling = false;
    }

    private ActivityFilter filter() {
        return new ActivityFilter(words.getText(), outcomes.choice().orElse(null),
                Objects.requireNonNullElse(kinds.getValue(), Optional.<Kind>empty()).orElse(null),
                Objects.requireNonNullElse(subjects.getValue(), ""));
    }

    private void refresh() {
        if (filling) return;
        ActivityFilter filter = filter();
        Entry chosen = list.getSelectionModel().getSelectedItem();
        List<Entry> shown = all.stream().filter(filter::passes).toList();
        list.getItems().setAll(shown);
        count.setText(Text.of("notify.count", shown.size(), all.size()));
        if (chosen != null) restore(chosen.id());
        if (list.getSelectionModel().isEmpty() && !shown.isEmpty()) list.getSelectionModel().selectFirst();
    }

    private void restore(long id) {
        for (Entry entry : list.getItems()) {
            if (entry.id() == id) list.getSelectionModel().select(entry);
        }
    }

    /// One JSON object a line, what is shown and nothing else.
    private void export() {
        List<Entry> shown = List.copyOf(list.getItems());
        @Nullable
        Path file = target.ask(root.getScene() == null ? null : root.getScene().getWindow(),
                Text.of("notify.export"), "activity.jsonl");
        if (file == null) return;
        desk.work().run(() -> AtomicFiles.write(file, shown.stream().map(ActivityFile::line)
                .collect(Collectors.joining("\n", "", "\n"))),
                () -> desk.notices().done(Text.of("notify.exported", shown.size(), file)));
    }
}
