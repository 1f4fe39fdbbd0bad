package slipway.ui.requests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
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
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.deploy.Deployment;
import slipway.deploy.Deployments;
import slipway.requests.CopyAs;
import slipway.requests.Draft;
import slipway.requests.Exchange;
import slipway.requests.History;
import slipway.requests.HttpFile;
import slipway.requests.Sender;
import slipway.spec.Workspace;
import slipway.traffic.EndpointView;
import slipway.traffic.Gateway;
import slipway.ui.Desk;
import slipway.ui.Page;
import slipway.ui.fx.Fx;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.Hues;
import slipway.ui.widget.Labels;
import slipway.ui.widget.PageHeader;

/// Write a request, send it through the gateway, read the answer, find it again. FX thread; sending is a task.
public final class RequestsPage implements Page {
    private static final double NARROW = 960;

    private final Desk desk;
    private final Tasks tasks;
    private final Workspace workspace;
    private final Gateway gateway;
    private final Live<List<Deployment>> deployments;
    private final Sender sender;
    private final History history;
    private final StackPane root = new StackPane();
    private final VBox page = new VBox();
    private final ComboBox<String> endpoint = new ComboBox<>();
    private final ComboBox<String> target = new ComboBox<>();
    private final MenuButton saved = new MenuButton(Text.of("requests.saved"));
    private final MenuButton copyAs = new MenuButton(Text.of("requests.copy-as"));
    private final Button send = new Button(Text.of("requests.send"), Labels.of("Ctrl ↵", "keys"));
    private final Button cancel = new Button(Text.of("requests.cancel"));
    private final ToggleButton historyButton = new ToggleButton(Text.of("requests.history"));
    private final GridPane grid = new GridPane();
    private final RequestCard request = new RequestCard();
    private final AnswerCard answer;
    private final HistoryCard past;
    private Tasks.@Nullable Task sending;
    private @Nullable RequestPlan plan;
    private Map<String, Draft> listed = Map.of();
    private String filledFor = "";
    private boolean built;
    private boolean refreshing;

    public RequestsPage(Desk desk, Tasks tasks, Workspace workspace, Gateway gateway, Deployments deployments,
            Sender sender, History history) {
        this(desk, tasks, workspace, gateway, deployments.all(), sender, history);
    }

    RequestsPage(Desk desk, Tasks tasks, Workspace workspace, Gateway gateway, Live<List<Deployment>> deployments,
            Sender sender, History history) {
        this.desk = desk;
        this.tasks = tasks;
        this.workspace = workspace;
        this.gateway = gateway;
        this.deployments = deployments;
        this.sender = sender;
        this.history = history;
        answer = new AnswerCard(desk.notices()::copied);
        past = new HistoryCard(desk, history, this::hue, this::open);
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

    /// `iris` or `iris/blue`: that endpoint, and the deployment named.
    @Override
    public void select(String what) {
        if (what.isEmpty()) return;
        view();
        int slash = what.indexOf('/');
        endpoint.setValue(slash < 0 ? what : what.substring(0, slash));
        replan();
        if (slash >= 0 && target.getItems().contains(what.substring(slash + 1))) {
            target.setValue(what.substring(slash + 1));
        }
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
        var header = new PageHeader(Text.of("page.requests.title"), endpoint, target, saved);
        saved.setOnShowing(event -> withPlan(this::readSaved));
        listSaved(Map.of());
        var curl = new MenuItem("curl");
        curl.setOnAction(event -> withPlan(now -> desk.notices().copied(CopyAs.curl(request.draft(now)))));
        var invoke = new MenuItem("slipway invoke");
        invoke.setOnAction(event -> withPlan(now -> desk.notices().copied(now.command(request.contentType()))));
        copyAs.getItems().setAll(curl, invoke);
        send.getStyleClass().add("accent");
        send.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
        send.setId("send");
        send.setOnAction(event -> send());
        cancel.setId("cancel-send");
        cancel.setOnAction(event -> cancel());
        for (Region each : List.of(copyAs, send, cancel, saved, endpoint, target))
            each.setMinWidth(Region.USE_PREF_SIZE);
        historyButton.setMinWidth(Region.USE_PREF_SIZE);
        historyButton.setOnAction(event -> arrange(root.getWidth()));
        header.getChildren().addAll(historyButton, copyAs, cancel, send);
        sending(null);
        root.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.isShortcutDown() && event.getCode() == KeyCode.ENTER) {
                event.consume();
                send();
            }
        });
        page.getStyleClass().add("page");
        page.getChildren().addAll(header, columns());
        Fx.follow(root, gateway.endpoints(), views -> refresh());
        Fx.follow(root, deployments, all -> refresh());
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
        refreshing = false;
        String named = target.getSelectionModel().getSelectedIndex() <= 0 ? "" : target.getValue();
        RequestPlan next = RequestPlan.of(view, named, deployments.get());
        if (next.equals(plan)) return;
        boolean fill = !next.endpoint().equals(filledFor) && !next.examples().isEmpty();
        if (fill) filledFor = next.endpoint();
        plan = next;
        request.examples(next.examples(), fill);
        request.key(next.key() != null);
        readSaved(next);
    }

    private void send() {
        if (sending != null) return;
        withPlan(now -> {
            Draft draft = request.draft(now);
            showAnswer();
            answer.waiting();
            sending(tasks.quiet("send-" + now.endpoint(), progress -> {
                try {
                    Exchange kept = sender.send(now.endpoint(), draft);
                    Fx.later(() -> arrived(kept));
                    history.add(kept);
                } catch (StudioException e) {
                    Fx.later(() -> {
                        sending(null);
                        desk.notices().problem(e.problem());
                    });
                }
            }));
        });
    }

    private void arrived(Exchange exchange) {
        if (sending == null) return;
        sending(null);
        answer.show(exchange, hue(exchange));
    }

    private void cancel() {
        Tasks.Task running = sending;
        if (running == null) return;
        running.cancel();
        sending(null);
        answer.nothing();
    }

    private void sending(Tasks.@Nullable Task task) {
        sending = task;
        send.setDisable(task != null);
        cancel.setVisible(task != null);
        cancel.setManaged(task != null);
    }

    private void showAnswer() {
        historyButton.setSelected(false);
        arrange(root.getWidth());
    }

    private void open(Exchange exchange) {
        showAnswer();
        if (endpoint.getItems().contains(exchange.endpoint())) {
            filledFor = exchange.endpoint();
            endpoint.setValue(exchange.endpoint());
        }
        request.open(exchange.draft());
        answer.show(exchange, hue(exchange));
    }

    private String hue(Exchange exchange) {
        List<String> names = workspace.spec().get().endpoint(exchange.endpoint()).map(folder -> folder.deployments()
                .stream().map(each -> each.name()).toList()).orElse(List.of());
        return Hues.of(exchange.servedBy(), names);
    }

    /// Reads the endpoint’s own files beside the FX thread; the menu shows what is found, also while it is open.
    private void readSaved(RequestPlan now) {
        var found = new AtomicReference<Map<String, Draft>>(Map.of());
        desk.work().run(() -> found.set(savedDrafts(now.endpoint())), () -> {
            if (plan == null || !plan.endpoint().equals(now.endpoint())) return;
            if (found.get().equals(listed)) return;
            listSaved(found.get());
        });
    }

    private void listSaved(Map<String, Draft> drafts) {
        listed = drafts;
        var items = new ArrayList<MenuItem>();
        drafts.forEach((title, draft) -> {
            var item = new MenuItem(title);
            item.setMnemonicParsing(false);
            item.setOnAction(event -> request.open(draft));
            items.add(item);
        });
        if (items.isEmpty()) {
            var none = new MenuItem(Text.of("requests.saved-none"));
            none.setDisable(true);
            items.add(none);
        }
        var save = new MenuItem(Text.of("requests.save"));
        save.setOnAction(event -> withPlan(this::save));
        items.add(new SeparatorMenuItem());
        items.add(save);
        saved.getItems().setAll(items);
    }

    private Map<String, Draft> savedDrafts(String name) {
        var drafts = new LinkedHashMap<String, Draft>();
        Path folder = workspace.root().resolve("requests").resolve(name);
        if (!Files.isDirectory(folder)) return drafts;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".http")).sorted().toList()) {
                HttpFile read = HttpFile.parse(Files.readString(file));
                for (Draft draft : read.drafts()) {
                    String title = draft.name().isEmpty() ? String.valueOf(file.getFileName()) : draft.name();
                    drafts.put(title, read.resolved(draft));
                }
            }
        } catch (IOException e) {
            throw new StudioException(Problem.of("requestspage.saved", folder), e);
        }
        return drafts;
    }

    private void save(RequestPlan now) {
        Draft draft = request.draft(now);
        var headers = new LinkedHashMap<>(draft.headers());
        headers.keySet().removeIf("authorization"::equalsIgnoreCase);
        String title = draft.name().isEmpty() ? "request" : draft.name();
        var kept = new Draft(title, draft.method(), draft.url(), headers, draft.body());
        Path folder = workspace.root().resolve("requests").resolve(now.endpoint());
        var file = new AtomicReference<Path>(folder);
        desk.work().run(() -> {
            String base = title.replaceAll("[^A-Za-z0-9_-]+", "-");
            Path free = folder.resolve(base + ".http");
            for (int i = 2; Files.exists(free); i++)
                free = folder.resolve(base + "-" + i + ".http");
            file.set(free);
            new HttpFile(Map.of(), List.of(kept)).write(free);
        }, () -> desk.notices().done(Text.of("requests.saved-as", workspace.root().relativize(file.get()))));
    }

    private void withPlan(java.util.function.Consumer<RequestPlan> use) {
        Optional.ofNullable(plan).ifPresent(use);
    }
}
