package slipway.ui.deployments;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.base.Units;
import slipway.deploy.Deployment;
import slipway.observe.Health;
import slipway.observe.Health.Kind;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.Workspace;
import slipway.ui.Desk;
import slipway.ui.widget.Ago;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.HealthStrip;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// The three answers in words, the strip of probes, and each probe with what came back. FX thread.
final class HealthView extends VBox {
    /// Probes listed in words; the strip has them all.
    private static final int LISTED = 30;

    private final Answer alive = new Answer();
    private final Answer ready = new Answer();
    private final Answer proved = new Answer();
    private final HealthStrip strip = new HealthStrip(Health.KEPT);
    private final GridPane probes = new GridPane();
    private List<Health.Probed> listed = List.of();
    private final Desk desk;
    private final Fleet deployments;
    private final ReachView reach;
    private final ProbeGrid settings = new ProbeGrid();
    private final Label pointed = Labels.of("", "mono", "muted");
    private final Button probeNow = new Button(Text.of("notify.probe.now"), Icons.of("fth-refresh-cw"));
    private @Nullable Deployment shown;
    private volatile boolean probing;

    HealthView(Desk desk, Fleet deployments, Workspace workspace) {
        this.desk = desk;
        this.deployments = deployments;
        reach = new ReachView(desk, deployments, workspace);
        probes.getStyleClass().add("probes");
        var answers = new HBox(12, alive, ready, proved);
        probeNow.setId("probe-now");
        probeNow.setMinWidth(USE_PREF_SIZE);
        probeNow.setOnAction(event -> probe());
        strip.keyboard(probed -> pointed.setText(HealthStrip.describe(probed)));
        pointed.setMinWidth(0);
        var line = new HBox(12, strip, pointed, Labels.gap(), probeNow);
        line.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        var body = new VBox(reach, answers, line, probes, Labels.strong(Text.of("notify.probe.settings")), settings);
        body.getStyleClass().add("detail-body");
        ScrollPane scroll = DetailPane.scrolled(body);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        showProbes(List.of());
    }

    void show(Deployment deployment) {
        shown = deployment;
        boolean runs = !deployment.urls().isEmpty();
        probeNow.setDisable(!runs || probing);
        reach.show(deployment);
        settings.show(deployment);
        Health health = deployment.health();
        alive.more(health.since().alive(), next(health.alive(), health.streak(Kind.ALIVE) == 0
                ? health.streak(Kind.READY)
                : health.streak(Kind.ALIVE), deployment.spec().liveness()));
        ready.more(health.since().ready(), next(health.ready(), health.streak(Kind.READY),
                deployment.spec().readiness()));
        proved.more(health.since().proved(), Text.of("health.proved.next"));
        alive.show(health.alive(), Text.of("health.alive"), switch (health.alive()) {
            case YES -> Text.of("health.alive.yes");
            case NO -> Text.of("health.alive.no");
            case UNKNOWN -> Text.of("health.alive.unknown");
        });
        ready.show(health.ready(), Text.of("health.ready"), switch (health.ready()) {
            case YES -> Text.of("health.ready.yes");
            case NO -> Text.of("health.ready.no");
            case UNKNOWN -> Text.of("health.ready.unknown");
        });
        proved.show(health.proved(), Text.of("health.proved"), switch (health.proved()) {
            case YES -> Text.of("health.proved.yes");
            case NO -> Text.of("health.proved.no");
            case UNKNOWN -> Text.of("health.proved.unknown");
        });
        strip.show(health.recent());
        if (!health.recent().equals(listed)) showProbes(health.recent());
    }

    /// What would change an answer, and how far it is on the way.
    private static String next(Health.Answer now, int streak, ProbeSpec probe) {
        boolean good = now != Health.Answer.NO;
        int needed = Math.max(1, good ? probe.failureThreshold() : probe.successThreshold());
        int had = Math.min(needed, Math.max(0, good ? -streak : streak));
        String period = Units.nanos(probe.period().toNanos());
        String rule = good
                ? Text.of("health.next.failures", needed, period)
                : Text.of("health.next.successes", needed, period);
        return had == 0 ? rule : rule + " " + Text.of("health.next.had", had, needed);
    }

    private void probe() {
        Deployment of = shown;
        if (of == null) return;
        probing = true;
        probeNow.setDisable(true);
        desk.work().run(() -> {
            try {
                deployments.probeNow(of.id());
            } finally {
                probing = false;
            }
        }, () -> {
            reach.look();
            if (shown != null) show(shown);
        });
    }

    private void showProbes(List<Health.Probed> all) {
        listed = all;
        probes.getChildren().clear();
        if (all.isEmpty()) {
            probes.add(Labels.muted(Text.of("health.strip.none")), 0, 0);
            return;
        }
        probes.addRow(0, head(Text.of("health.column.time")), head(Text.of("health.column.asked")),
                head(Text.of("health.column.answer")), head(Text.of("health.column.took")),
                head(Text.of("health.column.output")));
        List<Health.Probed> newest = all.subList(Math.max(0, all.size() - LISTED), all.size()).reversed();
        for (int i = 0; i < newest.size(); i++)
            addProbe(i + 1, newest.get(i));
    }

    private void addProbe(int line, Health.Probed probe) {
        var answer = StatusPill.word(probe.good() ? Tone.GOOD : Tone.BAD,
                probe.status() == 0 ? Text.of("health.no-answer") : "HTTP " + probe.status());
        Label output = Labels.of(probe.output().lines().findFirst().orElse(""), "mono", "muted");
        output.setMinWidth(0);
        Label took = Labels.mono(Units.nanos(probe.nanos()));
        took.setMinWidth(USE_PREF_SIZE);
        Label asked = new Label(HealthStrip.asked(probe.kind()));
        asked.setMinWidth(USE_PREF_SIZE);
        Label time = Labels.mono(HealthStrip.time(probe));
        time.setMinWidth(USE_PREF_SIZE);
        probes.addRow(line, time, asked, answer, took, output);
    }

    private static Label head(String text) {
        Label label = Labels.of(text, "muted", "small");
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    /// One question with its answer.
    private static final class Answer extends VBox {
        private final StatusPill pill = new StatusPill();
        private final Label words = Labels.wrapped("", "muted");
        private final Label more = Labels.wrapped("", "muted", "small");

        Answer() {
            getStyleClass().add("health-answer");
            setMinWidth(0);
            setPrefWidth(300);
            HBox.setHgrow(this, Priority.ALWAYS);
            more.setMinHeight(USE_PREF_SIZE);
            getChildren().addAll(pill, words, more);
        }

        void more(long sinceMillis, String next) {
            String since = sinceMillis == 0
                    ? ""
                    : Text.of("health.since", Ago.words(Duration.between(Instant.ofEpochMilli(sinceMillis), Instant
                            .now()))) + " ";
            more.setText(since + next);
        }

        void show(Health.Answer answer, String question, String said) {
            pill.show(answer, question);
            words.setText(said);
        }
    }
}
