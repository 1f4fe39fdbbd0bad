package slipway.ui.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.compare.ShadowView;
import slipway.load.LoadResult;
import slipway.record.Recordings;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;

/// Sends a recording again, to the endpoint, one of its deployments or two of them, and says how the answers agree. FX
/// thread; the replay itself is a task.
final class ReplayPane extends VBox {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final int FIELDS = 5;

    private final Desk desk;
    private final Tasks tasks;
    private final Recordings recordings;
    private final Label title = Labels.of("", "strong");
    private final ComboBox<ReplayAsk.Speed> speed = new ComboBox<>();
    private final TextField value = Fields.number("replay-value", Text.of("lab.replay.value"), "2", 64);
    private final VBox valueBox = Fields.named(Text.of("lab.replay.value"), value, "");
    private final ComboBox<String> first = new ComboBox<>();
    private final ComboBox<String> second = new ComboBox<>();
    private final Button go = new Button();
    private final StackPane banner = new StackPane();
    private final GridPane sides = new GridPane();
    private final Label agreement = Labels.wrapped("");
    private String recording = "";
    private @Nullable LabEndpoint endpoint;
    private final LabRuns going;
    private ReplayRun.@Nullable Seen drawn;
    private boolean told;

    ReplayPane(Desk desk, Tasks tasks, Recordings recordings, LabRuns going, Runnable close) {
        super(10);
        this.going = going;
        this.desk = desk;
        this.tasks = tasks;
        this.recordings = recordings;
        setId("replay-pane");
        getStyleClass().add("lab-inset");
        sides.getStyleClass().add("lab-table");
        agreement.setId("replay-agreement");
        choice(first, "replay-first", Text.of("lab.replay.first"));
        choice(second, "replay-second", Text.of("lab.replay.second"));
        speed.setId("replay-speed");
        speed.setAccessibleText(Text.of("lab.replay.speed"));
        speed.getItems().setAll(ReplayAsk.Speed.values());
        speed.setCellFactory(list -> Fields.cell(ReplayPane::word));
        speed.setButtonCell(Fields.cell(ReplayPane::word));
        speed.setValue(ReplayAsk.Speed.ORIGINAL);
        speed.setOnAction(event -> Fields.shown(valueBox, speed.getValue() != ReplayAsk.Speed.ORIGINAL));
        Fields.shown(valueBox, false);
        go.setId("replay-go");
        go.setMinWidth(USE_PREF_SIZE);
        go.setOnAction(event -> press());
        var copy = Icons.button("fth-terminal", Text.of("lab.copy-command"), this::copy);
        copy.setId("replay-copy");
        var head = new HBox(8, title, Labels.gap(), copy, go,
                Icons.button("fth-x", Text.of("lab.replay.close"), close));
        head.getStyleClass().add("chips");
        var form = new FlowPane(16, 8, Fields.named(Text.of("lab.replay.speed"), speed, ""), valueBox, Fields.named(
                Text.of("lab.replay.first"), first, ""), Fields.named(Text.of("lab.replay.second"), second, ""));
        getChildren().setAll(head, form, banner, sides, agreement);
        clear();
        ReplayRun before = going.replay();
        if (before != null) offer(before.recording());
        Fx.poll(this, POLL, this::poll);
    }

    private static void choice(ComboBox<String> box, String id, String name) {
        box.setId(id);
        box.setAccessibleText(name);
    }

    /// Offers the deployments of `to`; what is under way goes on.
    void show(LabEndpoint to) {
        endpoint = to;
        fill(first, List.of(Text.of("lab.replay.split")), to.names());
        fill(second, List.of(Text.of("lab.replay.nobody"), Text.of("lab.replay.split")), to.names());
    }

    private static void fill(ComboBox<String> box, List<String> words, List<String> names) {
        var all = new ArrayList<>(words);
        all.addAll(names);
        if (!all.equals(box.getItems())) box.getItems().setAll(all);
        if (!all.contains(box.getValue())) box.setValue(all.getFirst());
    }

    /// Offers to replay `name`.
    void offer(String name) {
        ReplayRun run = going.replay();
        if (run != null && !run.over()) {
            recording = run.recording();
        } else if (!name.equals(recording)) {
            if (run != null && !name.equals(run.recording())) going.replay(null);
            clear();
            recording = name;
        }
        title.setText(Text.of("lab.replay.title", recording));
        poll();
    }

    private void clear() {
        drawn = null;
        told = false;
        sides.getChildren().clear();
        banner.getChildren().clear();
        agreement.setText("");
        for (var node : List.of(banner, sides, agreement))
            Fields.shown(node, false);
    }

    private Optional<ReplayAsk> ask() {
        ReplayAsk.Speed how = speed.getValue();
        double number = how == ReplayAsk.Speed.ORIGINAL ? 1 : Fields.number(value);
        if (Double.isNaN(number)) return Optional.empty();
        int one = first.getSelectionModel().getSelectedIndex();
        int two = second.getSelectionModel().getSelectedIndex();
        return Optional.of(new ReplayAsk(recording, how, number, one <= 0 ? "" : first.getValue(),
                two <= 0 ? null : two == 1 ? "" : second.getValue()));
    }

    private void press() {
        ReplayRun now = going.replay();
        if (now != null && !now.over()) {
            now.stop();
            return;
        }
        LabEndpoint to = endpoint;
        Optional<ReplayAsk> ask = ask();
        if (to == null || !to.open() || ask.isEmpty()) return;
        clear();
        going.replay(null);
        try {
            going.replay(ReplayRun.start(tasks, recordings, recording, List.of(first.getValue(), second.getValue()), ask
                    .get().plan(to), ask.get().command(to)));
        } catch (StudioException e) {
            desk.notices().problem(e.problem());
        }
        poll();
    }

    private void copy() {
        LabEndpoint to = endpoint;
        if (to != null) ask().ifPresent(ask -> desk.notices().copied(ask.command(to)));
    }

    private void poll() {
        ReplayRun now = going.replay();
        boolean running = now != null && !now.over();
        String words = Text.of(running ? "lab.replay.stop" : "lab.replay.start");
        if (!words.equals(go.getText())) {
            go.setText(words);
            go.setGraphic(Icons.of(running ? "fth-square" : "fth-play"));
        }
        go.setDisable(!running && (endpoint == null || !endpoint.open()));
        if (now == null) return;
        var problem = now.problem();
        if (problem != null && !told) {
            told = true;
            banner.getChildren().setAll(new ProblemBanner(problem, desk.notices()::copied));
            Fields.shown(banner, true);
        }
        ReplayRun.Seen seen = now.seen();
        if (seen == null || Objects.equals(seen, drawn)) return;
        drawn = seen;
        draw(seen, now.asked());
    }

    private void draw(ReplayRun.Seen seen, List<String> asked) {
        sides.getChildren().clear();
        int column = 0;
        for (String head : List.of("", Text.of("lab.replay.requests"), Text.of("lab.replay.ok"), "p50", "p99"))
            sides.add(Labels.of(head, "muted", "small"), column++, 0);
        for (int i = 0; i < seen.report().sides().size(); i++) {
            LoadResult result = seen.report().sides().get(i).result();
            sides.addRow(i + 1, Labels.of(asked.get(i), "strong"), Labels.of(Labels
                    .count(result.sent())), Labels.of(Labels.count(result.ok())), Labels.of(
                            Units.millis(result
                                    .latency().p50())),
                    Labels.of(Units.millis(result.latency().p99())));
        }
        agreement.setText(words(seen));
        Fields.shown(sides, true);
        Fields.shown(agreement, true);
    }

    private static String words(ReplayRun.Seen seen) {
        ShadowView view = seen.agreement();
        var words = new StringBuilder(view.compared() == 0
                ? Text.of("lab.replay.nothing")
                : Text.of("lab.replay.agree", view.agreeing(), view.compared(), Units.percent(view.agreement())));
        if (view.labelled() > 0) {
            words.append(' ').append(Text.of("lab.replay.labels", Units.percent(view.labelAgreement())));
        }
        view.fields().stream().filter(field -> field.differing() > 0).limit(FIELDS).forEach(field -> words.append('\n')
                .append(Text.of("lab.replay.field", field.name(), field.differing(), Units.number(field.maxDelta()))));
        if (seen.left() > 0) words.append('\n').append(Text.of("lab.replay.left", seen.left()));
        return words.toString();
    }

    private static String word(ReplayAsk.Speed speed) {
        return switch (speed) {
            case ORIGINAL -> Text.of("lab.replay.original");
            case SCALED -> Text.of("lab.replay.scaled");
            case RATE -> Text.of("lab.replay.rate");
        };
    }
}
