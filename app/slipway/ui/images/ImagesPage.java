package slipway.ui.images;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.deploy.Deployment;
import slipway.engine.Engine;
import slipway.engine.EngineInfo;
import slipway.engine.Engines;
import slipway.engine.Images;
import slipway.ui.Asker;
import slipway.ui.Desk;
import slipway.ui.Page;
import slipway.ui.fx.Fx;
import slipway.ui.images.ImageActs.Act;
import slipway.ui.widget.Card;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.FilterChips;
import slipway.ui.widget.Labels;
import slipway.ui.widget.OpenTarget;
import slipway.ui.widget.PageHeader;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.SaveTarget;
import slipway.ui.widget.Sheets;
import slipway.ui.widget.Skeleton;

/// The Images page: what images are here, who uses them, what they cost, and one of them in detail. FX thread; the
/// engine is asked on tasks.
public final class ImagesPage implements Page {
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final double WITH_DETAIL = 1180;

    private final Desk desk;
    private final Tasks tasks;
    private final Engines engines;
    private final Live<List<Deployment>> deployments;
    private final TextField search = new TextField();
    private final FilterChips<ImageFilter> chips;
    private final VBox page = new VBox();
    private final VBox problems = new VBox(8);
    private final DiskBar disk = new DiskBar();
    private final ImageTable table;
    private final ImageDetail detail;
    private final ImageActs acts;
    private final HBox list = new HBox(16);
    private final VBox full = new VBox(16);
    private final Button pull;
    private final Button load;
    private final Button cleanUp;
    private List<ImageRow> rows = List.of();
    private @Nullable ImageFeed feed;
    private @Nullable EngineInfo info;
    private @Nullable ImageRow detailed;
    private String wanted = "";
    private @Nullable Region view;

    public ImagesPage(Desk desk, Tasks tasks, Engines engines, Live<List<Deployment>> deployments) {
        this(desk, tasks, engines, deployments, Asker.dialog(), SaveTarget.CHOOSER, OpenTarget.CHOOSER);
    }

    ImagesPage(Desk desk, Tasks tasks, Engines engines, Live<List<Deployment>> deployments, Asker asker,
            SaveTarget save, OpenTarget open) {
        this.desk = desk;
        this.tasks = tasks;
        this.engines = engines;
        this.deployments = deployments;
        acts = new ImageActs(desk, tasks, asker, save, open, this::read, this::failed);
        detail = new ImageDetail(desk, acts, new ImageFacts(tasks));
        table = new ImageTable(this::choose, desk.notices()::copied);
        Map<ImageFilter, String> words = new LinkedHashMap<>();
        for (ImageFilter filter : ImageFilter.values())
            words.put(filter, filter.word());
        chips = new FilterChips<>(words, filter -> refilter());
        pull = action("pull", "fth-download-cloud", Text.of("images.pull"), () -> acts.pull(images()));
        load = action("load", "fth-package", Text.of("images.load"), () -> acts.load(images()));
        cleanUp = action("clean", "fth-trash", Text.of("images.prune"), () -> acts.cleanUp(images(), rows));
    }

    @Override
    public String id() {
        return "images";
    }

    @Override
    public String icon() {
        return "fth-layers";
    }

    @Override
    public Region view() {
        if (view == null) view = build();
        return view;
    }

    /// The id, a tag or a digest of an image.
    @Override
    public void select(String what) {
        wanted = what;
        chips.choose(ImageFilter.ALL);
        table.select(what);
    }

    private static Button action(String id, String icon, String text, Runnable run) {
        var button = new Button(text, slipway.ui.widget.Icons.of(icon));
        button.setMnemonicParsing(false);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setId("images-" + id);
        button.setOnAction(event -> run.run());
        return button;
    }

    private Region build() {
        search.setPromptText(Text.of("images.search"));
        search.setAccessibleText(Text.of("images.search"));
        search.setId("images-search");
        search.setPrefWidth(240);
        search.setMinWidth(110);
        search.textProperty().addListener(observed -> refilter());
        chips.setMinWidth(Region.USE_PREF_SIZE);
        var header = new PageHeader(Text.of("page.images.title"), search, chips);
        header.getChildren().addAll(cleanUp, load, pull);
        VBox.setVgrow(table, Priority.ALWAYS);
        var card = new Card().flush().with(table);
        HBox.setHgrow(card, Priority.ALWAYS);
        card.setMinWidth(380);
        detail.pane().setPrefWidth(400);
        detail.pane().setMinWidth(360);
        list.getChildren().setAll(card);
        VBox.setVgrow(list, Priority.ALWAYS);
        VBox.setVgrow(full, Priority.ALWAYS);
        full.getChildren().setAll(disk, list);
        page.getStyleClass().add("page");
        Sheets.wear(page, "images");
        page.getChildren().setAll(header, new UnderWay(tasks,
                id -> desk.navigator().open("deployments", id + "#logs")), problems, new Skeleton(8));
        page.widthProperty().addListener(observed -> layout());
        table.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        shown(problems, false);
        follow();
        return page;
    }

    private void follow() {
        Engine engine = engine();
        if (engine == null) {
            none(null);
            return;
        }
        page.getChildren().add(page.getChildren().indexOf(problems), new LeftOversLine(engine, tasks, desk));
        Fx.follow(page, engine.live(), now -> connected(engine, now));
        Fx.follow(page, deployments, all -> all.stream().map(each -> java.util.Optional.ofNullable(each.image()))
                .toList(), all -> refill());
        Fx.poll(page, PAUSE, this::read);
    }

    /// The first with images, else one that would have them if it were there.
    private @Nullable Engine engine() {
        return engines.all().stream().filter(each -> each.images() != null).findFirst()
                .or(() -> engines.all().stream().filter(each -> !each.info().available()).findFirst()).orElse(null);
    }

    private void connected(Engine engine, EngineInfo now) {
        info = now;
        Images images = engine.images();
        if (images == null) {
            none(engine);
            return;
        }
        if (feed == null) {
            feed = new ImageFeed(tasks, images);
            Fx.follow(page, feed.state(), this::show);
        }
        read();
    }

    private void read() {
        if (feed != null) feed.read();
    }

    private Images images() {
        return Objects.requireNonNull(feed).images();
    }

    private void show(ImageFeed.State state) {
        switch (state) {
            case ImageFeed.Loading loading -> body(new Skeleton(8));
            case ImageFeed.Failed failed -> body(info != null && info.state() == EngineInfo.State.CONNECTING
                    ? new Skeleton(8)
                    : broken(failed.problem()));
            case ImageFeed.Full now -> {
                refill();
                body(now.images().isEmpty() ? empty() : full);
            }
        }
    }

    private void refill() {
        if (feed == null || !(feed.state().get() instanceof ImageFeed.Full now)) return;
        rows = ImageRow.of(now.images(), deployments.get());
        for (ImageFilter filter : ImageFilter.values())
            chips.count(filter, filter.count(rows));
        disk.show(rows);
        refilter();
    }

    private void refilter() {
        String words = search.getText();
        table.show(rows.stream().filter(row -> chips.choice().takes(row) && row.has(words)).toList());
        table.setPlaceholder(Labels.muted(Text.of("images.nomatch")));
        if (!wanted.isEmpty()) table.select(wanted);
        if (table.chosen() == null && !table.getItems().isEmpty()) table.getSelectionModel().selectFirst();
        choose(table.chosen());
    }

    private void choose(@Nullable ImageRow row) {
        if (row != null && feed != null) {
            wanted = row.id();
            // every reading makes new rows: what is read here must stay where it is
            if (!row.equals(detailed)) detail.show(feed.images(), row);
            detailed = row;
        }
        layout();
    }

    private void layout() {
        boolean chosen = table.chosen() != null;
        table.narrow(chosen && page.getWidth() < WITH_DETAIL);
        Node card = list.getChildren().getFirst();
        List<Node> parts = chosen ? List.of(card, detail.pane()) : List.of(card);
        if (!list.getChildren().equals(parts)) list.getChildren().setAll(parts);
    }

    private void body(Node next) {
        int last = page.getChildren().size() - 1;
        boolean some = next.equals(full);
        boolean there = some || (next instanceof EmptyState && feed != null);
        for (Node node : List.of(search, chips, cleanUp))
            shown(node, some);
        for (Node node : List.of(load, pull))
            node.setDisable(!there);
        if (page.getChildren().get(last).equals(next)) return;
        page.getChildren().set(last, next);
        VBox.setVgrow(next, Priority.ALWAYS);
    }

    private EmptyState empty() {
        return new EmptyState("fth-layers", Text.of("images.empty"), Text.of("images.empty.text"))
                .action(Text.of("images.pull"), () -> acts.pull(images()))
                .action(Text.of("images.load"), () -> acts.load(images()));
    }

    /// The engine is known and does not answer.
    private Node broken(Problem problem) {
        var banner = new ProblemBanner(problem, desk.notices()::copied).action(Text.of("shell.retry"), this::retry);
        if (info != null && !info.tried().isEmpty()) {
            banner.getChildren().add(Labels.wrapped(String.join("\n", info.tried()), "last-lines"));
        }
        var box = new VBox(12, banner, Labels.wrapped(Text.of("images.down.meanwhile"), "muted"));
        box.setId("images-broken");
        return box;
    }

    private void none(@Nullable Engine engine) {
        Problem problem = info == null ? null : info.problem();
        body(engine != null && problem != null
                ? broken(problem)
                : new EmptyState("fth-layers", Text.of("images.none"), Text.of("images.none.text")).action(
                        Text.of("shell.retry"), this::retry));
    }

    private void retry() {
        engines.all().forEach(Engine::reconnect);
        read();
    }

    private void failed(Problem problem) {
        var banner = new ProblemBanner(problem, desk.notices()::copied);
        banner.action(Text.of("shell.close"), () -> {
            problems.getChildren().remove(banner);
            shown(problems, !problems.getChildren().isEmpty());
        });
        problems.getChildren().setAll(banner);
        shown(problems, true);
    }

    private void key(KeyEvent event) {
        ImageRow row = table.chosen();
        if (row == null || feed == null) return;
        if (event.getCode() == KeyCode.DELETE) acts.run(Act.REMOVE, feed.images(), row);
        else if (event.getCode() == KeyCode.ENTER) detail.focusTabs();
        else if (event.getCode() == KeyCode.C && event.isShortcutDown()) desk.notices().copied(row.image().title());
        else
            return;
        event.consume();
    }

    private static void shown(Node node, boolean show) {
        node.setVisible(show);
        node.setManaged(show);
    }
}
