package slipway.ui.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.rollout.Rollout;
import slipway.rollout.RolloutPlan;
import slipway.rollout.RolloutReport;
import slipway.rollout.RolloutState;
import slipway.rollout.RolloutState.Status;
import slipway.rollout.RolloutTwin;
import slipway.rollout.Rollouts;
import slipway.rollout.Words;
import slipway.store.WorkspaceKey;
import slipway.ui.Asker;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// The rollout of the endpoint shown: what it is, what a person may do with it, and its cards. FX thread.
final class RolloutView {
    private static final String REPORTS = "reports";

    private final Desk desk;
    private final Rollouts rollouts;
    private final Path stateFolder;
    private final Path reports;
    private final Consumer<Path> opener;
    private final Asker asker = Asker.dialog();
    private final StatusPill pill = new StatusPill();
    private final HBox actions = new HBox(8);
    private final HBox interrupted = new HBox(12);
    private final StepStrip strip = new StepStrip();
    private final RolloutChart chart = new RolloutChart();
    private final VerdictCard verdict = new VerdictCard();
    private final RolloutLog log = new RolloutLog();
    private final Button begin = button("rollout-new", Text.of("lab.rollout.new"), "fth-git-merge", this::begin);
    private final Button report = button("rollout-report", Text.of("lab.rollout.report"), "fth-file-text",
            this::report);
    private final Button pause = button("rollout-pause", Text.of("lab.rollout.pause"), "fth-pause", this::pause);
    private final Button resume = button("rollout-resume", Text.of("lab.rollout.resume"), "fth-play", this::resume);
    private final Button end = button("rollout-end", Text.of("lab.rollout.end"), "fth-flag", this::end);
    private final Button back = button("rollout-back", Text.of("lab.rollout.back"), "fth-rotate-ccw", this::rollBack);
    private @Nullable LabEndpoint endpoint;
    private @Nullable RolloutState state;

    /// Reports are written in `stateFolder`; `opener` shows a folder.
    RolloutView(Desk desk, Rollouts rollouts, Path stateFolder, Consumer<Path> opener) {
        this.desk = desk;
        this.rollouts = rollouts;
        this.stateFolder = stateFolder;
        this.reports = stateFolder.resolve(REPORTS);
        this.opener = opener;
        back.getStyleClass().add("lab-danger");
        actions.getStyleClass().add("chips");
        actions.setMinWidth(HBox.USE_PREF_SIZE);
        actions.getChildren().setAll(begin, report, pause, resume, end, back);
        pill.setId("rollout-pill");
        interrupted.setId("rollout-interrupted");
        interrupted.getStyleClass().addAll("problem", "warning", "chips");
        Label words = Labels.wrapped(Text.of("lab.rollout.interrupted"));
        HBox.setHgrow(words, Priority.ALWAYS);
        interrupted.getChildren().setAll(Icons.of("fth-alert-triangle", Tone.WARN.style()), words);
        Fx.follow(strip, rollouts.all(), all -> refresh());
        refresh();
    }

    private static Button button(String id, String words, String icon, Runnable action) {
        var button = new Button(words, Icons.of(icon));
        button.setId(id);
        button.setMnemonicParsing(false);
        button.setMinWidth(Button.USE_PREF_SIZE);
        button.setOnAction(event -> action.run());
        return button;
    }

    StatusPill pill() {
        return pill;
    }

    HBox actions() {
        return actions;
    }

    HBox interrupted() {
        return interrupted;
    }

    StepStrip strip() {
        return strip;
    }

    RolloutChart chart() {
        return chart;
    }

    VerdictCard verdict() {
        return verdict;
    }

    RolloutLog log() {
        return log;
    }

    Optional<RolloutState> state() {
        return Optional.ofNullable(state);
    }

    void show(LabEndpoint next) {
        endpoint = next;
        refresh();
    }

    private void refresh() {
        LabEndpoint now = endpoint;
        RolloutState found = now == null
                ? null
                : rollouts.all().get().stream().filter(each -> each.plan().endpoint().equals(now.name())).findFirst()
                        .orElse(null);
        state = found;
        acts(now, found);
        if (found == null || now == null) return;
        tone(found);
        strip.show(found);
        chart.show(found, now.names());
        verdict.show(found);
        log.show(found.log());
    }

    /// Shows what a person may do with it now; one that another process leads is only looked at.
    private void acts(@Nullable LabEndpoint now, @Nullable RolloutState found) {
        Status status = found == null ? Status.DONE : found.status();
        boolean left = status == Status.INTERRUPTED;
        boolean here = found != null && !status.ended() && rollouts.running(found.id()).isPresent();
        boolean stands = left || (here && status == Status.PAUSED);
        Fields.shown(report, found != null);
        offer(begin, now != null && now.names().size() > 1 && status.ended());
        offer(pause, here && status == Status.RUNNING);
        offer(resume, stands);
        offer(end, stands);
        offer(back, left || here);
        Fields.shown(interrupted, left);
        Fields.shown(pill, found != null);
        for (var node : List.of(strip, chart.node(), verdict.node(), log.node()))
            Fields.shown(node, found != null);
    }

    /// Keeps the keyboard in this row: where it would go by itself, the page would scroll to it.
    private void offer(Button button, boolean shown) {
        var scene = button.getScene();
        if (!shown && scene != null && button.equals(scene.getFocusOwner())) report.requestFocus();
        Fields.shown(button, shown);
    }

    private void tone(RolloutState now) {
        String words = Text.of("lab.rollout.of", now.plan().candidate(), Words.status(now.status()));
        switch (now.status()) {
            case RUNNING -> pill.show(Tone.ACCENT, "fth-git-merge", words);
            case PAUSED -> pill.show(Tone.WARN, "fth-pause-circle", words);
            case INTERRUPTED -> pill.show(Tone.WARN, "fth-alert-triangle", words);
            case DONE -> pill.show(Tone.GOOD, "fth-check-circle", words);
            case ROLLED_BACK -> pill.show(Tone.BAD, "fth-rotate-ccw", words);
            case ABORTED -> pill.show(Tone.NEUTRAL, "fth-square", words);
        }
    }

    private void begin() {
        LabEndpoint to = endpoint;
        if (to != null) RolloutDialog.ask(to, desk.notices()::copied, this::start);
    }

    private void start(RolloutPlan plan) {
        desk.work().run(() -> rollouts.start(plan), this::refresh);
    }

    private void pause() {
        running().ifPresent(Rollout::pause);
    }

    private void resume() {
        RolloutState now = state;
        if (now == null) return;
        if (now.status() == Status.INTERRUPTED) desk.work().run(() -> rollouts.resume(now.id()), this::refresh);
        else
            running().ifPresent(Rollout::resume);
    }

    private void end() {
        RolloutState now = state;
        if (now == null) return;
        if (now.status() == Status.INTERRUPTED) desk.work().run(() -> rollouts.abort(now.id()), this::refresh);
        else
            running().ifPresent(Rollout::abort);
    }

    private void rollBack() {
        RolloutState now = state;
        if (now == null) return;
        asker.ask(new Asker.Question(Text.of("lab.rollout.back-title", now.plan().candidate()), Text.of(
                "lab.rollout.back-text", now.before().words()), Text.of("lab.rollout.back"), true), () -> {
                    if (now.status() == Status.INTERRUPTED) {
                        desk.work().run(Desk.Act.of(RolloutTwin.rollBack(now.plan().endpoint()),
                                "lab.rollout.went-back", now.plan().endpoint()), () -> rollouts.rollBack(now.id()),
                                this::refresh);
                    } else {
                        running().ifPresent(Rollout::rollBack);
                    }
                });
    }

    private Optional<Rollout> running() {
        RolloutState now = state;
        return now == null ? Optional.empty() : rollouts.running(now.id());
    }

    private void report() {
        RolloutState now = state;
        if (now == null) return;
        desk.work().run(() -> {
            WorkspaceKey key = WorkspaceKey.open(stateFolder);
            RolloutReport.write(now, reports.resolve(now.id() + ".html"), key);
            RolloutReport.write(now, reports.resolve(now.id() + ".json"), key);
        }, () -> {
            desk.notices().done(Text.of("lab.rollout.reported", reports.resolve(now.id() + ".html")));
            desk.work().run(() -> opener.accept(reports), () -> {});
        });
    }
}
