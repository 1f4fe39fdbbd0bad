package slipway.ui.models;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.ui.widget.Labels;

/// Boxes to tick by format, contract and findings, each with its count. FX thread.
final class FilterRail extends VBox {
    private final Set<String> formats = new LinkedHashSet<>();
    private final Set<String> contracts = new LinkedHashSet<>();
    private final Set<ModelFilter.Worst> findings = new LinkedHashSet<>();
    private final Consumer<ModelFilter> changed;
    private List<Object> shown = List.of();

    /// `changed` gets a filter without words.
    FilterRail(Consumer<ModelFilter> changed) {
        this.changed = changed;
        getStyleClass().add("filter-rail");
        setMinWidth(208);
        setPrefWidth(208);
        // where the bar stands when it scrolls
        setPadding(new Insets(0, 12, 0, 0));
    }

    void show(List<ModelFilter.Row> rows) {
        Map<String, Long> byFormat = ModelFilter.count(rows, row -> List.of(row.model().format()));
        Map<String, Long> byContract = ModelFilter.count(rows, row -> row.model().contracts());
        Map<ModelFilter.Worst, Long> byFinding = ModelFilter.count(rows, row -> List.of(row.worst()));
        List<Object> now = List.of(byFormat, byContract, byFinding);
        if (now.equals(shown)) return;
        shown = now;
        getChildren().setAll(group("models.filter.format", byFormat, formats, word -> word), group(
                "models.filter.contract", byContract, contracts, FilterRail::contract),
                group("models.filter.findings",
                        byFinding, findings, FilterRail::word));
    }

    void clear() {
        formats.clear();
        contracts.clear();
        findings.clear();
        lookupAll(".check-box").forEach(box -> ((CheckBox) box).setSelected(false));
        tell();
    }

    static String word(ModelFilter.Worst worst) {
        return switch (worst) {
            case NONE -> Text.of("models.findings.none");
            case INFO -> Text.of("models.findings.info");
            case WARNING -> Text.of("models.findings.warning");
            case ERROR -> Text.of("models.findings.error");
        };
    }

    private static String contract(String id) {
        return Contracts.byId(id).map(ServingContract::title).orElse(id);
    }

    private <T> VBox group(String title, Map<T, Long> counts, Set<T> ticked, Function<T, String> name) {
        var box = new VBox(6, Labels.strong(Text.of(title)));
        counts.forEach((value, count) -> {
            var tick = new CheckBox(name.apply(value));
            tick.setSelected(ticked.contains(value));
            tick.setMnemonicParsing(false);
            tick.setWrapText(true);
            tick.setMinWidth(0);
            tick.setOnAction(event -> {
                if (tick.isSelected()) ticked.add(value);
                else
                    ticked.remove(value);
                tell();
            });
            Label number = Labels.of(Labels.count(count), "muted", "small");
            number.setMinWidth(USE_PREF_SIZE);
            HBox.setHgrow(tick, Priority.ALWAYS);
            tick.setMaxWidth(Double.MAX_VALUE);
            var row = new HBox(4, tick, number);
            row.setAlignment(Pos.CENTER_LEFT);
            box.getChildren().add(row);
        });
        if (counts.isEmpty()) box.getChildren().add(Labels.of(Text.of("models.filter.none"), "muted", "small"));
        return box;
    }

    private void tell() {
        changed.accept(new ModelFilter("", Set.copyOf(formats), Set.copyOf(contracts), Set.copyOf(findings)));
    }
}
