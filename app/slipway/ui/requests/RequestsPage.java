package slipway.ui.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.deploy.Deployment;
import slipway.deploy.Deployments;
import slipway.requests.BatchBook;
import slipway.requests.CopyAs;
import slipway.requests.Draft;
import slipway.requests.Exchange;
import slipway.requests.History;
import slipway.requests.Sender;
import slipway.requests.TwoTargets;
import slipway.spec.Workspace;
import slipway.traffic.EndpointView;
import slipway.traffic.Gateway;
import slipway.ui.Desk;
import slipway.ui.Page;
import slipway.ui.fx.Fx;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.Hues;
import slipway.ui.widget.OpenTarget;
import slipway.ui.widget.PageHeader;
import slipway.ui.widget.SaveTarget;

/// Write a request, send it through the gateway, read the answer, find it again. FX thread; [Sending] sends.
public final class RequestsPage implements Page {
    private static final double NARROW = 960;

    private final Desk desk;
    private final Workspace workspace;
    private final Gateway gateway;
    private final Live<List<Deployment>> deployments;
    private final History history;
    private final StackPane root = new StackPane();
    private final VBox page = new VBox();
    private final ComboBox<String> endpoint = new ComboBox<>();
    private final ComboBox<String> target = new ComboBox<>();
    private final ToggleButton historyButton = new ToggleButton(Text.of("requests.history"));
    private final GridPane grid = new GridPane();
    private final RequestCard request = new RequestCard(OpenTarget.CHOOSER);
    private final AnswerCard answer;
    private final HistoryCard past;
    private final Library library;
    private final MenuButton saved;
    private final CompareView comparison;
    private final Sending sending;
    private final TwoTargetsView two;
    private final MenuItem sendTwo = new MenuItem(Text.of("requests.ab.open"));
    private final BatchDialog batch;
    private final KeptRequests kept;
    private @Nullable RequestPlan plan;
    private String filledFor = "";
    private boolean built;
    private boolean refreshing;

    /// `kept` has what was begun on a page before this one.
    public RequestsPage(Desk desk, Tasks tasks, Workspace workspace, Gateway gateway, Deployments deployments,
            Sender sender, History history, KeptRequests kept) {
        this(desk, tasks, workspace, gateway, deployments.all(), sender, history, kept);
    }

    RequestsPage(Desk desk, Tasks tasks, Workspace workspace, Gateway gateway, Live<List<Deployment>> deployments,
            Sender sender, History history, KeptRequests kept) {
        this.desk = desk;
        this.kept = kept;
        this.workspace = workspace;
        this.gateway = gateway;
        this.deployments = deployments;
        this.history = history;
        answer = new AnswerCard(desk, SaveTarget.CHOOSER);
        library = new Library(desk, workspace.root(), request);
        saved = library.menu();
        sending = new Sending(desk, tasks, gateway, sender, history, new Sending.Cards(request, answer, library,
                this::showAnswer, this::hue), () -> plan);
        comparison = new CompareView(desk, () -> showing(grid));
        two = new TwoTargetsView(desk, tasks, new TwoTargets((to, draft) -> GatewayNote.on(sender.send(to, draft),
                gateway), history), history, request, library, OpenTarget.CHOOSER, SaveTarget.CHOOSER,
                () -> showing(grid));
        batch = new BatchDialog(new BatchGround(desk, tasks, sender, gateway, deployments, library, new BatchBook(
                workspace.stateFolder()), request, () -> Optional.ofNullable(plan), OpenTarget.CHOOSER,
                SaveTarget.CHOOSER), kept);
        past = new HistoryCard(desk, tasks, history, this::hue, new HistoryCard.Acts() {
            @Override
            public void open(Exchange exchange) {
                RequestsPage.this.open(exchange);
            }

            @Override
            public void again(Exchange exchange) {
                if (RequestsPage.this.open(exchange)) sending.send();
                else
                    desk.notices().problem(Problem.of("requests.again-gone", Stream.of(exchange.endpoint(), RequestPlan
                            .target(exchange.draft())).filter(each -> !each.isEmpty())
                            .collect(Collectors.joining("/"))));
            }

            @Override
            public void compare(Exchange one, Exchange other) {
                comparison.show(one, other);
                showing(comparison.node());
            }
        });
    }

    @Override
    public String id() {
        return "requests";
    }

    @Override
    public String icon() {
        return "fth-send";
    }

    @Override
    public Region view() {
        if (!built) build();
        return root;
    }

    /// `iris` or `iris/blue`: that endpoint, and the deployment named; `id:…`: the exchange that carried this request id.
    @Override
    public void select(String what) {
        if (what.isEmpty()) return;
        view();
        if (what.startsWith("id:")) {
            openId(what.substring(3));
            return;
        }
        int slash = what.indexOf('/');
        endpoint.setValue(slash < 0 ? what : what.substring(0, slash));
        replan();
        if (slash >= 0 && target.getItems().contains(what.substring(slash + 1))) {
            target.setValue(what.substring(slash + 1));
        }
    }

    private void openId(String requestId) {
        var found = new AtomicReference<Optional<Exchange>>(Optional.empty());
        desk.work().run(() -> found.set(history.byRequestId(requestId)), () -> found.get().ifPresentOrElse(this::open,
                () -> desk.notices().problem(Problem.of("answers.no-id", requestId))));
    }

    private void build() {
        built = true;
        root.getStylesheets().add(Objects.requireNonNull(RequestsPage.class.getResource("/css/requests.css"))
                .toExternalForm());
        endpoint.setId("request-endpoint");
        endpoint.setAccessibleText(Text.of("requests.endpoint"));
        target.setId("request-target");
        target.setAccessibleText(Text.of("requests.target"));
        endpoint.setOnAction(event -> replan());
        target.setOnAction(event -> replan());
        var header = new PageHeader(Text.of("page.requests.title"), endpoint, target, library.environment(),
                saved);
        for (Region each : List.of(saved, endpoint, target, historyButton))
            each.setMinWidth(Region.USE_PREF_SIZE);
        historyButton.setOnAction(event -> arrange(root.getWidth()));
        header.getChildren().addAll(historyButton, batch.button(), copyMenu(), sending.cancelButton(),
                sending.sendButton(),
                moreMenu());
        root.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.isShortcutDown() && event.getCode() == KeyCode.ENTER) {
                event.consume();
                if (page.getChildren().contains(two.node())) two.send();
                else if (!event.isShiftDown()) sending.send();
                else if (!sendTwo.isDisable()) openTwo();
            }
        });
        page.getStyleClass().add("page");
        page.getChildren().addAll(header, columns());
        root.sceneProperty().addListener((observed, old, scene) -> {
            if (scene == null) keep();
        });
        restore();
        Fx.follow(root, gateway.endpoints(), views -> refresh());
        Fx.follow(root, deployments, all -> refresh());
    }

    private void keep() {
        RequestPlan now = plan;
        if (now != null) kept.written(request.written(now.endpoint(), now.target()));
    }

    private void restore() {
        KeptRequests.Written written = kept.written();
        if (written == null) return;
        refreshing = true;
        endpoint.setValue(written.endpoint());
        target.setValue(written.target());
        refreshing = false;
        filledFor = written.endpoint();
        request.write(written);
    }

    private GridPane columns() {
        grid.setHgap(16);
        var row = new RowConstraints();
        row.setVgrow(Priority.ALWAYS);
        grid.getRowConstraints().add(row);
        VBox.setVgrow(grid, Priority.ALWAYS);
        arrange(root.getWidth());
        root.widthProperty().addListener((observed, old, width) -> arrange(width.doubleValue()));
        return grid;
    }

    /// Three columns where there is room; else the history takes the answer’s place while its button is pressed.
    private void arrange(double width) {
        boolean narrow = width < NARROW;
        historyButton.setVisible(narrow);
        historyButton.setManaged(narrow);
        List<Node> shown = narrow
                ? List.of(request.node(), historyButton.isSelected() ? past.node() : answer.node())
                : List.of(request.node(), answer.node(), past.node());
        if (grid.getChildren().equals(shown)) return;
        grid.getChildren().clear();
        grid.getColumnConstraints().clear();
        for (double share : narrow ? new double[]{48, 52} : new double[]{39, 36, 25}) {
            var column = new ColumnConstraints();
            column.setPercentWidth(share);
            grid.getColumnConstraints().add(column);
        }
        grid.addRow(0, shown.toArray(Node[]::new));
    }

    private void refresh() {
        List<String> names = gateway.endpoints().get().stream().filter(view -> view.port() > 0).map(EndpointView::name)
                .toList();
        if (names.isEmpty()) {
            root.getChildren().setAll(new EmptyState("fth-send", Text.of("requests.empty.title"), Text.of(
                    "requests.empty.text")).action(Text.of("requests.empty.action"),
                            () -> desk.navigator().open(
                                    "deployments", "")));
            return;
        }
        if (!root.getChildren().contains(page)) root.getChildren().setAll(page);
        refreshing = true;
        if (!names.equals(endpoint.getItems())) endpoint.getItems().setAll(names);
        if (endpoint.getValue() == null || !names.contains(endpoint.getValue())) endpoint.setValue(names.getFirst());
        refreshing = false;
        replan();
    }

    private void replan() {
        if (refreshing) return;
        EndpointView view = gateway.endpoints().get().stream().filter(each -> each.name().equals(endpoint.getValue()))
                .findFirst().orElse(null);
        if (view == null) return;
        refreshing = true;
        var targets = new ArrayList<String>();
        targets.add(Text.of("requests.by-rules"));
        deployments.get().stream().filter(each -> each.spec().endpoint().equals(view.name())).forEach(each -> targets
                .add(each.spec().name()));
        String wanted = target.getValue();
        if (!targets.equals(target.getItems())) target.getItems().setAll(targets);
        target.setValue(wanted != null && targets.contains(wanted) ? wanted : targets.getFirst());
        List<String> own = targets.subList(1, targets.size());
        refreshing = false;
        String named = target.getSelectionModel().getSelectedIndex() <= 0 ? "" : target.getValue();
        RequestPlan next = RequestPlan.of(view, named, deployments.get());
        Optional<String> lacks = TwoTargetsView.lacks(next, own);
        sendTwo.setDisable(lacks.isPresent());
        sendTwo.setText(lacks.map(why -> Text.of("requests.ab.open-not", why)).orElse(Text.of("requests.ab.open")));
        two.offer(next, List.copyOf(own));
        if (next.equals(plan)) return;
        boolean fill = !next.endpoint().equals(filledFor) && !next.examples().isEmpty();
        if (fill) filledFor = next.endpoint();
        plan = next;
        request.examples(next.examples(), fill);
        request.key(next.key() != null);
        request.form(next.form());
        library.show(next);
    }

    /// The columns, or what takes their place.
    private void showing(Node node) {
        if (!page.getChildren().get(1).equals(node)) page.getChildren().set(1, node);
    }

    private void showAnswer() {
        showing(grid);
        historyButton.setSelected(false);
        arrange(root.getWidth());
    }

    /// Answers whether it would go where it went then.
    private boolean open(Exchange exchange) {
        showAnswer();
        String to = RequestPlan.target(exchange.draft());
        boolean there = endpoint.getItems().contains(exchange.endpoint());
        if (there) {
            filledFor = exchange.endpoint();
            endpoint.setValue(exchange.endpoint());
            there = to.isEmpty() || target.getItems().contains(to);
            target.setValue(there && !to.isEmpty() ? to : target.getItems().getFirst());
        }
        request.open(exchange.draft());
        answer.show(exchange, hue(exchange));
        return there;
    }

    private String hue(Exchange exchange) {
        return hue(exchange.endpoint(), exchange.servedBy());
    }

    private String hue(String ofEndpoint, String deployment) {
        List<String> names = workspace.spec().get().endpoint(ofEndpoint).map(folder -> folder.deployments()
                .stream().map(each -> each.name()).toList()).orElse(List.of());
        return Hues.of(deployment, names);
    }

    private MenuButton moreMenu() {
        sendTwo.setId("send-two");
        sendTwo.setAccelerator(KeyCombination.valueOf("Shortcut+Shift+Enter"));
        sendTwo.setOnAction(event -> openTwo());
        var menu = new MenuButton("", null, sendTwo);
        menu.setId("send-more");
        menu.setAccessibleText(Text.of("requests.ab.more"));
        menu.setTooltip(new Tooltip(Text.of("requests.ab.more")));
        menu.setMinWidth(Region.USE_PREF_SIZE);
        return menu;
    }

    private void openTwo() {
        showing(two.node());
        two.focus();
    }

    private MenuButton copyMenu() {
        var menu = new MenuButton(Text.of("requests.copy-as"));
        menu.setMinWidth(Region.USE_PREF_SIZE);
        menu.getItems().setAll(copyItem("curl", now -> copy(now, CopyAs::curl)), copyItem("Python (requests)",
                now -> copy(now, CopyAs::python)), copyItem("Java (java.net.http)", now -> copy(now, CopyAs::java)),
                copyItem("slipway invoke", now -> desk.notices().copied(now.command(request.contentType()))));
        return menu;
    }

    private MenuItem copyItem(String language, Consumer<RequestPlan> copy) {
        var item = new MenuItem(language);
        item.setOnAction(event -> Optional.ofNullable(plan).ifPresent(copy));
        return item;
    }

    private void copy(RequestPlan now, BiFunction<Draft, Set<String>, String> language) {
        Draft draft = now.kept(request.draft(now));
        var text = new AtomicReference<String>("");
        desk.work().run(() -> text.set(library.copied(now, draft, language)), () -> desk.notices().copied(text.get()));
    }
}
