package slipway.ui.deployments;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import javafx.beans.InvalidationListener;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.deploy.Deployment;
import slipway.deploy.ImageUse;
import slipway.engine.Usage;
import slipway.ui.deployments.DeploymentActs.Act;
import slipway.ui.widget.CopyLabel;
import slipway.ui.widget.HealthStrip;
import slipway.ui.widget.Icons;
import slipway.ui.widget.KeyMenu;
import slipway.ui.widget.Labels;
import slipway.ui.widget.Sparkline;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.TextScale;
import slipway.ui.widget.Tone;

/// The table of deployments; rows change in place. Enter opens the detail, S stops, R restarts, Delete deletes.
/// FX thread.
final class DeploymentsTable extends TableView<DeploymentRow> {
    /// Height of a row and of the head, as studio.css has them.
    static final double ROW = 38;
    static final double HEAD = 33;
    private static final int PROBES = 30;
    private static final double NARROW = 1040;

    private final DeploymentActs acts;
    private final Runnable open;
    private final Consumer<String> copy;

    /// `open` moves the focus to the detail of what is selected.
    DeploymentsTable(SortedList<DeploymentRow> rows, DeploymentActs acts, Runnable open, Consumer<String> copy) {
        super(rows);
        this.copy = copy;
        this.acts = acts;
        this.open = open;
        setId("deployments-table");
        fixedCellSizeProperty().bind(TextScale.times(ROW));
        setAccessibleText(Text.of("page.deployments.title"));
        rows.comparatorProperty().bind(comparatorProperty());
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
        setPlaceholder(Labels.muted(Text.of("deployments.none-of-filter")));
        TableColumn<DeploymentRow, Deployment> replicas = figure(Text.of("deployments.column.replicas"), 76,
                d -> d.urls().size() + " / " + d.spec().instanceCount());
        TableColumn<DeploymentRow, Deployment> restarts = figure(Text.of("deployments.column.restarts"), 76,
                d -> String.valueOf(d.restarts()));
        TableColumn<DeploymentRow, Deployment> revision = figure(Text.of("deployments.column.revision"), 76,
                d -> d.revision() == 0 ? "–" : String.valueOf(d.revision()));
        TableColumn<DeploymentRow, Deployment> image = image();
        getColumns().setAll(List.of(name(), model(), state(), health(), cpu(), memory(), replicas, port(), image,
                restarts, revision, menu()));
        image.setVisible(false);
        // nothing runs as a container most of the time, and the column would be empty
        rows.addListener((InvalidationListener) observed -> image.setVisible(getWidth() >= TextScale.of(NARROW)
                && rows.stream().anyMatch(row -> row.now().image() != null)));
        widthProperty().addListener(observed -> {
            boolean wide = getWidth() >= TextScale.of(NARROW);
            image.setVisible(wide && rows.stream().anyMatch(row -> row.now().image() != null));
            replicas.setVisible(wide);
            restarts.setVisible(wide);
            revision.setVisible(wide);
        });
        setRowFactory(made -> row());
        KeyMenu.of(this, () -> Optional.ofNullable(getSelectionModel().getSelectedItem()).map(row -> menuFor(row
                .now())));
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private TableColumn<DeploymentRow, Deployment> name() {
        var column = column(Text.of("deployments.column.deployment"), 150, false, () -> {
            Label name = Labels.strong("");
            Label endpoint = Labels.muted("");
            return new Face<>(line(name, endpoint), d -> {
                name.setText(d.spec().name());
                endpoint.setText(d.spec().endpoint());
            });
        });
        column.setComparator(Comparator.comparing(Deployment::id));
        column.setSortable(true);
        return column;
    }

    private TableColumn<DeploymentRow, Deployment> model() {
        var column = column(Text.of("deployments.column.model"), 120, false, () -> {
            var label = new Label();
            return new Face<>(label, d -> label.setText(modelTitle(d)));
        });
        column.setComparator(Comparator.comparing(DeploymentsTable::modelTitle));
        column.setSortable(true);
        return column;
    }

    static String modelTitle(Deployment deployment) {
        if (deployment.model() != null) return deployment.model().title();
        String name = deployment.spec().model().name();
        if (name == null) return Text.of("deployments.own-model");
        String version = deployment.spec().model().version();
        return version == null ? name : name + " " + version;
    }

    private TableColumn<DeploymentRow, Deployment> state() {
        var column = column(Text.of("deployments.column.state"), 124, false, () -> {
            var pill = new StatusPill();
            return new Face<>(pill, d -> pill.show(d.state()));
        });
        column.setComparator(Comparator.comparing(Deployment::state));
        column.setSortable(true);
        return column;
    }

    private TableColumn<DeploymentRow, Deployment> health() {
        return column(Text.of("deployments.column.health"), 160, false, () -> {
            var strip = new HealthStrip(PROBES);
            return new Face<>(strip, d -> strip.show(d.health().recent()));
        });
    }

    private TableColumn<DeploymentRow, List<Usage>> cpu() {
        var column = new TableColumn<DeploymentRow, List<Usage>>(Text.of("deployments.column.cpu"));
        column.setCellValueFactory(cell -> cell.getValue().usage());
        column.setPrefWidth(132);
        column.minWidthProperty().bind(TextScale.times(110));
        column.setSortable(false);
        Face.dress(column, false, () -> {
            var spark = new Sparkline("hue-1", 64, 22);
            spark.setMaxHeight(22);
            spark.managedProperty().bind(spark.visibleProperty());
            Label figure = Labels.muted("");
            figure.setMinWidth(Label.USE_PREF_SIZE);
            return new Face<>(line(spark, figure), readings -> {
                spark.show(readings.stream().mapToDouble(Usage::cpu).toArray());
                spark.setVisible(readings.size() > 1);
                figure.setText(readings.isEmpty() ? "–" : cpu(readings.getLast()));
            });
        });
        return column;
    }

    /// Share of one core: `3.1 %`; two busy cores are `200 %`.
    static String cpu(Usage usage) {
        return Units.percent(usage.cpu());
    }

    private TableColumn<DeploymentRow, Deployment> memory() {
        return figure(Text.of("deployments.column.memory"), 84, DeploymentsTable::memory);
    }

    static String memory(Deployment deployment) {
        long bytes = deployment.usage().memoryBytes();
        return bytes == 0 ? "–" : Units.bytes(bytes);
    }

    private TableColumn<DeploymentRow, Deployment> port() {
        return column(Text.of("deployments.column.port"), 70, true, () -> {
            Label label = Labels.mono("");
            return new Face<>(label, d -> label.setText(
                    d.urls().isEmpty() || d.urls().getFirst().getPort() < 0
                            ? "–"
                            : String.valueOf(d.urls().getFirst().getPort())));
        });
    }

    private TableColumn<DeploymentRow, Deployment> image() {
        return column(Text.of("deployments.column.image"), 196, false, () -> {
            var digest = new CopyLabel(copy);
            var moved = Icons.of("fth-tag", Tone.WARN.style());
            Tooltip.install(moved, new Tooltip(Text.of("deployments.image.moved.text")));
            HBox line = line(digest, moved);
            return new Face<>(line, d -> {
                ImageUse image = d.image();
                line.setVisible(image != null);
                if (image == null) return;
                String whole = image.digest() == null ? image.id() : image.digest();
                digest.show(whole, CopyLabel.shortDigest(whole));
                moved.setVisible(image.moved());
                line.setAccessibleText(image.reference()
                        + (image.moved() ? ", " + Text.of("deployments.image.moved") : ""));
            });
        });
    }

    private TableColumn<DeploymentRow, Deployment> menu() {
        var column = column("", 44, true, () -> {
            var shown = new Deployment[1];
            var button = Icons.button("fth-more-horizontal", Text.of("deployments.row.menu"), () -> {});
            button.setFocusTraversable(false);
            button.setOnAction(event -> menuFor(shown[0]).show(button, javafx.geometry.Side.BOTTOM, 0, 0));
            return new Face<>(button, d -> shown[0] = d);
        });
        column.minWidthProperty().bind(TextScale.times(44));
        column.maxWidthProperty().bind(TextScale.times(44));
        return column;
    }

    private ContextMenu menuFor(Deployment deployment) {
        var menu = new ContextMenu();
        for (Act act : DeploymentActs.fitting(deployment)) {
            var item = new MenuItem(act.text(), Icons.of(act.icon()));
            item.setMnemonicParsing(false);
            item.setId("act-" + act.name().toLowerCase(java.util.Locale.ROOT));
            item.setOnAction(event -> acts.run(act, deployment));
            menu.getItems().add(item);
        }
        return menu;
    }

    private TableColumn<DeploymentRow, Deployment> figure(String title, double width,
            Function<Deployment, String> text) {
        return column(title, width, true, () -> {
            var label = new Label();
            return new Face<>(label, d -> label.setText(text.apply(d)));
        });
    }

    private static TableColumn<DeploymentRow, Deployment> column(String title, double width, boolean right,
            Supplier<Face<Deployment>> faces) {
        var column = new TableColumn<DeploymentRow, Deployment>(title);
        column.setCellValueFactory(cell -> cell.getValue().deployment());
        column.setPrefWidth(width);
        column.minWidthProperty().bind(TextScale.times(width * 0.85));
        column.setSortable(false);
        Face.dress(column, right, faces);
        return column;
    }

    private static HBox line(Node... nodes) {
        var line = new HBox(6, nodes);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private TableRow<DeploymentRow> row() {
        var row = new TableRow<DeploymentRow>();
        row.setOnContextMenuRequested(event -> {
            if (row.getItem() != null) menuFor(row.getItem().now()).show(row, event.getScreenX(), event.getScreenY());
        });
        row.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2 && row.getItem() != null) open.run();
        });
        return row;
    }

    private void key(KeyEvent event) {
        DeploymentRow row = getSelectionModel().getSelectedItem();
        if (row == null || event.isShortcutDown() || event.isAltDown()) return;
        switch (event.getCode()) {
            case KeyCode.ENTER -> open.run();
            case KeyCode.S -> acts.run(row.now().state().active() ? Act.STOP : Act.START, row.now());
            case KeyCode.R -> acts.run(Act.RESTART, row.now());
            case KeyCode.DELETE -> acts.run(Act.DELETE, row.now());
            default -> {
                return;
            }
        }
        event.consume();
    }
}
