package slipway.ui.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import javafx.geometry.Pos;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import slipway.base.Live;
import slipway.base.Text;
import slipway.deploy.Deployment;
import slipway.observe.LogBook;
import slipway.observe.LogBuffer;
import slipway.observe.MergedLog;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Dividers;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.Hues;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.LogView;

/// The logs of the deployments chosen, side by side or merged by time; those that are gone too, as long as the archive
/// has them. FX thread.
final class LogsTab {
    /// Chosen at first when the person never chose.
    private static final int FIRST = 4;

    private final Desk desk;
    private final Live<List<Deployment>> deployments;
    private final LogsGround ground;
    private final VBox root = new VBox();
    private final MenuButton chooser = new MenuButton(Text.of("monitor.logs.choose"));
    private final FlowPane chips = new FlowPane(6, 6);
    private final ToggleButton merged = new ToggleButton(Text.of("monitor.logs.merged"));
    private final ToggleButton beside = new ToggleButton(Text.of("monitor.logs.beside"));
    private final StackPane body = new StackPane();
    private List<String> shown = List.of();
    private List<Optional<LogBuffer>> shownRings = List.of();
    private boolean shownMerged;

    LogsTab(Desk desk, Live<List<Deployment>> deployments, LogsGround ground) {
        this.desk = desk;
        this.deployments = deployments;
        this.ground = ground;
        root.getStyleClass().add("logs-tab");
        VBox.setVgrow(body, Priority.ALWAYS);
        root.getChildren().addAll(bar(), body);
        Fx.follow(root, deployments, list -> list.stream().map(each -> each.id() + " " + each.since()).toList(),
                ids -> refresh());
    }

    private HBox bar() {
        chooser.setId("logs-choose");
        chooser.setGraphic(Icons.of("fth-server"));
        chooser.setMinWidth(Region.USE_PREF_SIZE);
        chooser.getItems().add(new MenuItem());
        chooser.setOnShowing(event -> chooser.getItems().setAll(choices()));
        chips.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(chips, Priority.ALWAYS);
        var group = new ToggleGroup();
        merged.setId("logs-merged");
        beside.setId("logs-beside");
        for (ToggleButton each : List.of(merged, beside)) {
            each.getStyleClass().add("chip");
            each.setToggleGroup(group);
            each.setMinWidth(Region.USE_PREF_SIZE);
            each.setOnAction(event -> {
                boolean together = each.equals(merged);
                each.setSelected(true);
                ground.tools().habits().update(old -> old.withMerged(together));
                refresh();
            });
        }
        var bar = new HBox(8, chooser, chips, merged, beside);
        bar.getStyleClass().add("logs-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        return bar;
    }

    Region view() {
        return root;
    }

    /// `iris/blue`, several with a comma between, and behind a question mark what to look for there.
    void select(String what) {
        int mark = what.indexOf('?');
        List<String> ids = List.of((mark < 0 ? what : what.substring(0, mark)).split(","));
        choose(ids);
        if (mark < 0) return;
        String text = what.substring(mark + 1);
        views().forEach(view -> view.find(text));
    }

    private List<LogView> views() {
        var views = new ArrayList<LogView>();
        for (var child : body.getChildren()) {
            if (child instanceof LogView view) views.add(view);
            if (child instanceof SplitPane split) {
                split.getItems().forEach(item -> ((VBox) item).getChildren().stream()
                        .filter(LogView.class::isInstance).map(LogView.class::cast).forEach(views::add));
            }
        }
        return views;
    }

    private List<String> running() {
        return deployments.get().stream().map(Deployment::id).toList();
    }

    private List<String> chosen() {
        List<String> remembered = ground.tools().habits().get().chosen();
        return remembered.isEmpty() ? running().stream().limit(FIRST).toList() : remembered;
    }

    private void choose(List<String> ids) {
        ground.tools().habits().update(old -> old.withChosen(ids));
        refresh();
    }

    private List<MenuItem> choices() {
        List<String> running = running();
        var all = new TreeSet<>(running);
        all.addAll(ground.archived());
        all.addAll(chosen());
        var items = new ArrayList<MenuItem>();
        for (String id : all) {
            var item = new CheckMenuItem(running.contains(id) ? id : Text.of("monitor.logs.gone", id));
            item.setMnemonicParsing(false);
            item.setId("logs-choice-" + id.replace('/', '-'));
            item.setSelected(chosen().contains(id));
            item.setOnAction(event -> toggle(id));
            items.add(item);
        }
        return items;
    }

    private void toggle(String id) {
        var next = new ArrayList<>(chosen());
        if (!next.remove(id)) next.add(id);
        choose(next);
    }

    private void refresh() {
        List<String> ids = chosen();
        boolean together = ground.tools().habits().get().merged();
        merged.setSelected(together);
        beside.setSelected(!together);
        merged.setVisible(ids.size() > 1);
        beside.setVisible(ids.size() > 1);
        List<String> running = running();
        // one that was made anew writes into another ring
        List<Optional<LogBuffer>> rings = ids.stream().map(id -> Optional.of(id).filter(running::contains).map(
                each -> ground.books().apply(each).ring())).toList();
        boolean same = ids.equals(shown) && rings.equals(shownRings) && together == shownMerged;
        if (same && !body.getChildren().isEmpty()) return;
        shown = ids;
        shownRings = rings;
        shownMerged = together;
        chips.getChildren().setAll(ids.stream().map(this::chip).toList());
        if (ids.isEmpty()) {
            body.getChildren().setAll(new EmptyState("fth-align-left", Text.of("monitor.logs.none"),
                    Text.of("monitor.logs.none.text")).action(Text.of("monitor.logs.none.go"),
                            () -> desk.navigator().open("deployments", "")));
        } else if (ids.size() == 1 || together) {
            body.getChildren().setAll(one(ids));
        } else {
            body.getChildren().setAll(besides(ids));
        }
    }

    private ToggleButton chip(String id) {
        var chip = new ToggleButton(id, Icons.of("fth-x"));
        chip.setMnemonicParsing(false);
        chip.setSelected(true);
        chip.getStyleClass().addAll("chip", "logs-chip", Hues.at(shown.indexOf(id)));
        chip.setAccessibleText(Text.of("monitor.logs.leave-out", id));
        chip.setOnAction(event -> toggle(id));
        return chip;
    }

    private LogView one(List<String> ids) {
        var view = new LogView(desk, ground.target(), ground.tools());
        if (ids.size() == 1) {
            view.show(ground.books().apply(ids.getFirst()), ids.getFirst());
        } else {
            List<LogBook> books = ids.stream().map(ground.books()).toList();
            view.show(new MergedLog(books), String.join(", ", ids));
        }
        return view;
    }

    private SplitPane besides(List<String> ids) {
        var split = new SplitPane();
        split.getStyleClass().add("logs-split");
        Dividers.byKeyboard(split, () -> {});
        for (String id : ids) {
            LogView view = one(List.of(id));
            VBox.setVgrow(view, Priority.ALWAYS);
            var name = Labels.strong(id);
            name.getStyleClass().add(Hues.at(ids.indexOf(id)));
            var title = new HBox(name);
            title.getStyleClass().add("logs-title");
            var column = new VBox(title, view);
            column.setMinWidth(260);
            split.getItems().add(column);
        }
        double[] even = new double[ids.size() - 1];
        for (int i = 0; i < even.length; i++)
            even[i] = (i + 1.0) / ids.size();
        split.setDividerPositions(even);
        return split;
    }
}
