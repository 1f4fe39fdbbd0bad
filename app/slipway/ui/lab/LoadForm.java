package slipway.ui.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.ui.widget.OpenTarget;
import slipway.ui.widget.TextScale;

/// Shape, rates, times and data of a load; it shows only the fields that the shape has. FX thread.
final class LoadForm extends FlowPane {
    private final OpenTarget files;
    private final ComboBox<LoadAsk.Kind> kind = new ComboBox<>();
    private final TextField rate = Fields.number("load-rate", Text.of("lab.load.rate"), "50", 72);
    private final TextField peak = Fields.number("load-peak", Text.of("lab.load.peak"), "200", 72);
    private final TextField steps = Fields.number("load-steps", Text.of("lab.load.steps"), "20, 50, 100", 130);
    private final TextField every = Fields.number("load-every", Text.of("lab.load.every"), "10", 56);
    private final TextField length = Fields.number("load-length", Text.of("lab.load.length"), "2", 56);
    private final TextField seconds = Fields.number("load-seconds", Text.of("lab.load.seconds"), "30", 56);
    private final TextField connections = Fields.number("load-connections", Text.of("lab.load.connections"), "32", 64);
    private final ComboBox<LoadData> data = new ComboBox<>();
    private final VBox rateBox = Fields.named(Text.of("lab.load.rate"), rate, "req/s");
    private final VBox peakBox = Fields.named(Text.of("lab.load.peak"), peak, "req/s");
    private final VBox stepsBox = Fields.named(Text.of("lab.load.steps"), steps, "req/s");
    private final VBox everyBox = Fields.named(Text.of("lab.load.every"), every, "s");
    private final VBox lengthBox = Fields.named(Text.of("lab.load.length"), length, "s");
    private final LoadData chooseFile = new LoadData(Text.of("lab.load.file"), LabEndpoint.SCORE, "", "", null);
    private @Nullable LoadData chosen;
    private List<LoadData> known = List.of();
    private boolean filling;

    LoadForm(OpenTarget files) {
        super(16, 8);
        this.files = files;
        setPrefWrapLength(640);
        kind.setId("load-kind");
        kind.getItems().setAll(LoadAsk.Kind.values());
        kind.setValue(LoadAsk.Kind.CONSTANT);
        kind.setAccessibleText(Text.of("lab.load.kind"));
        kind.setCellFactory(list -> Fields.cell(LoadForm::word));
        kind.setButtonCell(Fields.cell(LoadForm::word));
        kind.setOnAction(event -> showFields());
        data.setId("load-data");
        data.setAccessibleText(Text.of("lab.load.data"));
        data.prefWidthProperty().bind(TextScale.times(190));
        data.setCellFactory(list -> Fields.cell(LoadData::title));
        data.setButtonCell(Fields.cell(LoadData::title));
        data.setOnAction(event -> choose());
        getChildren().setAll(Fields.named(Text.of("lab.load.kind"), kind, ""), rateBox, peakBox, stepsBox, everyBox,
                lengthBox, Fields.named(Text.of("lab.load.seconds"), seconds, "s"),
                Fields.named(Text.of("lab.load.connections"), connections, ""),
                Fields.named(Text.of("lab.load.data"), data, ""));
        showFields();
    }

    /// Offers these requests; what the person chose stays where it is still there.
    void offer(List<LoadData> requests) {
        if (requests.equals(known)) return;
        known = List.copyOf(requests);
        LoadData before = chosen != null && (chosen.file() != null || requests.contains(chosen)) ? chosen : null;
        fill(before != null ? before : requests.isEmpty() ? null : requests.getFirst());
    }

    /// Takes the requests of `file`.
    void take(Path file) {
        fill(new LoadData(String.valueOf(file.getFileName()), path(), "", "", file));
    }

    /// Empty where a field is marked.
    Optional<LoadAsk> ask() {
        LoadAsk.Kind which = kind.getValue();
        double from = which.rate() ? Fields.number(rate) : 0;
        double to = which.peak() ? Fields.number(peak) : 0;
        List<Double> rates = which == LoadAsk.Kind.STEPS ? Fields.numbers(steps) : List.of();
        boolean burst = which == LoadAsk.Kind.BURST;
        double pause = burst ? Fields.number(every) : 0;
        double burstTime = burst ? Fields.number(length) : 0;
        double time = Fields.number(seconds);
        double many = Fields.number(connections);
        if (Double.isNaN(from + to + pause + burstTime + time + many)) return Optional.empty();
        if (which == LoadAsk.Kind.STEPS && rates.isEmpty()) return Optional.empty();
        return Optional.of(new LoadAsk(which, from, to, rates, pause, burstTime, time, (int) many));
    }

    Optional<LoadData> data() {
        return Optional.ofNullable(chosen);
    }

    void lock(boolean running) {
        getChildren().forEach(each -> each.setDisable(running));
    }

    private void fill(@Nullable LoadData value) {
        filling = true;
        chosen = value;
        var all = new ArrayList<>(known);
        if (value != null && !all.contains(value)) all.add(value);
        all.add(chooseFile);
        data.getItems().setAll(all);
        data.setValue(value);
        filling = false;
    }

    private void choose() {
        if (filling) return;
        LoadData value = data.getValue();
        if (!chooseFile.equals(value)) {
            chosen = value;
            return;
        }
        Path file = files.ask(getScene() == null ? null : getScene().getWindow(), Text.of("lab.load.file-title"),
                Text.of("lab.load.file-kind"), List.of("*.json", "*.jsonl", "*.ndjson", "*.csv", "*.txt", "*.bin"));
        if (file == null) fill(chosen);
        else
            take(file);
    }

    private String path() {
        return known.isEmpty() ? LabEndpoint.SCORE : known.getFirst().path();
    }

    private void showFields() {
        LoadAsk.Kind which = kind.getValue();
        Fields.shown(rateBox, which.rate());
        Fields.shown(peakBox, which.peak());
        Fields.shown(stepsBox, which == LoadAsk.Kind.STEPS);
        for (Node box : List.of(everyBox, lengthBox))
            Fields.shown(box, which == LoadAsk.Kind.BURST);
    }

    static String word(LoadAsk.Kind kind) {
        return switch (kind) {
            case CONSTANT -> Text.of("lab.shape.constant");
            case RAMP -> Text.of("lab.shape.ramp");
            case STEPS -> Text.of("lab.shape.steps");
            case BURST -> Text.of("lab.shape.burst");
            case POISSON -> Text.of("lab.shape.poisson");
            case CLOSED -> Text.of("lab.shape.closed");
        };
    }
}
