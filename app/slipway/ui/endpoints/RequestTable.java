package slipway.ui.endpoints;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.traffic.RequestRecord;
import slipway.ui.widget.Card;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.FilterChips;
import slipway.ui.widget.Hues;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// The newest requests of an endpoint, newest first. It holds still while a row is selected or the person has scrolled
/// down, and touches nothing when nothing is new. FX thread.
final class RequestTable {
    /// How many of the newest are shown.
    static final int SHOWN = 500;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId
            .systemDefault());

    private final TableView<RequestRecord> table = new TableView<>();
    private final FilterChips<RequestFilter> chips;
    private final Label state = Labels.of("", "muted", "small");
    private final Card card;
    private List<RequestRecord> newest = List.of();
    private List<String> names = List.of();
    private Set<String> differing = Set.of();
    private String server = "";

    RequestTable() {
        Map<RequestFilter, String> choices = new LinkedHashMap<>();
        choices.put(RequestFilter.ALL, Text.of("endpoints.filter.all"));
        choices.put(RequestFilter.ERRORS, Text.of("endpoints.filter.errors"));
        choices.put(RequestFilter.SLOW, Text.of("endpoints.filter.slow"));
        choices.put(RequestFilter.DISAGREE, Text.of("endpoints.filter.disagree"));
        chips = new FilterChips<>(choices, choice -> refill());
        card = new Card(Text.of("endpoints.requests"), chips, state).flush().with(table);
        VBox.setVgrow(table, Priority.ALWAYS);
        table.setId("request-table");
        table.setMinHeight(190);
        table.setPrefHeight(260);
        table.setPlaceholder(new EmptyState("fth-activity", Text.of("endpoints.none.title"), Text.of(
                "endpoints.none.text")));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        columns();
        table.getSelectionModel().selectedItemProperty().addListener((observed, old, selected) -> {
            if (selected == null) refill();
            else
                sayState();
        });
        table.setOnKeyPressed(event -> {
            if (event.getCode() == javafx.scene.input.KeyCode.ESCAPE) table.getSelectionModel().clearSelection();
        });
    }

    Card node() {
        return card;
    }

    /// `requests` newest first; `all` the deployments in the file’s order.
    ///
    /// @param differ ids of requests whose mirrored answer was another one
    /// @param only   the deployment whose requests are shown, empty for all
    void show(List<RequestRecord> requests, List<String> all, Set<String> differ, String only) {
        boolean same = requests.size() == newest.size() && (requests.isEmpty() || requests.getFirst().equals(newest
                .getFirst())) && differ.equals(differing);
        boolean other = !only.equals(server);
        names = all;
        if (same && !other) return;
        newest = requests;
        differing = differ;
        server = only;
        for (RequestFilter filter : RequestFilter.values())
            chips.count(filter, requests.stream().filter(request -> passes(filter, request)).count());
        if (other) table.getSelectionModel().clearSelection();
        if (other || !held()) refill();
        sayState();
    }

    private boolean passes(RequestFilter filter, RequestRecord request) {
        return filter.passes(request, differing) && (server.isEmpty() || request.deployment().equals(server));
    }

    /// Selects the request `id`, where it is among the newest.
    void find(String id) {
        chips.choose(RequestFilter.ALL);
        table.getItems().stream().filter(request -> request.requestId().equals(id)).findFirst().ifPresent(found -> {
            table.getSelectionModel().select(found);
            table.scrollTo(found);
            table.requestFocus();
        });
    }

    /// `log` is called with the deployment that served a request and its id, when its log lines are asked for.
    void onLog(BiConsumer<String, String> log) {
        var item = new MenuItem(Text.of("endpoints.show-log"));
        item.setOnAction(event -> {
            RequestRecord chosen = table.getSelectionModel().getSelectedItem();
            if (chosen != null && !chosen.deployment().isEmpty()) log.accept(chosen.deployment(), chosen.requestId());
        });
        table.setContextMenu(new ContextMenu(item));
    }

    /// Another endpoint: nothing of the last one stays.
    void clear() {
        newest = List.of();
        table.getSelectionModel().clearSelection();
        table.getItems().clear();
    }

    private boolean held() {
        if (table.getSelectionModel().getSelectedItem() != null) return true;
        return table.lookup(".scroll-bar:vertical") instanceof ScrollBar bar && bar.isVisible()
                && bar.getValue() > 0.01;
    }

    private void refill() {
        List<RequestRecord> shown = newest.stream().filter(request -> passes(chips.choice(), request))
                .toList();
        if (!shown.equals(table.getItems())) table.getItems().setAll(shown);
        sayState();
    }

    private void sayState() {
        state.setText(held()
                ? Text.of("endpoints.held")
                : server.isEmpty() ? "" : Text.of("endpoints.only", server));
    }

    private void columns() {
        column("time", 112, "mono", r -> TIME.format(Instant.ofEpochMilli(r.epochMillis())));
        column("id", 120, "mono", r -> r.requestId().substring(0, Math.min(8, r.requestId().length())));
        column("route", 200, "mono", r -> r.method() + " " + r.path());
        served();
        status();
        column("gateway", 84, "right", r -> r.copy() || r.upstreamNanos() <= 0
                ? "–"
                : Units.nanos(r.totalNanos() - r
                        .upstreamNanos()));
        column("model", 84, "right", r -> r.upstreamNanos() <= 0 ? "–" : Units.nanos(r.upstreamNanos()));
        column("size", 76, "right", r -> Units.bytes(r.answerBytes()));
        mirror();
    }

    private void column(String name, double width, String style, Function<RequestRecord, String> words) {
        TableColumn<RequestRecord, String> column = base(name, width, words);
        column.setCellFactory(each -> new TableCell<>() {
            {
                if (!style.isEmpty()) getStyleClass().add(style);
            }

            @Override
            protected void updateItem(String text, boolean empty) {
                super.updateItem(text, empty);
                setText(empty ? null : text);
            }
        });
        if (style.equals("right")) column.getStyleClass().add("right");
        table.getColumns().add(column);
    }

    private void served() {
        TableColumn<RequestRecord, String> column = base("served", 110, RequestRecord::deployment);
        column.setCellFactory(each -> new TableCell<>() {
            private final Label label = Labels.strong("");

            @Override
            protected void updateItem(String text, boolean empty) {
                super.updateItem(text, empty);
                setGraphic(empty ? null : label);
                if (empty) return;
                label.setText(text.isEmpty() ? "–" : text);
                label.getStyleClass().setAll("label", "strong", Hues.of(text, names));
            }
        });
        table.getColumns().add(column);
    }

    private void mirror() {
        TableColumn<RequestRecord, RequestRecord> column = base("mirror", 110, r -> r);
        column.setCellFactory(each -> new TableCell<>() {
            private final Label label = Labels.of("");

            @Override
            protected void updateItem(RequestRecord request, boolean empty) {
                super.updateItem(request, empty);
                setGraphic(empty ? null : label);
                if (empty) return;
                boolean differs = RequestFilter.DISAGREE.passes(request, differing);
                String mirrored = request.mirrored();
                label.setText(differs
                        ? Text.of("endpoints.differs")
                        : request.copy() ? Text.of("endpoints.copy") : mirrored == null ? "–" : "→ " + mirrored);
                label.getStyleClass().setAll("label", differs ? "bad-text" : "muted");
                label.setGraphic(differs ? Icons.of("fth-alert-circle", "bad-text") : null);
            }
        });
        table.getColumns().add(column);
    }

    private void status() {
        TableColumn<RequestRecord, String> column = base("status", 76, r -> r.status() == 0
                ? "–"
                : String.valueOf(r
                        .status()));
        column.setCellFactory(each -> new TableCell<>() {
            private final StatusPill pill = new StatusPill();

            @Override
            protected void updateItem(String text, boolean empty) {
                super.updateItem(text, empty);
                setGraphic(empty ? null : pill);
                if (empty) return;
                char first = text.charAt(0);
                pill.show(first == '2' || first == '3' ? Tone.GOOD : first == '4' ? Tone.WARN : Tone.BAD, "", text);
            }
        });
        table.getColumns().add(column);
    }

    private static <T> TableColumn<RequestRecord, T> base(String name, double width,
            Function<RequestRecord, T> words) {
        var column = new TableColumn<RequestRecord, T>(Text.of("endpoints.column." + name));
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(data -> new ReadOnlyObjectWrapper<>(words.apply(data.getValue())));
        return column;
    }
}
