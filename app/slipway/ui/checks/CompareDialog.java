package slipway.ui.checks;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import javafx.geometry.Pos;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.check.ChecksView.Run;
import slipway.check.Comparison;
import slipway.check.Comparison.Change;
import slipway.ui.Asker;
import slipway.ui.Theme;
import slipway.ui.widget.Ago;
import slipway.ui.widget.FilterChips;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.Sheets;
import slipway.ui.widget.Skeleton;

/// Two runs side by side: what got worse, what is new, what got better. FX thread.
final class CompareDialog {
    private final List<Run> runs;
    private final Reader reader;
    private final Consumer<String> copy;
    private final ComboBox<Run> before = new ComboBox<>();
    private final ComboBox<Run> after = new ComboBox<>();
    private final FilterChips<Which> which;
    private final Label apart = Labels.wrapped("", "muted", "small");
    private final StackPane body = new StackPane();
    private final DifferenceTable table = new DifferenceTable();
    private @Nullable Comparison comparison;
    private int asked;

    /// What is known of runs.
    interface Reader {
        /// Compares off the FX thread and answers on it.
        void read(String before, String after, Consumer<Comparison> then, Consumer<Problem> failed);

        /// Whether both runs were about one contract at least.
        boolean comparable(Run one, Run other);
    }

    private enum Which {
        DIFFERENT, WORSE, ALL
    }

    private CompareDialog(List<Run> runs, Reader reader, Consumer<String> copy) {
        this.runs = runs;
        this.reader = reader;
        this.copy = copy;
        Map<Which, String> words = new LinkedHashMap<>();
        words.put(Which.DIFFERENT, Text.of("passport.compare.different"));
        words.put(Which.WORSE, Text.of("passport.compare.worse"));
        words.put(Which.ALL, Text.of("passport.compare.all"));
        which = new FilterChips<>(words, chosen -> fill());
    }

    /// Opens over the window; `first` is the newer run to begin with, where there is a wish.
    static void open(List<Run> runs, @Nullable Run first, Reader reader, Consumer<String> copy) {
        new CompareDialog(runs, reader, copy).open(first);
    }

    private void open(@Nullable Run first) {
        var dialog = new Dialog<ButtonType>();
        dialog.initOwner(Asker.focused());
        dialog.setTitle(Text.of("passport.compare.title"));
        dialog.setHeaderText(Text.of("passport.compare.title"));
        dialog.setResizable(true);
        dialog.getDialogPane().getButtonTypes()
                .setAll(new ButtonType(Text.of("shell.close"), ButtonBar.ButtonData.CANCEL_CLOSE));
        dialog.getDialogPane().setId("compare-dialog");
        Sheets.wear(dialog.getDialogPane(), "passport");
        dialog.getDialogPane().setPrefSize(980, 600);
        dialog.getDialogPane().setContent(content(first));
        Theme.dress(dialog.getDialogPane().getScene());
        dialog.show();
    }

    private Region content(@Nullable Run first) {
        choice(before, "compare-before", Text.of("passport.compare.before"));
        choice(after, "compare-after", Text.of("passport.compare.after"));
        Run newer = first == null ? runs.getFirst() : first;
        after.setValue(newer);
        before.setValue(former(newer));
        before.valueProperty().addListener(observed -> read());
        after.valueProperty().addListener(observed -> read());
        var swap = Icons.button("fth-repeat", Text.of("passport.compare.swap"), this::swap);
        var line = new HBox(8, before, swap, after);
        line.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(before, Priority.ALWAYS);
        HBox.setHgrow(after, Priority.ALWAYS);
        VBox.setVgrow(body, Priority.ALWAYS);
        read();
        apart.setMinWidth(0);
        var chips = new HBox(12, which, apart);
        chips.setAlignment(Pos.CENTER_LEFT);
        return new VBox(12, line, chips, body);
    }

    /// The run of the same target before this one, else any other.
    private Run former(Run newer) {
        List<Run> older = runs.stream().filter(run -> run.id().compareTo(newer.id()) < 0).toList();
        return older.stream().filter(run -> run.target().equals(newer.target()) && reader.comparable(run, newer))
                .findFirst().or(() -> older.stream().filter(run -> reader.comparable(run, newer)).findFirst())
                .or(() -> older.stream().findFirst())
                .or(() -> runs.stream().filter(run -> !run.equals(newer)).findFirst()).orElse(newer);
    }

    private void swap() {
        Run old = before.getValue();
        before.setValue(after.getValue());
        after.setValue(old);
    }

    private void choice(ComboBox<Run> box, String id, String says) {
        box.setId(id);
        box.setAccessibleText(says);
        box.setMaxWidth(Double.MAX_VALUE);
        box.getItems().setAll(runs);
        box.setCellFactory(view -> new RunCell(""));
        box.setButtonCell(new RunCell(says));
    }

    private void read() {
        int mine = ++asked;
        comparison = null;
        body.getChildren().setAll(new Skeleton(6));
        reader.read(before.getValue().id(), after.getValue().id(), read -> {
            if (mine != asked) return;
            comparison = read;
            fill();
        }, problem -> {
            if (mine == asked) body.getChildren().setAll(new ProblemBanner(problem, copy));
        });
    }

    private void fill() {
        Comparison now = comparison;
        if (now == null) return;
        which.count(Which.WORSE, now.count(Change.WORSE));
        which.count(Which.DIFFERENT, now.differences().size() - now.count(Change.SAME));
        which.count(Which.ALL, now.differences().size());
        table.show(now.differences().stream().filter(each -> takes(each.change())).toList());
        Label none = Labels.muted(now.shared().isEmpty()
                ? Text.of("passport.compare.nothing-shared")
                : Text.of("passport.compare.none"));
        none.setId("compare-none");
        apart.setText(now.apart().isEmpty() || now.shared().isEmpty()
                ? ""
                : Text.of("passport.compare.apart", String.join(", ", now.apart())));
        body.getChildren().setAll(table.getItems().isEmpty() ? none : table);
    }

    private boolean takes(Change change) {
        return switch (which.choice()) {
            case ALL -> true;
            case DIFFERENT -> change != Change.SAME;
            case WORSE -> change == Change.WORSE;
        };
    }

    /// `says` names the box it stands in, empty in the list.
    private static final class RunCell extends ListCell<Run> {
        private final String says;

        RunCell(String says) {
            this.says = says;
        }

        @Override
        protected void updateItem(@Nullable Run run, boolean empty) {
            super.updateItem(run, empty);
            setGraphic(null);
            if (empty || run == null) return;
            var ago = new Ago();
            ago.show(Instant.parse(run.startedAt()));
            Label target = Labels.of(run.target(), "medium");
            target.setMinWidth(0);
            HBox.setHgrow(target, Priority.ALWAYS);
            target.setMaxWidth(Double.MAX_VALUE);
            var line = new HBox(8, target, ago, Verdicts.pill(run.verdict()));
            if (!says.isEmpty()) {
                Label label = Labels.muted(says);
                label.setMinWidth(Region.USE_PREF_SIZE);
                line.getChildren().addFirst(label);
            }
            line.setAlignment(Pos.CENTER_LEFT);
            setGraphic(line);
        }
    }
}
