package slipway.ui.monitor;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Activity.Entry;
import slipway.base.Deed;
import slipway.base.Problem;
import slipway.base.Text;
import slipway.base.Units;
import slipway.ui.Desk;
import slipway.ui.widget.CodeBlock;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Icons;
import slipway.ui.widget.KeyValueGrid;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// One entry of the activity log: when, how long, what went wrong and what to do, the command that does the same, and
/// what was asked of the engine. FX thread.
final class ActivityDetail extends VBox {
    private static final DateTimeFormatter EXACT = DateTimeFormatter
            .ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Desk desk;
    private final VBox body = new VBox();

    ActivityDetail(Desk desk) {
        this.desk = desk;
        getStyleClass().add("detail");
        setId("activity-detail");
        setMinWidth(0);
        body.getStyleClass().add("detail-body");
        var scroll = DetailPane.scrolled(body);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        body.getChildren().add(Labels.wrapped(Text.of("notify.choose"), "muted"));
    }

    void show(Entry entry) {
        body.getChildren().setAll(Labels.wrapped(entry.text(), "heading"), facts(entry));
        Problem problem = entry.problem();
        if (problem != null) body.getChildren().add(new ProblemBanner(problem, desk.notices()::copied));
        if (entry.subject().contains("/")) body.getChildren().add(links(entry.subject()));
        if (!entry.command().isEmpty()) {
            var code = new CodeBlock("activity-command", desk.notices()::copied);
            code.rows(Math.clamp(entry.command().length() / 60 + 1, 1, 6));
            code.show(entry.command());
            body.getChildren().addAll(Labels.strong(Text.of("notify.command")), code);
        }
        if (!entry.calls().kept().isEmpty()) {
            body.getChildren().addAll(Labels.strong(Text.of("notify.calls")), calls(entry.calls()));
        }
    }

    private static KeyValueGrid facts(Entry entry) {
        var grid = new KeyValueGrid();
        grid.row(Text.of("notify.when"), EXACT.format(entry.at()));
        grid.row(Text.of("notify.outcome"),
                StatusPill.word(tone(entry), ActivityWords.outcome(entry.outcome())));
        grid.row(Text.of("notify.kind"), ActivityWords.kind(entry.kind()));
        if (!entry.subject().isEmpty()) grid.row(Text.of("notify.subject"), entry.subject());
        if (entry.nanos() > 0) grid.row(Text.of("notify.took"), Units.nanos(entry.nanos()));
        if (!entry.result().isEmpty()) grid.row(Text.of("notify.result"), entry.result());
        return grid;
    }

    static Tone tone(Entry entry) {
        return switch (entry.outcome()) {
            case GOOD -> Tone.GOOD;
            case BAD -> Tone.BAD;
            case NEUTRAL -> Tone.NEUTRAL;
        };
    }

    private HBox links(String deployment) {
        var logs = new Button(Text.of("notify.logs"), Icons.of("fth-align-left"));
        logs.setId("activity-logs");
        logs.setOnAction(event -> desk.navigator().open("monitor", "logs:" + deployment));
        var open = new Button(Text.of("notify.open"), Icons.of("fth-box"));
        open.setOnAction(event -> desk.navigator().open("deployments", deployment));
        return new HBox(8, logs, open);
    }

    private static GridPane calls(Deed.Calls calls) {
        var grid = new GridPane();
        grid.getStyleClass().add("activity-calls");
        grid.setId("activity-calls");
        int row = 0;
        for (Deed.Call call : calls.kept()) {
            Label path = Labels.mono(call.times() > 1 ? call.path() + " ×" + call.times() : call.path());
            path.setWrapText(true);
            path.setMinWidth(0);
            GridPane.setHgrow(path, Priority.ALWAYS);
            boolean good = call.status() > 0 && call.status() < 400;
            var status = StatusPill.word(good ? Tone.GOOD : Tone.BAD,
                    call.status() == 0 ? Text.of("notify.no-answer") : String.valueOf(call.status()));
            Label method = Labels.mono(call.method());
            method.setMinWidth(USE_PREF_SIZE);
            Label took = Labels.mono(Units.nanos(call.nanos()));
            took.setMinWidth(USE_PREF_SIZE);
            grid.addRow(row++, method, status, took, path);
        }
        if (calls.more() > 0) grid.add(Labels.muted(Text.of("notify.calls.more", calls.more())), 0, row, 4, 1);
        return grid;
    }
}
