package slipway.ui.requests;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.compare.Tolerance;
import slipway.requests.Agreement;
import slipway.requests.AgreementExport;
import slipway.requests.AgreementPair;
import slipway.requests.AgreementSet;
import slipway.requests.Exchange;
import slipway.requests.History;
import slipway.requests.TwoTargets;
import slipway.store.AtomicFiles;
import slipway.ui.Asker;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Card;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.OpenTarget;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.SaveTarget;

/// Sends a request or a set of them to two deployments and shows how far they agree; a row opens both answers side by
/// side. Owned by the page; FX thread, the sending itself is a task.
final class TwoTargetsView {
    private static final long REDRAW_NANOS = 200_000_000L;

    private final Desk desk;
    private final Tasks tasks;
    private final TwoTargets targets;
    private final History history;
    private final Library library;
    private final SaveTarget saver;
    private final ComboBox<String> a = new ComboBox<>();
    private final ComboBox<String> b = new ComboBox<>();
    private final SetChooser sets;
    private final ToleranceBar tolerance = new ToleranceBar("two", this::judge);
    private final Button send = new Button(Text.of("requests.ab.send"));
    private final Button cancel = new Button(Text.of("requests.cancel"));
    private final Label state = Labels.of("", "muted");
    private final HBox keep = new HBox(8);
    private final VBox body = new VBox(10);
    private final TwoTargetsResult result = new TwoTargetsResult(this::open);
    private final CompareView both;
    private final Card card = new Card(Text.of("requests.ab.title"));
    private final StackPane node = new StackPane(card);
    private Tasks.@Nullable Task running;
    private @Nullable Run run;
    private @Nullable RequestPlan plan;
    private @Nullable Problem problem;
    private boolean filling;

    /// One run and what is shown of it.
    private record Run(Agreement agreement, AgreementExport.Head head) {}

    TwoTargetsView(Desk desk, Tasks tasks, TwoTargets targets, History history, RequestCard request, Library library,
            OpenTarget chooser, SaveTarget saver, Runnable back) {
        this.desk = desk;
        this.tasks = tasks;
        this.targets = targets;
        this.history = history;
        this.library = library;
        this.saver = saver;
        sets = new SetChooser(request, library, chooser);
        both = new CompareView(desk, () -> node.getChildren().setAll(card));
        side(a, "two-a", "requests.ab.a");
        side(b, "two-b", "requests.ab.b");
        send.setId("two-send");
        send.getStyleClass().add("accent");
        send.setOnAction(event -> send());
        cancel.setId("two-cancel");
        cancel.setOnAction(event -> {
            Tasks.Task now = running;
            if (now != null) now.cancel();
        });
        state.setId("two-state");
        var close = new Button(Text.of("answers.compare.back"));
        close.setId("two-back");
        close.setOnAction(event -> back.run());
        card.header().getChildren().addAll(state, keep(), close);
        var who = new FlowPane(16, 8, named("requests.ab.a", a), named("requests.ab.b", b), sets, new HBox(8, send,
                cancel), tolerance);
        who.setRowValignment(javafx.geometry.VPos.CENTER);
        VBox.setVgrow(body, Priority.ALWAYS);
        VBox.setVgrow(node, Priority.ALWAYS);
        VBox.setVgrow(card, Priority.ALWAYS);
        card.with(who, body);
        node.setId("two-targets");
        node.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() != KeyCode.ESCAPE) return;
            event.consume();
            if (node.getChildren().contains(card)) back.run();
            else
                node.getChildren().setAll(card);
        });
        running(null);
        arrange();
    }

    private void side(ComboBox<String> box, String id, String key) {
        box.setId(id);
        box.setAccessibleText(Text.of(key));
        box.setMinWidth(Region.USE_PREF_SIZE);
        box.setOnAction(event -> {
            if (!filling) arrange();
        });
    }

    private static HBox named(String key, Node control) {
        var box = new HBox(6, Labels.of(Text.of(key), "muted"), control);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private HBox keep() {
        var save = new MenuButton(Text.of("requests.ab.save"));
        save.setId("two-save");
        save.getItems().setAll(item("CSV", () -> save("csv")), item("JSON", () -> save("json")));
        var copy = Icons.button("fth-copy", Text.of("requests.ab.copy"), () -> written("csv").ifPresent(
                text -> desk.notices().copied(text.get())));
        copy.setId("two-copy");
        keep.setAlignment(Pos.CENTER_LEFT);
        keep.getChildren().setAll(copy, save);
        return keep;
    }

    private static MenuItem item(String words, Runnable action) {
        var item = new MenuItem(words);
        item.setOnAction(event -> action.run());
        return item;
    }

    Node node() {
        return node;
    }

    /// Once it is shown: on B, which is what is chosen first.
    void focus() {
        b.requestFocus();
    }

    /// Why an endpoint of these deployments has nobody to compare; empty where it has.
    static Optional<String> lacks(RequestPlan now, List<String> deployments) {
        return deployments.size() >= 2
                ? Optional.empty()
                : Optional.of(deployments.isEmpty()
                        ? Text.of("requests.ab.no-one", now.endpoint())
                        : Text.of("requests.ab.one", deployments.getFirst(), now.endpoint()));
    }

    /// Offers the deployments of the endpoint: A is the one that the page names.
    void offer(RequestPlan now, List<String> deployments) {
        if (now.equals(plan) && deployments.equals(a.getItems())) return;
        boolean other = plan == null || !plan.endpoint().equals(now.endpoint());
        boolean named = plan == null || !plan.target().equals(now.target());
        plan = now;
        filling = true;
        String first = a.getValue();
        String second = b.getValue();
        for (ComboBox<String> each : List.of(a, b)) {
            if (!each.getItems().equals(deployments)) each.getItems().setAll(deployments);
        }
        if (named && !now.target().isEmpty()) first = now.target();
        if (first == null || !deployments.contains(first))
            first = deployments.isEmpty() ? null : deployments.getFirst();
        String one = first;
        if (second == null || !deployments.contains(second) || second.equals(one)) {
            second = deployments.stream().filter(each -> !each.equals(one)).findFirst().orElse(null);
        }
        a.setValue(one);
        b.setValue(second);
        filling = false;
        sets.show(now);
        if (other && running == null) run = null;
        arrange();
    }

    /// Sends what is chosen; does nothing while a run is under way.
    void send() {
        RequestPlan now = plan;
        Tolerance allowed = tolerance.value().orElse(null);
        if (running != null || now == null || allowed == null || send.isDisabled()) return;
        Supplier<AgreementSet> set = sets.set().orElse(null);
        if (set == null) {
            state.setText(Text.of("requests.ab.no-file"));
            return;
        }
        problem = null;
        state.setText("");
        var agreement = new Agreement(allowed);
        String one = a.getValue();
        String other = b.getValue();
        running(tasks.start("requests.ab.task", List.of(now.endpoint(), one, other), progress -> {
            try {
                AgreementSet opened = set.get();
                var fresh = new Run(agreement, new AgreementExport.Head(now.endpoint(), one, other, opened.name()));
                Fx.later(() -> begin(fresh));
                long left = targets.run(new TwoTargets.Plan(now.endpoint(), one, other, opened, draft -> library.ready(
                        now, draft)), agreement, progress, news(fresh, progress));
                Fx.later(() -> state.setText(left == 0
                        ? ""
                        : Text.of("requests.ab.left", Labels.count(
                                TwoTargets.MOST), Labels.count(left))));
            } catch (InterruptedException e) {
                Fx.later(() -> state.setText(Text.of("requests.ab.stopped")));
                throw e;
            } catch (StudioException e) {
                Fx.later(() -> problem = e.problem());
                throw e;
            } finally {
                TwoTargetsResult.Seen last = TwoTargetsResult.Seen.of(agreement);
                Fx.later(() -> ended(agreement, last));
            }
        }));
    }

    /// Shows what there is now and then, on the sender’s thread: between two pairs, so that nobody’s time counts it.
    private Runnable news(Run of, Progress progress) {
        var shown = new AtomicReference<>(0L);
        return () -> {
            long now = System.nanoTime();
            if (now - shown.get() < REDRAW_NANOS) return;
            shown.set(now);
            var seen = TwoTargetsResult.Seen.of(of.agreement());
            Progress.Report report = progress.latest();
            Fx.later(() -> {
                if (!of.equals(run) || running == null) return;
                state.setText(Text.of("requests.ab.progress", Labels.count(report.done()), Labels.count(report
                        .total())));
                result.show(of.head(), seen);
            });
        };
    }

    private void begin(Run fresh) {
        run = fresh;
        arrange();
        result.show(fresh.head(), TwoTargetsResult.Seen.of(fresh.agreement()));
    }

    private void ended(Agreement agreement, TwoTargetsResult.Seen last) {
        Run now = run;
        if (now != null && now.agreement() == agreement) result.show(now.head(), last);
        running(null);
    }

    /// By the tolerance as it is now; nothing is sent.
    private void judge() {
        Run now = run;
        Tolerance allowed = tolerance.value().orElse(null);
        if (now == null || allowed == null) return;
        var seen = new AtomicReference<TwoTargetsResult.@Nullable Seen>();
        desk.work().run(() -> {
            now.agreement().judge(allowed);
            seen.set(TwoTargetsResult.Seen.of(now.agreement()));
        }, () -> {
            TwoTargetsResult.Seen next = seen.get();
            if (next != null && now.equals(run)) result.show(now.head(), next);
        });
    }

    private void open(AgreementPair pair) {
        Run now = run;
        if (now == null) return;
        var one = new AtomicReference<Optional<Exchange>>(Optional.empty());
        var other = new AtomicReference<Optional<Exchange>>(Optional.empty());
        desk.work().run(() -> {
            one.set(history.get(pair.a().id()));
            other.set(history.get(pair.b().id()));
        }, () -> {
            if (one.get().isEmpty() || other.get().isEmpty()) {
                desk.notices().problem(Problem.of("requestspage.ab-gone", pair.name()));
                return;
            }
            both.show(one.get().get(), other.get().get(), now.agreement().tolerance());
            node.getChildren().setAll(both.node());
            both.node().requestFocus();
        });
    }

    private Optional<Supplier<String>> written(String form) {
        Run now = run;
        if (now == null) return Optional.empty();
        Agreement from = now.agreement();
        return Optional.of(() -> form.equals("csv")
                ? AgreementExport.csv(from.pairs())
                : AgreementExport.json(now.head(), from.tolerance(), from.summary(), from.pairs()));
    }

    private void save(String form) {
        Supplier<String> text = written(form).orElse(null);
        Run now = run;
        if (text == null || now == null) return;
        Path to = saver.ask(Asker.focused(), Text.of("requests.ab.save"), now.head().a() + "-" + now.head().b() + "."
                + form);
        if (to == null) return;
        desk.work().run(() -> AtomicFiles.write(to, text.get()),
                () -> desk.notices().done(Text.of("requests.ab.saved-to",
                        to.getFileName())));
    }

    private void running(Tasks.@Nullable Task task) {
        running = task;
        cancel.setVisible(task != null);
        cancel.setManaged(task != null);
        arrange();
    }

    private void arrange() {
        RequestPlan now = plan;
        Optional<String> lacks = now == null ? Optional.empty() : lacks(now, a.getItems());
        boolean same = a.getValue() == null || a.getValue().equals(b.getValue());
        send.setDisable(running != null || lacks.isPresent() || same);
        keep.setVisible(run != null);
        keep.setManaged(run != null);
        body.getChildren().clear();
        Problem told = problem;
        if (told != null) body.getChildren().add(new ProblemBanner(told, desk.notices()::copied));
        if (run != null) body.getChildren().add(result);
        else if (told == null) body.getChildren().add(empty(lacks, same));
    }

    private Region empty(Optional<String> lacks, boolean same) {
        EmptyState empty = lacks.map(why -> new EmptyState("fth-columns", Text.of("requests.ab.lacks"), why).action(Text
                .of("requests.empty.action"), () -> desk.navigator().open("deployments", ""))).orElseGet(
                        () -> new EmptyState("fth-columns", Text.of("requests.ab.empty.title"), Text.of(same
                                ? "requests.ab.same-side"
                                : "requests.ab.empty.text")));
        VBox.setVgrow(empty, Priority.ALWAYS);
        return empty;
    }
}
