package slipway.ui.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Text;
import slipway.base.Units;
import slipway.catalog.Catalog;
import slipway.catalog.CatalogView;
import slipway.catalog.Model;
import slipway.deploy.Deployment;
import slipway.ui.Asker;
import slipway.ui.DeployDialogs;
import slipway.ui.Desk;
import slipway.ui.Page;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Card;
import slipway.ui.widget.Chip;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.PageHeader;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.Skeleton;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.TextScale;
import slipway.ui.widget.Tone;

/// The catalog as a list or as cards, with filters, and one model in detail beside it. FX thread.
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
    private final Button broken = Chip.button("fth-alert-octagon", "", this::showBroken);
    private final ToggleButton asCards = new ToggleButton("", Icons.of("fth-grid"));
    private final Consumer<Boolean> cardsChosen;
    private final ModelActs acts;
    private final ModelImports imports;
    private final FilterRail rail = new FilterRail(this::filter);
    private final ScrollPane rails = DetailPane.scrolled(rail);
    private final ModelTable table = new ModelTable(this::choose);
    private final ModelCards cards = new ModelCards(this::choose);
    private final ModelDetail detail;
    private final DetailPane other = new DetailPane();
    private final Desk desk;
    private final Card list = new Card().flush();
    private final HBox full = new HBox(16);
    private List<ModelRow> rows = List.of();
    private @Nullable ModelRow chosen;
    private ModelFilter filter = ModelFilter.ALL;
    private String wanted = "";
    private List<Object> detailed = List.of();
    private @Nullable Region view;

    /// What the person does with the catalog.
    ///
    /// @param cards       whether the last studio showed cards
    /// @param cardsChosen remembers it
    public record Habits(boolean cards, Consumer<Boolean> cardsChosen) {}

    public ModelsPage(Catalog catalog, Live<CatalogView> view, Live<List<Deployment>> deployments, Desk desk,
            DeployDialogs dialogs, ModelImports imports, Asker asker, Habits habits) {
        this.imports = imports;
        this.catalog = view;
        this.deployments = deployments;
        this.rescan = catalog::rescan;
        this.desk = desk;
        this.cardsChosen = habits.cardsChosen;
        asCards.setSelected(habits.cards);
        this.acts = new ModelActs(catalog, desk, asker, this::usedBy, dialogs::open);
        this.detail = new ModelDetail(dialogs::open, desk, rescan);
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
        selectWanted();
    }

    /// Selects the model at the absolute path that is wanted, or named so (`iris/2`, `iris`).
    private void selectWanted() {
        filter.of(rows).stream().filter(this::isWanted).findFirst().ifPresent(row -> {
            table.select(row);
            cards.select(row);
        });
    }

    private boolean isWanted(ModelRow row) {
        String named = row.version().isEmpty() ? row.name() : row.name() + "/" + row.version();
        return row.path().toString().equals(wanted) || named.equals(wanted) || row.name().equals(wanted);
    }

    private Region build() {
        search.setPromptText(Text.of("models.search"));
        search.setId("models-search");
        search.setAccessibleText(Text.of("models.search"));
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
        broken.setId("models-broken");
        broken.setMinWidth(Region.USE_PREF_SIZE);
        asCards.setId("models-as-cards");
        asCards.setTooltip(new Tooltip(Text.of("models.cards")));
        asCards.setAccessibleText(Text.of("models.cards"));
        asCards.setOnAction(event -> {
            cardsChosen.accept(asCards.isSelected());
            refilter();
            layout(page.getWidth());
        });
        table.menu(acts::menu);
        cards.menu(acts::menu);
        var header = new PageHeader(Text.of("page.models.title"), search, count, filters, broken, scanned);
        header.getChildren().add(asCards);
        header.getChildren().add(imports.button());
        header.action("fth-refresh-cw", Text.of("models.rescan"), rescan);
        VBox.setVgrow(table, Priority.ALWAYS);
        VBox.setVgrow(cards, Priority.ALWAYS);
        HBox.setHgrow(list, Priority.ALWAYS);
        for (DetailPane pane : List.of(detail.pane(), other)) {
            pane.setPrefWidth(372);
            pane.setMinWidth(340);
        }
        VBox.setVgrow(full, Priority.ALWAYS);
        full.setMinHeight(200);
        rails.setMinWidth(224);
        rails.setPrefWidth(224);
        page.getStyleClass().add("page");
        page.getChildren().setAll(header, new Skeleton(8));
        page.widthProperty().addListener((observed, old, width) -> layout(width.doubleValue()));
        Fx.follow(page, catalog, this::show);
        Fx.follow(page, deployments, all -> choose(chosen));
        return page;
    }

    private void show(CatalogView now) {
        broken.setText(Text.of("models.broken.count", now.problems().size(), Labels.count(now.problems().size())));
        broken.setVisible(!now.problems().isEmpty());
        broken.setManaged(!now.problems().isEmpty());
        scanned.setText(now.scanning()
                ? Text.of("models.scanning")
                : Text.of("models.scanned", Units.nanos(now.elapsedMillis() * 1_000_000)));
        boolean first = rows.isEmpty();
        List<ModelRow> next = ModelRow.of(now, rows);
        if (!next.equals(rows)) {
            rows = next;
            rail.show(rows);
            refilter();
        }
        body(!rows.isEmpty() ? full : now.scanning() ? new Skeleton(8) : empty());
        if (rows.isEmpty()) return;
        if (!wanted.isEmpty()) selectWanted();
        else if (first) filter.of(rows).stream().findFirst().ifPresent(row -> {
            table.select(row);
            cards.select(row);
        });
        layout(page.getWidth());
    }

    private void showBroken() {
        search.clear();
        rail.only(Set.of(ModelRow.State.BROKEN));
    }

    private void body(Node next) {
        int last = page.getChildren().size() - 1;
        if (page.getChildren().get(last).equals(next)) return;
        page.getChildren().set(last, next);
        VBox.setVgrow(next, Priority.ALWAYS);
        for (Node node : List.of(count, filters, search, asCards))
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
        List<ModelRow> seen = filter.of(rows);
        // what is not in sight is shown when it comes in sight
        if (asCards.isSelected()) cards.show(seen);
        else
            table.show(seen);
        count.show(Tone.ACCENT, "",
                Text.of("models.count", Labels.count(seen.size()), Labels.count(rows.size())));
        var nothing = new VBox(8, Labels.muted(Text.of("models.nomatch")));
        nothing.setAlignment(Pos.CENTER);
        table.setPlaceholder(nothing);
    }

    private void choose(@Nullable ModelRow row) {
        chosen = row;
        if (row == null) {
            layout(page.getWidth());
            return;
        }
        wanted = row.path().toString();
        Model model = row.model();
        if (model == null) {
            broken(row);
            layout(page.getWidth());
            return;
        }
        List<Model> versions = rows.stream().map(ModelRow::model).filter(Objects::nonNull)
                .filter(each -> sameModel(each, model) && !each.path().equals(model.path())).toList();
        List<String> usedBy = usedBy(row);
        // deployments have news with every probe: what is read here must stay where it is
        List<Object> told = List.of(row, versions, usedBy);
        if (!told.equals(detailed)) detail.show(row, model, versions, usedBy, acts.items(row));
        detailed = told;
        layout(page.getWidth());
    }

    /// A name that is only the file's says nothing unless the folders stand side by side.
    private static boolean sameModel(Model one, Model other) {
        if (!one.name().equals(other.name())) return false;
        return (one.named() && other.named())
                || Objects.equals(one.path().resolveSibling("..").normalize(),
                        other.path().resolveSibling("..").normalize());
    }

    /// Ids of the deployments that use the model, by where it lies or by its name and version.
    private List<String> usedBy(ModelRow row) {
        return deployments.get().stream().filter(each -> {
            Model own = each.model();
            var ref = each.spec().model();
            boolean here = row.path().equals(own == null ? ref.path() : own.path());
            return here || (row.name().equals(ref.name()) && row.version().equals(ref.version()));
        }).map(Deployment::id).toList();
    }

    private void broken(ModelRow row) {
        Label title = Labels.of(row.name(), "heading");
        title.setMinWidth(0);
        var state = new StatusPill();
        ModelPart.state(state, row.state());
        other.header(title, state, Labels.gap());
        Problem problem = Objects.requireNonNull(row.problem());
        var body = new VBox(new ProblemBanner(row.path().toString(), problem, List.of(), desk.notices()::copied));
        body.getStyleClass().add("detail-body");
        other.content(DetailPane.scrolled(body));
    }

    /// What fits: with little room the filters fold away and the signature column goes to the detail.
    private void layout(double width) {
        boolean narrow = width < TextScale.of(NARROW);
        filters.setManaged(narrow);
        filters.setVisible(narrow && !rows.isEmpty());
        scanned.setVisible(!narrow);
        scanned.setManaged(!narrow);
        ModelRow row = chosen;
        table.narrow(row != null && width < 1180);
        Node way = asCards.isSelected() ? cards : table;
        if (!list.getChildren().contains(way)) list.getChildren().setAll(way);
        var parts = new ArrayList<Node>();
        if (!narrow || filters.isSelected()) parts.add(rails);
        parts.add(list);
        if (row != null && !(narrow && filters.isSelected()))
            parts.add(row.model() == null ? other : detail.pane());
        if (!full.getChildren().equals(parts)) full.getChildren().setAll(parts);
    }
}
