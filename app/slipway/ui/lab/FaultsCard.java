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
import slipway.deploy.WorkloadFault;
import slipway.deploy.WorkloadFaults;
import slipway.traffic.Fault;
import slipway.traffic.Gateway;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Card;
import slipway.ui.widget.FilterChips;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// Practice faults of one deployment at a time, at the gateway and at its servers. They live in memory only. FX thread.
final class FaultsCard {
    private final Desk desk;
    private final Gateway gateway;
    private final WorkloadFaults servers;
    private final Runnable changed;
    private final StackPane who = new StackPane();
    private final StatusPill pill = new StatusPill();
    private final Button off = new Button(Text.of("lab.fault.all-off"), Icons.of("fth-power"));
    private final Map<FaultRow.Kind, FaultRow> rows = new EnumMap<>(FaultRow.Kind.class);
    private final Map<WorkloadFault.Kind, WorkloadFaultRow> serverRows = new EnumMap<>(WorkloadFault.Kind.class);
    private final GridPane grid = new GridPane();
    private final Card card = new Card(Text.of("lab.fault.title"), pill, off);
    private @Nullable LabEndpoint endpoint;
    private List<String> names = List.of();
    private String deployment = "";

    /// `changed` is called when the faults are others now.
    FaultsCard(Desk desk, Gateway gateway, WorkloadFaults servers, Runnable changed) {
        this.desk = desk;
        this.gateway = gateway;
        this.servers = servers;
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
        for (WorkloadFault.Kind kind : WorkloadFault.Kind.values()) {
            var row = new WorkloadFaultRow(kind, this::apply, this::strike);
            serverRows.put(kind, row);
            grid.addRow(grid.getRowCount(), row.cells());
        }
        off.setId("faults-off");
        off.setMinWidth(Button.USE_PREF_SIZE);
        off.setOnAction(event -> clear());
        card.with(who, grid, Labels.wrapped(Text.of("lab.fault.note"), "muted", "small"));
        card.setId("faults-card");
        who.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        Fx.follow(card, servers.all(), all -> news());
        Fx.follow(card, servers.struck(), all -> news());
    }

    private void news() {
        refresh();
        changed.run();
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
        List<WorkloadFault> broken = serverFaults();
        String id = endpoint == null ? "" : endpoint.name() + "/" + deployment;
        Map<String, Long> struck = servers.struck().get();
        serverRows.forEach((kind, row) -> row.show(broken.stream().filter(fault -> fault.id().equals(id)
                && fault.kind() == kind).findFirst().orElse(null), struck.getOrDefault(WorkloadFaults.key(id, kind),
                        0L)));
        int on = all.size() + broken.size();
        if (on == 0) pill.show(Tone.NEUTRAL, "fth-check", Text.of("lab.fault.none"));
        else
            pill.show(Tone.WARN, "fth-alert-triangle", Text.of("lab.fault.count", on));
        Fields.shown(off, on > 0);
    }

    private void strike(WorkloadFault.Kind kind) {
        LabEndpoint now = endpoint;
        if (now == null || !now.open()) return;
        String id = now.name() + "/" + deployment;
        desk.work().run(() -> servers.strike(id, kind), () -> desk.notices().done(switch (kind) {
            case CRASH -> Text.of("lab.fault.crashed", id);
            case MEMORY -> Text.of("lab.fault.exhausted", id);
        }));
    }

    private void apply() {
        LabEndpoint now = endpoint;
        if (now == null || !now.open()) return;
        try {
            var next = new ArrayList<>(faults().stream().filter(fault -> !fault.deployment().equals(deployment))
                    .toList());
            rows.values().forEach(row -> row.fault(deployment).ifPresent(next::add));
            var broken = new ArrayList<>(serverFaults().stream().filter(fault -> !fault.deployment().equals(deployment))
                    .toList());
            serverRows.values().forEach(row -> row.fault(now.name(), deployment).ifPresent(broken::add));
            gateway.setFaults(now.name(), next);
            if (!broken.equals(serverFaults())) servers.set(now.name(), broken);
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
        List<WorkloadFault> broken = serverFaults();
        set(now.name(), List.of(), List.of());
        if (!before.isEmpty() || !broken.isEmpty()) {
            desk.notices().undoable(Text.of("lab.fault.off-done"), () -> set(now.name(), before, broken));
        }
    }

    private void set(String name, List<Fault> faults, List<WorkloadFault> broken) {
        try {
            gateway.setFaults(name, faults);
            servers.set(name, broken);
        } catch (StudioException e) {
            desk.notices().problem(e.problem());
        }
        refresh();
        changed.run();
    }

    /// All that are on, in words.
    List<String> words() {
        var words = new ArrayList<>(faults().stream().map(Fault::words).toList());
        serverFaults().forEach(fault -> words.add(WorkloadFaultRow.words(fault)));
        return words;
    }

    private List<WorkloadFault> serverFaults() {
        LabEndpoint now = endpoint;
        return now == null || !now.open() ? List.of() : servers.of(now.name());
    }

    /// Those of the endpoint shown; none while it is closed.
    private List<Fault> faults() {
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
