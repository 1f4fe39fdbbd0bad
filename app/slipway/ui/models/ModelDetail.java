package slipway.ui.models;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.contract.Tensor;
import slipway.ui.Desk;
import slipway.ui.widget.CopyLabel;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Icons;
import slipway.ui.widget.KeyValueGrid;
import slipway.ui.widget.Labels;
import slipway.ui.widget.MarkdownView;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// Everything known about one model: card, signature, versions, files, dependencies, findings. FX thread.
final class ModelDetail {
    private static final int LONGEST_FACT = 160;
    /// Lines of a list; the command line names all.
    private static final int MOST = 200;

    private final DetailPane pane = new DetailPane();
    private final Consumer<Model> deploy;
    private final Consumer<String> openDeployment;
    private final Consumer<String> copy;
    private final FixActs acts;
    private String tab = "tab-card";

    /// @param rescan called after files of the model were changed
    ModelDetail(Consumer<Model> deploy, Desk desk, Runnable rescan) {
        this.deploy = deploy;
        this.openDeployment = id -> desk.navigator().open("deployments", id);
        this.copy = desk.notices()::copied;
        this.acts = new FixActs(desk, rescan);
    }

    DetailPane pane() {
        return pane;
    }

    /// @param versions the others of the same name
    /// @param usedBy   ids of deployments
    /// @param more     what else can be done with it
    void show(ModelRow row, Model model, List<Model> versions, List<String> usedBy, List<MenuItem> more) {
        Label title = Labels.of(model.title(), "heading");
        title.setMinWidth(0);
        var button = new Button(Text.of("models.deploy"));
        button.getStyleClass().add("success");
        button.setMinWidth(Button.USE_PREF_SIZE);
        button.setId("deploy-model");
        button.setOnAction(event -> deploy.accept(model));
        button.setDisable(row.state() == ModelRow.State.MISSING);
        var menu = new MenuButton("", Icons.of("fth-more-horizontal"));
        menu.setId("model-menu");
        menu.setAccessibleText(Text.of("models.more"));
        menu.setTooltip(new Tooltip(Text.of("models.more")));
        menu.getStyleClass().add("no-arrow");
        menu.setMinWidth(Region.USE_PREF_SIZE);
        menu.getItems().setAll(more);
        pane.header(title, pill(row, model), Labels.gap(), menu, button);
        var tabs = new TabPane();
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.getStyleClass().addAll("slim", "close");
        var compared = new VersionsView(model, versions, acts.desk().work());
        var needed = new DependenciesView(model, acts);
        tabs.getTabs().add(tab("tab-card", Text.of("models.tab.card"), card(row, model, usedBy)));
        if (!model.findings().isEmpty()) {
            var found = new FindingsView(model, acts);
            tabs.getTabs().add(tab("tab-findings", Text.of("models.tab.findings", model.findings().size()), found,
                    found::load));
        }
        tabs.getTabs().addAll(tab("tab-signature", Text.of("models.tab.signature"), signature(model)),
                tab("tab-dependencies", Text.of("models.tab.dependencies"), needed, needed::load),
                tab("tab-versions", Text.of("models.tab.versions", versions.size() + 1), compared, compared::load),
                tab("tab-files", Text.of("models.tab.files", model.files().size()), files(model)));
        tabs.getTabs().stream().filter(each -> each.getId().equals(tab)).findFirst()
                .ifPresent(tabs.getSelectionModel()::select);
        tabs.getSelectionModel().selectedItemProperty().addListener((observed, old, chosen) -> tab = chosen.getId());
        pane.content(tabs);
    }

    private static StatusPill pill(ModelRow row, Model model) {
        if (row.state() != ModelRow.State.ACTIVE) {
            var pill = new StatusPill();
            ModelPart.state(pill, row.state());
            return pill;
        }
        return switch (ModelFilter.Worst.of(model)) {
            case NONE, INFO -> new StatusPill(Tone.GOOD, "fth-check-circle", Text.of("models.state.good"));
            case WARNING -> new StatusPill(Tone.WARN, "fth-alert-triangle", Text.of("models.findings.warning"));
            case ERROR -> new StatusPill(Tone.BAD, "fth-x-circle", Text.of("models.findings.error"));
        };
    }

    private VBox card(ModelRow row, Model model, List<String> usedBy) {
        var body = body();
        if (!model.metrics().isEmpty()) body.getChildren().add(metrics(model.metrics()));
        var facts = new KeyValueGrid();
        if (model.framework() != null) facts.row(Text.of("models.framework"), model.framework());
        facts.row(Text.of("models.size"), Units.bytes(model.sizeBytes()));
        facts.row(Text.of("models.digest"), digest(model));
        var folder = new CopyLabel(copy);
        folder.show(model.path().toString(), shortPath(model.path()));
        facts.row(Text.of("models.path"), folder);
        said(model, facts);
        if (!row.tags().isEmpty()) facts.row(Text.of("models.filter.tag"), String.join(", ", row.tags()));
        facts.row(Text.of("models.licence"), model.licence() == null ? Text.of("models.unsaid") : model.licence());
        facts.row(Text.of("models.contracts"), model.contracts().isEmpty()
                ? Text.of("models.contracts.none")
                : String.join(", ", model.contracts().stream().map(id -> Contracts.byId(id).map(ServingContract::title)
                        .orElse(id)).toList()));
        facts.row(Text.of("models.usedby"), usedBy(usedBy));
        body.getChildren().add(facts);
        body.getChildren().add(Labels.rule());
        if (model.card() == null) {
            body.getChildren().add(Labels.wrapped(Text.of("models.card.none"), "muted"));
        } else {
            var markdown = new MarkdownView();
            markdown.show(model.card());
            body.getChildren().add(markdown);
        }
        return body;
    }

    private Node digest(Model model) {
        if (model.sha256().isEmpty()) return Labels.muted(Text.of("models.digest.later"));
        var digest = new CopyLabel(copy);
        digest.show("sha256:" + model.sha256(), CopyLabel.shortDigest(model.sha256()));
        return digest;
    }

    /// What the model's own header states, in its own words.
    private static void said(Model model, KeyValueGrid facts) {
        model.facts().forEach((key, value) -> {
            if (key.equals("license") || key.equals("tags") || value.isBlank()) return;
            String name = key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1).replace('_', ' ');
            String text = value.length() > LONGEST_FACT ? value.substring(0, LONGEST_FACT) + "…" : value;
            facts.row(name, text.matches("\\d{4,18}") ? Labels.count(Long.parseLong(text)) : text);
        });
    }

    /// `iris/1`: the whole path is in the tooltip and is what is copied.
    static String shortPath(Path path) {
        int names = path.getNameCount();
        return path.subpath(Math.max(0, names - 2), names).toString().replace('\\', '/');
    }

    private static Node metrics(Map<String, Double> metrics) {
        var row = new FlowPane(24, 8);
        metrics.forEach((name, value) -> row.getChildren().add(new VBox(2, Labels.muted(name), Labels.of(figure(value),
                "figure"))));
        return row;
    }

    static String figure(double value) {
        return Math.abs(value) < 1 ? String.format(Text.locale(), "%.3f", value) : Units.number(value);
    }

    private Node usedBy(List<String> ids) {
        if (ids.isEmpty()) return Labels.muted(Text.of("models.usedby.none"));
        var row = new FlowPane(8, 4);
        for (String id : ids) {
            var link = new Hyperlink(id);
            link.setOnAction(event -> openDeployment.accept(id));
            row.getChildren().add(link);
        }
        return row;
    }

    private static VBox signature(Model model) {
        var body = body();
        if (model.signature().inputs().isEmpty() && model.signature().outputs().isEmpty()) {
            body.getChildren().add(Labels.wrapped(Text.of("models.signature.unknown"), "muted"));
            return body;
        }
        body.getChildren().addAll(Labels.strong(Text.of("models.inputs")), tensors(model.signature().inputs()));
        more(body, model.signature().inputs().size());
        body.getChildren().addAll(Labels.strong(Text.of("models.outputs")), tensors(model.signature().outputs()));
        more(body, model.signature().outputs().size());
        if (model.inputExample() != null) {
            String example = model.inputExample();
            body.getChildren().addAll(Labels.strong(Text.of("models.example")), Labels.wrapped(example.length() > 2_000
                    ? example.substring(0, 2_000) + "…"
                    : example.stripTrailing(), "last-lines", "example"));
        }
        return body;
    }

    private static Node tensors(List<Tensor> tensors) {
        var grid = new javafx.scene.layout.GridPane();
        grid.getStyleClass().add("plain-table");
        for (double share : new double[]{46, 26, 28}) {
            var column = new javafx.scene.layout.ColumnConstraints();
            column.setPercentWidth(share);
            grid.getColumnConstraints().add(column);
        }
        grid.addRow(0, head("models.tensor.name"), head("models.tensor.type"), head("models.tensor.shape"));
        int row = 1;
        for (Tensor tensor : tensors.subList(0, Math.min(MOST, tensors.size()))) {
            grid.addRow(row++, cell(tensor.name()), cell(tensor.type()), cell(Signatures.shape(tensor)));
        }
        return grid;
    }

    private static Label head(String key) {
        Label label = Labels.of(Text.of(key), "muted", "small", "plain-cell");
        label.setMaxWidth(Double.MAX_VALUE);
        return label;
    }

    private static Label cell(String text) {
        Label label = Labels.of(text, "mono", "plain-cell");
        label.setMaxWidth(Double.MAX_VALUE);
        return label;
    }

    private static VBox files(Model model) {
        var body = body();
        for (Model.ModelFile file : model.files().subList(0, Math.min(MOST, model.files().size()))) {
            Label path = Labels.mono(file.path());
            path.setMinWidth(0);
            Label size = Labels.muted(Units.bytes(file.sizeBytes()));
            size.setMinWidth(Label.USE_PREF_SIZE);
            body.getChildren().add(new HBox(8, path, Labels.gap(), size));
        }
        more(body, model.files().size());
        return body;
    }

    private static void more(VBox body, int count) {
        if (count > MOST) body.getChildren().add(Labels.muted(Text.of("models.more.of", count - MOST)));
    }

    private static VBox body() {
        var body = new VBox();
        body.getStyleClass().add("detail-body");
        return body;
    }

    private static Tab tab(String id, String title, Node content) {
        var tab = new Tab(title, DetailPane.scrolled(content));
        tab.setId(id);
        return tab;
    }

    /// One that reads files, and only once it is looked at: people step through long lists of models.
    private static Tab tab(String id, String title, Node content, Runnable load) {
        Tab tab = tab(id, title, content);
        var once = new AtomicBoolean();
        tab.selectedProperty().addListener((observed, old, chosen) -> {
            if (chosen && once.compareAndSet(false, true)) load.run();
        });
        return tab;
    }
}
