package slipway.ui.lab;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

import org.jspecify.annotations.Nullable;

import slipway.base.Tasks;
import slipway.base.Text;
import slipway.load.LoadPlan;
import slipway.load.LoadReport;
import slipway.load.LoadRunner;
import slipway.load.PlanText;
import slipway.load.SavedRuns;
import slipway.load.Shape;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Card;
import slipway.ui.widget.Chip;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.Meter;
import slipway.ui.widget.OpenTarget;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// Sends load to the endpoint and shows what comes of it. One load an endpoint at a time; it goes on while another
/// endpoint or page is looked at. FX thread; the load itself is a task.
final class LoadCard {
    private static final Duration POLL = Duration.ofMillis(250);

    private final Desk desk;
    private final Tasks tasks;
    private final LoadRunner runner;
    private final SavedRuns saved;
    private final Runnable kept;
    private final LoadForm form;
    private final StatusPill state = new StatusPill();
    private final Label shape = Chip.of("");
    private final Button go = new Button();
    private final Meter progress = new Meter();
    private final StackPane banner = new StackPane();
    private final StackPane charts = new StackPane();
    private final LoadFigures figures = new LoadFigures();
    private final Label hint = Labels.wrapped("", "muted");
    private final Card card = new Card(Text.of("lab.load.title"), shape, state);
    private final LabRuns runs;
    private @Nullable LabEndpoint endpoint;
    private List<LoadData> known = List.of();
    private @Nullable LoadRun shown;
    private @Nullable LoadReport drawn;
    private LoadRun.@Nullable State drawnState;
    private @Nullable LoadCharts chart;

    /// `kept` is called when a run was added to the saved ones.
    LoadCard(Desk desk, Tasks tasks, LoadRunner runner, SavedRuns saved, LabRuns runs, OpenTarget files,
            Runnable kept) {
        this.runs = runs;
        this.desk = desk;
        this.tasks = tasks;
        this.runner = runner;
        this.saved = saved;
        this.kept = kept;
        form = new LoadForm(files);
        form.setId("load-form");
        go.setId("load-go");
        go.setMnemonicParsing(false);
        go.setMinWidth(Button.USE_PREF_SIZE);
        go.setOnAction(event -> press());
        var copy = Icons.button("fth-terminal", Text.of("lab.copy-command"), this::copy);
        copy.setId("load-copy");
        card.header().getChildren().addAll(copy, go);
        progress.calm();
        hint.setId("load-hint");
        card.with(form, hint, progress, banner, charts, figures);
        card.setId("load-card");
        Fx.poll(card, POLL, this::poll);
        empty();
    }

    Card node() {
        return card;
    }

    void show(LabEndpoint next, List<LoadData> requests) {
        endpoint = next;
        known = requests;
        form.offer(requests);
        LoadRun run = runs.load(next.name());
        if (run != shown) {
            shown = run;
            drawn = null;
            drawnState = null;
            if (run == null) empty();
            else
                begin(run);
        }
        poll();
    }

    private void press() {
        LoadRun run = shown;
        if (run != null && run.state() == LoadRun.State.RUNNING) run.stop();
        else
            start();
    }

    private void start() {
        LabEndpoint to = endpoint;
        Optional<LoadAsk> ask = form.ask();
        Optional<LoadData> data = form.data();
        if (to == null || !to.open() || ask.isEmpty() || data.isEmpty()) return;
        banner(null);
        desk.work().run(() -> {
            LoadPlan plan = plan(to, ask.get(), data.get());
            String twin = ask.get().command(to, data.get());
            Fx.later(() -> launch(to, plan, twin));
        }, () -> {});
    }

    /// Reads the data; blocking.
    static LoadPlan plan(LabEndpoint to, LoadAsk ask, LoadData data) {
        String path = data.path().isEmpty() ? LabEndpoint.SCORE : data.path();
        int most = ask.connections();
        LoadPlan.Limits standard = LoadPlan.Limits.STANDARD;
        return new LoadPlan(URI.create(to.url() + path), ask.shape(), data.read(to.rows()).with(to.headers()),
                new LoadPlan.Limits(most, standard.threads(), standard.timeout(), standard.most()));
    }

    private void launch(LabEndpoint to, LoadPlan plan, String twin) {
        LoadRun old = runs.load(to.name());
        if (old != null && old.state() == LoadRun.State.RUNNING) return;
        LoadRun run = LoadRun.start(tasks, runner, saved, to.name(), PlanText.words(plan), plan, twin);
        runs.load(run);
        if (endpoint != null && endpoint.name().equals(to.name())) show(endpoint, known);
    }

    private void begin(LoadRun run) {
        chart = new LoadCharts(run.plan().shape().duration());
        charts.getChildren().setAll(chart);
        Fields.shown(charts, true);
        figures.clear();
        shape.setText((run.plan().shape() instanceof Shape.Closed
                ? Text.of("lab.load.closed-loop")
                : Text.of("lab.load.open-loop")) + " · " + run.words());
        Fields.shown(shape, true);
        Fields.shown(progress, true);
        banner(null);
    }

    private void empty() {
        chart = null;
        charts.getChildren().clear();
        Fields.shown(charts, false);
        Fields.shown(shape, false);
        Fields.shown(state, false);
        Fields.shown(progress, false);
        figures.clear();
        banner(null);
    }

    private void poll() {
        LoadRun run = shown;
        LabEndpoint now = endpoint;
        boolean running = run != null && run.state() == LoadRun.State.RUNNING;
        hint(now, run);
        showGo(running, now != null && now.open() && form.data().isPresent());
        if (run == null || now == null) return;
        progress.show(run.fraction());
        LoadReport report = run.report();
        LoadRun.State at = run.state();
        if (at == drawnState && Objects.equals(report, drawn)) return;
        if (report != null && chart != null) {
            chart.show(report, now.names(), run.at());
            figures.show(report);
        }
        if (at != drawnState) showState(run, at);
        drawn = report;
        drawnState = at;
    }

    private void hint(@Nullable LabEndpoint now, @Nullable LoadRun run) {
        String words = now == null || !now.open()
                ? Text.of("lab.load.closed")
                : form.data().isEmpty() ? Text.of("lab.load.nothing") : run == null ? Text.of("lab.load.hint") : "";
        if (!words.equals(hint.getText())) hint.setText(words);
        Fields.shown(hint, !words.isEmpty());
    }

    private void showGo(boolean running, boolean can) {
        String words = running ? Text.of("lab.load.stop") : Text.of("lab.load.start");
        go.setDisable(!running && !can);
        if (words.equals(go.getText())) return;
        go.setText(words);
        go.setGraphic(Icons.of(running ? "fth-square" : "fth-play"));
        go.getStyleClass().removeAll("accent", "danger");
        go.getStyleClass().add(running ? "danger" : "accent");
        form.lock(running);
    }

    private void showState(LoadRun run, LoadRun.State at) {
        Fields.shown(state, true);
        switch (at) {
            case RUNNING -> state.show(Tone.ACCENT, "fth-activity", Text.of("lab.load.running"));
            case DONE -> state.show(Tone.GOOD, "fth-check-circle", Text.of("lab.load.done"));
            case STOPPED -> state.show(Tone.NEUTRAL, "fth-square", Text.of("lab.load.stopped"));
            case FAILED -> state.show(Tone.BAD, "fth-x-circle", Text.of("lab.load.broken"));
        }
        Fields.shown(progress, at == LoadRun.State.RUNNING);
        var problem = run.problem();
        banner(problem == null ? null : new ProblemBanner(problem, desk.notices()::copied));
        if (at != LoadRun.State.RUNNING) kept.run();
    }

    private void banner(@Nullable ProblemBanner problem) {
        banner.getChildren().setAll(problem == null ? List.of() : List.of(problem));
        Fields.shown(banner, problem != null);
    }

    private void copy() {
        LabEndpoint to = endpoint;
        Optional<LoadAsk> ask = form.ask();
        Optional<LoadData> data = form.data();
        if (to == null || ask.isEmpty() || data.isEmpty()) return;
        var command = new AtomicReference<>("");
        desk.work().run(() -> command.set(ask.get().command(to, data.get())),
                () -> desk.notices().copied(command.get()));
    }
}
