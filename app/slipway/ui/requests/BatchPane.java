package slipway.ui.requests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.SecretHeaders;
import slipway.base.Text;
import slipway.base.Units;
import slipway.requests.Batch;
import slipway.requests.BatchBook;
import slipway.requests.BatchGlance;
import slipway.requests.Draft;
import slipway.ui.requests.BatchForms.Choice;
import slipway.ui.widget.CodeBlock;
import slipway.ui.widget.JsonViewText;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;

/// Asks what to run over: the file, the form of its rows, the size of the requests and the result file; shows the first
/// request before anything is sent. FX thread.
final class BatchPane extends VBox {
    private final BatchGround ground;
    private final RequestPlan plan;
    private final TextField input = new TextField();
    private final TextField output = new TextField();
    private final ComboBox<Choice> form = new ComboBox<>();
    private final BatchSizes sizes = new BatchSizes(this::look);
    private final Label note = Labels.wrapped("", "small");
    private final Button anew = new Button(Text.of("requests.batch.anew"));
    private final Label first = Labels.of("", "muted", "small");
    private final CodeBlock preview;
    private final VBox problem = new VBox();
    private final Button go = new Button(Text.of("requests.batch.run"));
    private final BiConsumer<BatchBook.Ask, Choice> start;
    private boolean filling;
    private long looks;

    /// What there is before a run: read off the FX thread.
    private record Seen(BatchGlance glance, Batch.@Nullable Left left, long size) {}

    BatchPane(BatchGround ground, RequestPlan plan, BiConsumer<BatchBook.Ask, Choice> start, Runnable close) {
        super(10);
        this.ground = ground;
        this.plan = plan;
        this.start = start;
        setId("batch-pane");
        preview = new CodeBlock("batch-preview", ground.desk().notices()::copied);
        preview.rows(7);
        VBox.setVgrow(preview, Priority.ALWAYS);
        input.setId("batch-input");
        input.setPromptText(Text.of("requests.batch.input-prompt"));
        output.setId("batch-result");
        form.setId("batch-form");
        input.setAccessibleText(Text.of("requests.batch.input"));
        output.setAccessibleText(Text.of("requests.batch.output"));
        form.setAccessibleText(Text.of("requests.batch.form"));
        form.setMaxWidth(Double.MAX_VALUE);
        form.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable Choice choice) {
                return choice == null ? "" : choice.label();
            }

            @Override
            public @Nullable Choice fromString(String text) {
                return null;
            }
        });
        note.setId("batch-note");
        anew.setId("batch-anew");
        anew.setMinWidth(USE_PREF_SIZE);
        anew.setOnAction(event -> ground.desk().work().run(() -> ground.book().forget(output.getText()), this::look));
        go.setId("batch-run");
        go.setOnAction(event -> run());
        input.textProperty().addListener(observed -> chosen());
        output.textProperty().addListener(observed -> look());
        form.valueProperty().addListener(observed -> look());
        FileView.droppable(this, this::take);
        getChildren().addAll(rows(), first, preview, problem,
                new HBox(8, Labels.gap(), BatchDialog.closing(close), go));
        look();
    }

    private GridPane rows() {
        var grid = new GridPane();
        grid.getStyleClass().add("batch-grid");
        var names = new ColumnConstraints();
        names.setMinWidth(USE_PREF_SIZE);
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().setAll(names, values);
        var choose = new Button(Text.of("requests.batch.choose"));
        choose.setId("batch-choose");
        choose.setOnAction(event -> {
            Path file = ground.open().ask(getScene().getWindow(), Text.of("requests.batch.open"), "CSV, JSONL", List
                    .of("*.csv", "*.jsonl", "*.ndjson", "*.json"));
            if (file != null) take(file);
        });
        var place = new Button(Text.of("requests.batch.place"));
        place.setOnAction(event -> {
            Path file = ground.save().ask(getScene().getWindow(), Text.of("requests.batch.output"), String.valueOf(Path
                    .of(output.getText()).getFileName()));
            if (file != null) output.setText(file.toString());
        });
        var left = new HBox(8, note, anew);
        HBox.setHgrow(note, Priority.ALWAYS);
        row(grid, "requests.batch.input", field(input, choose));
        row(grid, "requests.batch.form", form);
        row(grid, "requests.batch.sizes", sizes);
        row(grid, "requests.batch.output", new VBox(4, field(output, place), left));
        return grid;
    }

    private static HBox field(TextField field, Button button) {
        button.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(field, Priority.ALWAYS);
        return new HBox(8, field, button);
    }

    private static void row(GridPane grid, String name, Node value) {
        Label label = Labels.of(Text.of(name), "medium");
        label.setMinWidth(USE_PREF_SIZE);
        GridPane.setValignment(label, javafx.geometry.VPos.TOP);
        label.setPadding(new javafx.geometry.Insets(6, 0, 0, 0));
        grid.addRow(grid.getRowCount(), label, value);
    }

    void take(Path file) {
        input.setText(file.toAbsolutePath().toString());
    }

    /// The result stands beside the file, as SageMaker names it.
    private void chosen() {
        if (filling) return;
        filling = true;
        String name = input.getText().strip();
        Choice before = form.getValue();
        form.getItems().setAll(name.isEmpty() ? List.of() : BatchForms.of(plan, Path.of(name)));
        form.setValue(form.getItems().stream().filter(each -> before != null && each.id().equals(before.id()))
                .findFirst().orElse(form.getItems().isEmpty() ? null : form.getItems().getFirst()));
        output.setText(name.isEmpty() ? "" : name + ".out");
        filling = false;
        look();
    }

    private Optional<BatchBook.Ask> ask() {
        Choice choice = form.getValue();
        if (choice != null) sizes.single(choice.single());
        Optional<Batch.Limits> limits = sizes.limits();
        String from = input.getText().strip();
        String to = output.getText().strip();
        if (choice == null || limits.isEmpty() || from.isEmpty() || to.isEmpty() || from.equals(to)) {
            return Optional.empty();
        }
        return Optional.of(new BatchBook.Ask(plan.endpoint(), plan.target(), ground.request(plan), from, to, choice
                .id(), limits.get()));
    }

    /// Reads the beginning of the file anew; what is read for an older choice is not shown any more.
    private void look() {
        if (filling) return;
        long number = ++looks;
        go.setDisable(true);
        Optional<BatchBook.Ask> asked = ask();
        Choice choice = form.getValue();
        if (asked.isEmpty() || choice == null) {
            show(null);
            return;
        }
        BatchBook.Ask now = asked.get();
        var seen = new AtomicReference<@Nullable Seen>();
        ground.desk().work().run(() -> {
            Path from = Path.of(now.input());
            Path to = Path.of(now.output());
            var whole = new Batch.Plan(now.endpoint(), now.request(), from, to, choice.form(), now.limits());
            seen.set(new Seen(BatchGlance.of(whole), Batch.left(from, to), size(to)));
        }, () -> {
            if (number == looks) show(seen.get());
        });
    }

    private static long size(Path file) {
        return Files.exists(file) ? file.toFile().length() : -1;
    }

    private void show(@Nullable Seen seen) {
        BatchGlance glance = seen == null ? null : seen.glance();
        Draft draft = glance == null ? null : glance.draft();
        Problem fault = glance == null ? null : glance.problem();
        Batch.Left left = seen == null ? null : seen.left();
        if (fault == null && left != null && !left.same()) {
            fault = Problem.of("requestedit.batch-changed", input.getText(), output.getText());
        }
        first.setText(glance == null || draft == null
                ? Text.of("requests.batch.preview")
                : Text.of("requests.batch.first", Labels.count(glance.rows()), Units.bytes(glance.length())));
        preview.show(draft == null ? "" : words(draft));
        problem.getChildren().setAll(fault == null
                ? List.of()
                : List.of(new ProblemBanner(fault, ground.desk().notices()::copied)));
        boolean over = seen != null && seen.size() >= 0 && left == null;
        note.setText(seen == null ? Text.of("requests.batch.lines") : note(seen, left));
        note.getStyleClass().setAll("label", "small", over || left != null ? "batch-warning" : "muted");
        anew.setVisible(left != null);
        anew.setManaged(left != null);
        go.setText(Text.of(left != null
                ? "requests.batch.go-on"
                : over ? "requests.batch.run-over" : "requests.batch.run"));
        go.getStyleClass().removeAll("accent", "danger");
        go.getStyleClass().add(over ? "danger" : "accent");
        // a first row at fault is told of and does not hold up the others
        go.setDisable(seen == null || (fault != null && !fault.code().equals("requestedit.batch-row")));
    }

    private static String note(Seen seen, Batch.@Nullable Left left) {
        if (left != null) {
            return Text.of("requests.batch.left", Labels.count(left.done()), Labels.count(left.failed()));
        }
        return seen.size() < 0
                ? Text.of("requests.batch.lines")
                : Text.of("requests.batch.over", Units.bytes(seen.size()));
    }

    private String words(Draft draft) {
        String address = draft.url().replace("{{endpoint}}", plan.url());
        var words = new StringBuilder(draft.method()).append(' ').append(address).append('\n');
        draft.headers().forEach((name, value) -> words.append(name).append(": ").append(SecretHeaders.masked(name,
                value)).append('\n'));
        return words.append('\n').append(pretty(draft.body())).toString();
    }

    /// One that was cut is no JSON any more.
    private static String pretty(String body) {
        return body.lines().count() == 1 && JsonViewText.fault(body) == null ? JsonViewText.pretty(body) : body;
    }

    private void run() {
        Choice choice = Objects.requireNonNull(form.getValue());
        ask().ifPresent(asked -> start.accept(asked, choice));
    }
}
