package slipway.ui.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Twin;
import slipway.base.Units;
import slipway.record.Exports;
import slipway.record.RecordingMeta;
import slipway.record.RecordingMeta.State;
import slipway.record.Recordings;
import slipway.record.Recordings.Summary;
import slipway.ui.Asker;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Ago;
import slipway.ui.widget.Card;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.SaveTarget;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// Records what passes an endpoint, and keeps, exports and replays recordings. FX thread; files beside it. The studio
/// answers within about a second what is asked for here.
final class RecordingsCard {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Desk desk;
    private final Recordings recordings;
    private final SaveTarget target;
    private final Asker asker = Asker.dialog();
    private final RecordForm form = new RecordForm();
    private final Button go = new Button();
    private final StackPane banner = new StackPane();
    private final Label hint = Labels.wrapped(Text.of("lab.record.reading"), "muted");
    private final GridPane table = new GridPane();
    private final ReplayPane replay;
    private final Card card = new Card(Text.of("lab.record.title"));
    private @Nullable LabEndpoint endpoint;
    private volatile @Nullable List<Summary> found;
    private volatile @Nullable Problem problem;
    private final Map<String, Grown> grown = new HashMap<>();
    private List<Summary> shown = List.of();
    private @Nullable Problem told;

    /// The figures of a row that grow.
    private record Grown(Label requests, Label bytes) {}

    RecordingsCard(Desk desk, Tasks tasks, Recordings recordings, LabRuns going, SaveTarget target) {
        this.desk = desk;
        this.recordings = recordings;
        this.target = target;
        replay = new ReplayPane(desk, tasks, recordings, going, this::closeReplay);
        go.setId("record-go");
        go.setMinWidth(Button.USE_PREF_SIZE);
        go.setOnAction(event -> press());
        var copy = Icons.button("fth-terminal", Text.of("lab.copy-command"), this::copy);
        copy.setId("record-copy");
        card.header().getChildren().addAll(copy, go);
        hint.setId("record-hint");
        table.setId("record-table");
        table.getStyleClass().add("lab-table");
        card.with(form, Labels.wrapped(Text.of("lab.record.masked"), "muted", "small"), banner, hint, table, replay);
        card.setId("recordings-card");
        Fields.shown(banner, false);
        Fields.shown(table, false);
        Fields.shown(replay, going.replay() != null);
        Fx.poll(card, POLL, this::look, this::draw);
    }

    Card node() {
        return card;
    }

    void show(LabEndpoint next) {
        endpoint = next;
        replay.show(next);
        showGo();
    }

    /// On the poll’s own thread; says whether there is news.
    private boolean look() {
        try {
            List<Summary> now = recordings.list();
            boolean news = !now.equals(found) || problem != null;
            found = now;
            problem = null;
            return news;
        } catch (StudioException e) {
            problem = e.problem();
            return true;
        }
    }

    private void draw() {
        showProblem();
        List<Summary> now = found;
        if (now == null) return;
        if (!places(now).equals(places(shown))) rows(now);
        else if (!now.equals(shown)) now.forEach(this::count);
        shown = now;
        if (now.isEmpty()) hint.setText(Text.of("lab.record.none"));
        Fields.shown(hint, now.isEmpty());
        Fields.shown(table, !now.isEmpty());
        showGo();
    }

    private void showProblem() {
        Problem now = problem;
        if (Objects.equals(now, told)) return;
        told = now;
        banner.getChildren().setAll(now == null ? List.of() : List.of(new ProblemBanner(now, desk.notices()::copied)));
        Fields.shown(banner, now != null);
    }

    private void showGo() {
        boolean running = running().isPresent();
        String words = Text.of(running ? "lab.record.stop" : "lab.record.start");
        go.setDisable(!running && (endpoint == null || !endpoint.open()));
        form.setDisable(running);
        if (words.equals(go.getText())) return;
        go.setText(words);
        go.setGraphic(Icons.of(running ? "fth-square" : "fth-disc"));
        go.getStyleClass().removeAll("danger");
        if (running) go.getStyleClass().add("danger");
    }

    /// The recording of the endpoint that goes on now.
    private Optional<Summary> running() {
        LabEndpoint now = endpoint;
        return shown.stream().filter(each -> now != null && each.meta().ask().endpoint().equals(now.name()))
                .filter(each -> !each.meta().state().over()).findFirst();
    }

    private void press() {
        Optional<Summary> running = running();
        if (running.isPresent()) {
            desk.work().run(() -> recordings.end(running.get().name()), () -> {});
            return;
        }
        LabEndpoint to = endpoint;
        if (to == null) return;
        form.ask(to.name()).ifPresent(ask -> desk.work().run(() -> recordings.ask(ask.name().isEmpty()
                ? recordings.freshName(to.name())
                : ask.name(), ask.ask()), form::begun));
    }

    private void copy() {
        LabEndpoint to = endpoint;
        if (to == null) return;
        try {
            form.ask(to.name()).ifPresent(ask -> desk.notices().copied(ask.command(to)));
        } catch (StudioException e) {
            desk.notices().problem(e.problem());
        }
    }

    /// What the rows are made of; what grows beside it is only written anew, so that no button goes away under a finger.
    private static List<List<Object>> places(List<Summary> all) {
        return all.stream().map(each -> List.<Object>of(each.name(), each.meta().state(), each.meta().started()))
                .toList();
    }

    private void count(Summary each) {
        Grown labels = grown.get(each.name());
        if (labels == null) return;
        labels.requests.setText(Labels.count(each.meta().counts().exchanges()));
        labels.bytes.setText(Units.bytes(each.bytes()));
    }

    private void rows(List<Summary> all) {
        table.getChildren().clear();
        grown.clear();
        int column = 0;
        for (String key : List.of("lab.record.name", "lab.record.when", "lab.record.requests", "lab.record.bytes",
                "lab.record.state"))
            table.add(Labels.of(Text.of(key), "muted", "small"), column++, 0);
        int row = 1;
        for (Summary each : all) {
            RecordingMeta meta = each.meta();
            Label name = Labels.of(each.name(), "medium");
            name.setMinWidth(0);
            GridPane.setHgrow(name, Priority.ALWAYS);
            var when = new Ago();
            if (meta.started() > 0) when.show(Instant.ofEpochMilli(meta.started()));
            var labels = new Grown(whole(""), whole(""));
            grown.put(each.name(), labels);
            count(each);
            table.addRow(row++, name, when, labels.requests, labels.bytes, pill(meta.state()), acts(each));
        }
    }

    private static Label whole(String text) {
        Label label = Labels.of(text);
        label.setMinWidth(Label.USE_PREF_SIZE);
        return label;
    }

    private static StatusPill pill(State state) {
        return switch (state) {
            case ASKED -> new StatusPill(Tone.NEUTRAL, "fth-clock", Text.of("record.state.asked"));
            case RECORDING -> new StatusPill(Tone.ACCENT, "fth-disc", Text.of("record.state.recording"));
            case DONE -> new StatusPill(Tone.GOOD, "fth-check", Text.of("record.state.done"));
            case QUOTA -> new StatusPill(Tone.GOOD, "fth-check", Text.of("lab.record.at-limit"));
            case DISK_FULL -> new StatusPill(Tone.BAD, "fth-x-circle", Text.of("lab.record.disk-full"));
            case FAILED -> new StatusPill(Tone.BAD, "fth-x-circle", Text.of("record.state.failed"));
            case CUT_OFF -> new StatusPill(Tone.WARN, "fth-alert-triangle", Text.of("lab.record.cut-off"));
        };
    }

    private HBox acts(Summary each) {
        String name = each.name();
        var again = Icons.button("fth-play", Text.of("lab.record.replay", name), () -> offer(name));
        var har = Icons.button("fth-download", Text.of("lab.record.har", name), () -> export(name, true));
        var lines = Icons.button("fth-file-text", Text.of("lab.record.jsonl", name), () -> export(name, false));
        var delete = Icons.button("fth-trash-2", Text.of("lab.record.delete", name), () -> delete(each));
        again.getStyleClass().add("record-replay");
        har.getStyleClass().add("record-har");
        lines.getStyleClass().add("record-jsonl");
        delete.getStyleClass().add("record-delete");
        boolean over = each.meta().state().over();
        List.of(again, har, lines, delete).forEach(button -> button.setDisable(!over));
        var box = new HBox(2, again, har, lines, delete);
        box.setMinWidth(HBox.USE_PREF_SIZE);
        return box;
    }

    private void offer(String name) {
        replay.offer(name);
        Fields.shown(replay, true);
    }

    private void closeReplay() {
        Fields.shown(replay, false);
    }

    private void delete(Summary each) {
        asker.ask(new Asker.Question(Text.of("lab.record.delete", each.name()), Text.of("lab.record.delete-text",
                Labels.count(each.meta().counts().exchanges()), Units.bytes(each.bytes())),
                Text.of(
                        "lab.record.delete-yes"),
                true),
                () -> desk.work().run(Desk.Act.of(Twin.of("record delete").add(each.name()).toString(),
                        "lab.record.deleted", each.name()), () -> recordings.delete(each.name()),
                        () -> desk.notices().done(Text.of("lab.record.deleted", each.name()))));
    }

    private void export(String name, boolean har) {
        LabEndpoint to = endpoint;
        Path file = target.ask(card.getScene().getWindow(), Text.of("lab.record.export-title"), name + (har
                ? ".har"
                : ".jsonl"));
        if (file == null) return;
        String base = to == null || !to.open() ? "http://localhost" : to.url();
        Twin twin = Twin.of("record export").add(name).add("--format", har ? "har" : "jsonl").add("--out", file);
        desk.work().run(Desk.Act.of(twin.toString(), "lab.record.exported", file.getFileName()),
                () -> Exports.write(recordings.open(name), base, har, file),
                () -> desk.notices().done(Text.of("lab.record.exported", file.getFileName())));
    }
}
