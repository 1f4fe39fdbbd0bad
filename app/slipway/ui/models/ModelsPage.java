package slipway.ui.models;

import java.util.List;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Text;
import slipway.base.Units;
import slipway.catalog.CatalogView;
import slipway.catalog.Model;
import slipway.deploy.Deployment;
import slipway.ui.DeployDialogs;
import slipway.ui.Desk;
import slipway.ui.Page;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Card;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.Labels;
import slipway.ui.widget.PageHeader;
import slipway.ui.widget.Skeleton;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// The catalog as a list with filters, and one model in detail beside it. FX thread.
public final class ModelsPage implements Page {
    private static final double NARROW = 900;

    private final Live<CatalogView> catalog;
    private final Live<List<Deployment>> deployments;
    private final Runnable rescan;

    private final TextField search = new TextField();
    private final StatusPill count = new StatusPill();
    private final Label scanned = Labels.muted("");
    private final ToggleButton filters = new ToggleButton(Text.of("models.filters"));
    private final VBox page = new VBox();
    private final BrokenList broken;
    private final ModelImports imports;
    private final FilterRail rail = new FilterRail(this::filter);
    private final ScrollPane rails = DetailPane.scrolled(rail);
    private final ModelTable table = new ModelTable(this::choose);
    private final ModelDetail detail;
    private final Card list = new Card().flush();
    private final HBox full = new HBox(16);
    private List<ModelFilter.Row> rows = List.of();
    private ModelFilter filter = ModelFilter.ALL;
    private String wanted = "";
    private List<Object> detailed = List.of();
    private @Nullable CatalogView shown;
    private @Nullable Region view;

    public ModelsPage(Live<CatalogView> catalog, Live<List<Deployment>> deployments, Runnable rescan, Desk desk,
            DeployDialogs dialogs, ModelImports imports) {
        this.imports = imports;
        this.catalog = catalog;
        this.deployments = deployments;
        this.rescan = rescan;
        this.broken = new BrokenList(desk.notices()::copied);
        this.detail = new ModelDetail(dialogs::open, id -> desk.navigator().open("deployments", id), desk
                .notices()::copied);
    }

    @Override
    public String id() {
        return "models";
    }

    @Override
    public String icon() {
        return "fth-box";
    }

    @Override
    public Region view() {
        if (view == null) view = build();
        return view;
    }

    @Override
    public void select(String what) {
        wanted = what;
        table.select(what);
    }

    private Region build() {
        search.setPromptText(Text.of("models.search"));
        search.setId("models-search");
        search.setPrefWidth(320);
        search.setMinWidth(140);
        count.setMinWidth(Region.USE_PREF_SIZE);
        search.textProperty().addListener((observed, old, words) -> {
            filter = filter.withWords(words);
            refilter();
        });
        filters.getStyleClass().add("chip");
        filters.setMinWidth(Region.USE_PREF_SIZE);
        filters.setOnAction(event -> layout(page.getWidth()));
        scanned.setMinWidth(0);
        var header = new PageHeader(Text.of("page.models.title"), search, count, filters, scanned);
        header.getChildren().add(imports.button());
        header.action("fth-refresh-cw", Text.of("models.rescan"), rescan);
        VBox.setVgrow(table, Priority.ALWAYS);
        list.with(table);
        HBox.setHgrow(list, Priority.ALWAYS);
        detail.pane().setPrefWidth(372);
        detail.pane().setMinWidth(340);
        VBox.setVgrow(full, Priority.ALWAYS);
        full.setMinHeight(200);
        rails.setMinWidth(224);
        rails.setPrefWidth(224);
        page.getStyleClass().add("page");
        page.getChildren().setAll(header, broken, new Skeleton(8));
        page.widthProperty().addListener((observed, old, width) -> layout(width.doubleValue()));
        Fx.follow(page, catalog, this::show);
        Fx.follow(page, deployments, all -> choose(table.getSelectionModel().getSelectedItem()));
        return page;
    }

    private void show(CatalogView now) {
        broken.show(now.problems());
        scanned.setText(now.scanning()
                ? Text.of("models.scanning")
                : Text.of("models.scanned", Units.nanos(now
                        .elapsedMillis() * 1_000_000)));
        if (shown == null || !now.models().equals(shown.models())) {
            rows = now.models().stream().map(ModelFilter.Row::of).toList();
            rail.show(rows);
            refilter();
        }
        boolean first = shown == null || shown.models().isEmpty();
        shown = now;
        body(!rows.isEmpty() ? full : now.scanning() ? new Skeleton(8) : empty());
        if (rows.isEmpty()) return;
        if (!wanted.isEmpty()) table.select(wanted);
        else if (first) table.getSelectionModel().selectFirst();
        layout(page.getWidth());
    }

    private void body(Node next) {
        int last = page.getChildren().size() - 1;
        if (page.getChildren().get(last).equals(next)) return;
        page.getChildren().set(last, next);
        VBox.setVgrow(next, Priority.ALWAYS);
        for (Node node : List.of(count, filters, search))
            node.setVisible(next.equals(full));
    }

    private Node empty() {
        return new EmptyState("fth-box", Text.of("models.empty"), Text.of("models.empty.text")).action(Text.of(
                "models.rescan"), rescan);
    }

    private void filter(ModelFilter boxes) {
        filter = boxes.withWords(search.getText());
        refilter();
    }

    private void refilter() {
        List<ModelFilter.Row> seen = filter.of(rows);
        table.show(seen);
        count.show(Tone.ACCENT, "",
                Text.of("models.count", Labels.count(seen.size()), Labels.count(rows.size())));
        var nothing = new VBox(8, Labels.muted(Text.of("models.nomatch")));
        nothing.setAlignment(Pos.CENTER);
        table.setPlaceholder(nothing);
    }

    private void choose(ModelFilter.@Nullable Row row) {
        if (row == null) {
            layout(page.getWidth());
            return;
        }
        Model model = row.model();
        wanted = model.path().toString();
        List<Model> versions = rows.stream().map(ModelFilter.Row::model)
                .filter(other -> other.name().equals(model.name()) && !other.path().equals(model.path())).toList();
        List<String> usedBy = deployments.get().stream().filter(each -> each.model() != null && each.model().path()
                .equals(model.path())).map(Deployment::id).toList();
        // deployments have news with every probe: what is read here must stay where it is
        List<Object> told = List.of(model, versions, usedBy);
        if (!told.equals(detailed)) detail.show(model, versions, usedBy);
        detailed = told;
        layout(page.getWidth());
    }

    /// What fits: with little room the filters fold away and the signature column goes to the detail.
    private void layout(double width) {
        boolean narrow = width < NARROW;
        filters.setManaged(narrow);
        filters.setVisible(narrow && !rows.isEmpty());
        scanned.setVisible(!narrow);
        scanned.setManaged(!narrow);
        boolean chosen = table.getSelectionModel().getSelectedItem() != null;
        table.narrow(chosen && width < 1180);
        var parts = new java.util.ArrayList<Node>();
        if (!narrow || filters.isSelected()) parts.add(rails);
        parts.add(list);
        if (chosen && !(narrow && filters.isSelected())) parts.add(detail.pane());
        if (!full.getChildren().equals(parts)) full.getChildren().setAll(parts);
    }
}
