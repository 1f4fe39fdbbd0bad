package slipway.ui.models;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

/// Boxes to tick by state, format, contract, findings, tag and root, each with its count. FX thread.
final class FilterRail extends VBox {
    /// More tags than this are found by typing.
    private static final int MOST_TAGS = 20;

    private final Set<ModelRow.State> states = new LinkedHashSet<>(ModelFilter.USUAL);
    private final Set<String> tags = new LinkedHashSet<>();
    private final Set<String> roots = new LinkedHashSet<>();
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

    void show(List<ModelRow> rows) {
        Map<ModelRow.State, Long> byState = ModelFilter.count(rows, row -> List.of(row.state()));
        Map<String, Long> byFormat = ModelFilter.count(rows, ModelRow::formats);
        Map<String, Long> byContract = ModelFilter.count(rows, ModelRow::contracts);
        Map<ModelFilter.Worst, Long> byFinding = ModelFilter.count(rows, row -> List.of(row.worst()));
        Map<String, Long> byTag = most(ModelFilter.count(rows, ModelRow::tags));
        Map<String, Long> byRoot = ModelFilter.count(rows, row -> List.of(row.root()));
        List<Object> now = List.of(byState, byFormat, byContract, byFinding, byTag, byRoot);
        if (now.equals(shown)) return;
        shown = now;
        // what is not there any more cannot be unticked
        boolean gone = formats.retainAll(byFormat.keySet());
        gone |= contracts.retainAll(byContract.keySet());
        gone |= findings.retainAll(byFinding.keySet());
        gone |= tags.retainAll(byTag.keySet());
        gone |= roots.retainAll(byRoot.keySet());
        getChildren().setAll(group("models.filter.format", byFormat, formats, word -> word),
                group("models.filter.contract", byContract, contracts, FilterRail::contract),
                group("models.filter.state", byState, states, FilterRail::word),
                group("models.filter.findings", byFinding, findings, FilterRail::word));
        if (!byTag.isEmpty()) getChildren().add(group("models.filter.tag", byTag, tags, word -> word));
        if (byRoot.size() > 1) getChildren().add(group("models.filter.root", byRoot, roots, word -> word));
        if (gone) tell();
    }

    private Map<String, Long> most(Map<String, Long> counts) {
        if (counts.size() <= MOST_TAGS) return counts;
        var kept = new TreeMap<String, Long>();
        counts.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(MOST_TAGS)
                .forEach(each -> kept.put(each.getKey(), each.getValue()));
        // a ticked one stays in sight
        tags.stream().filter(counts::containsKey).forEach(tag -> kept.put(tag, counts.getOrDefault(tag, 0L)));
        return kept;
    }

    /// Shows models in these states and nothing else is ticked.
    void only(Set<ModelRow.State> wanted) {
        for (Set<?> ticked : List.of(formats, contracts, findings, tags, roots))
            ticked.clear();
        states.clear();
        states.addAll(wanted);
        lookupAll(".check-box").forEach(box -> ((CheckBox) box).setSelected(wanted.contains(box.getUserData())));
        tell();
    }

    static String word(ModelRow.State state) {
        return switch (state) {
            case ACTIVE -> Text.of("models.state.active");
            case ARCHIVED -> Text.of("models.state.archived");
            case BROKEN -> Text.of("models.state.broken");
            case MISSING -> Text.of("models.state.missing");
        };
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
            tick.setUserData(value);
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
        changed.accept(new ModelFilter("", Set.copyOf(formats), Set.copyOf(contracts), Set.copyOf(findings),
                Set.copyOf(states), Set.copyOf(tags), Set.copyOf(roots)));
    }
}
