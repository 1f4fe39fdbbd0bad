package slipway.ui.lab;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javafx.scene.control.Button;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.traffic.Fault;
import slipway.traffic.Gateway;
import slipway.ui.Desk;
import slipway.ui.widget.Card;
import slipway.ui.widget.FilterChips;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// Practice faults of one deployment at a time. They live in the gateway’s memory only. FX thread.
final class FaultsCard {
    private final Desk desk;
    private final Gateway gateway;
    private final Runnable changed;
    private final StackPane who = new StackPane();
    private final StatusPill pill = new StatusPill();
    private final Button off = new Button(Text.of("lab.fault.all-off"), Icons.of("fth-power"));
    private final Map<FaultRow.Kind, FaultRow> rows = new EnumMap<>(FaultRow.Kind.class);
    private final GridPane grid = new GridPane();
    private final Card card = new Card(Text.of("lab.fault.title"), pill, off);
    private @Nullable LabEndpoint endpoint;
    private List<String> names = List.of();
    private String deployment = "";

    /// `changed` is called when the faults are others now.
    FaultsCard(Desk desk, Gateway gateway, Runnable changed) {
        this.desk = desk;
        this.gateway = gateway;
        this.changed = changed;
        grid.getStyleClass().add("fault-grid");
        for (int i = 0; i < 4; i++) {
            var column = new ColumnConstraints();
            if (i == 1) column.setHgrow(Priority.ALWAYS);
            grid.getColumnConstraints().add(column);
        }
        for (FaultRow.Kind kind : FaultRow.Kind.values()) {
            var row = new FaultRow(kind, this::apply);
            rows.put(kind, row);
            grid.addRow(grid.getRowCount(), row.cells());
        }
        off.setId("faults-off");
        off.setMinWidth(Button.USE_PREF_SIZE);
        off.setOnAction(event -> clear());
        card.with(who, grid, Labels.wrapped(Text.of("lab.fault.note"), "muted", "small"));
        card.setId("faults-card");
        who.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    }

    Card node() {
        return card;
    }

    void show(LabEndpoint next) {
        boolean other = endpoint == null || !endpoint.name().equals(next.name());
        endpoint = next;
        if (other || !next.names().equals(names)) choices(next);
        card.setDisable(!next.open());
        refresh();
    }

    private void choices(LabEndpoint next) {
        names = next.names();
        deployment = names.contains(deployment) ? deployment : names.isEmpty() ? "" : names.getLast();
        var choices = new LinkedHashMap<String, String>();
        names.forEach(name -> choices.put(name, name));
        who.getChildren().clear();
        Fields.shown(who, names.size() > 1);
        if (names.size() < 2) return;
        var chips = new FilterChips<>(choices, name -> {
            deployment = name;
            refresh();
        });
        chips.choose(deployment);
        who.getChildren().setAll(chips);
    }

    private void refresh() {
        List<Fault> all = faults();
        rows.forEach((kind, row) -> row.show(all.stream().filter(fault -> fault.deployment().equals(deployment)
                && FaultRow.kind(fault) == kind).findFirst().orElse(null)));
        if (all.isEmpty()) pill.show(Tone.NEUTRAL, "fth-check", Text.of("lab.fault.none"));
        else
            pill.show(Tone.WARN, "fth-alert-triangle", Text.of("lab.fault.count", all.size()));
        Fields.shown(off, !all.isEmpty());
    }

    private void apply() {
        LabEndpoint now = endpoint;
        if (now == null || !now.open()) return;
        try {
            var next = new ArrayList<>(faults().stream().filter(fault -> !fault.deployment().equals(deployment))
                    .toList());
            rows.values().forEach(row -> row.fault(deployment).ifPresent(next::add));
            gateway.setFaults(now.name(), next);
        } catch (StudioException e) {
            desk.notices().problem(e.problem());
        }
        refresh();
        changed.run();
    }

    /// Everything off, for every deployment.
    void clear() {
        LabEndpoint now = endpoint;
        if (now == null || !now.open()) return;
        List<Fault> before = faults();
        set(now.name(), List.of());
        if (!before.isEmpty()) {
            desk.notices().undoable(Text.of("lab.fault.off-done"), () -> set(now.name(), before));
        }
    }

    private void set(String name, List<Fault> faults) {
        try {
            gateway.setFaults(name, faults);
        } catch (StudioException e) {
            desk.notices().problem(e.problem());
        }
        refresh();
        changed.run();
    }

    /// Those of the endpoint shown; none while it is closed.
    List<Fault> faults() {
        LabEndpoint now = endpoint;
        if (now == null || !now.open()) return List.of();
        try {
            return gateway.faults(now.name());
        } catch (StudioException e) {
            // closed since it was listed
            return List.of();
        }
    }
}
