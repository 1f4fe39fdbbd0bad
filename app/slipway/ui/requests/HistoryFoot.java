package slipway.ui.requests;

import java.util.concurrent.atomic.AtomicReference;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.requests.History;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.Meter;
import slipway.ui.widget.TextScale;

/// How full the history is, its limits, and what makes room. FX thread; the database is asked on another.
final class HistoryFoot {
    private final Desk desk;
    private final Tasks tasks;
    private final History history;
    private final Meter meter = new Meter();
    private final Label figures = Labels.of("", "muted", "small");
    private final TextField megabytes = new TextField();
    private final TextField days = new TextField();
    private final HBox limits = new HBox(6);
    private final VBox box;

    HistoryFoot(Desk desk, Tasks tasks, History history) {
        this.desk = desk;
        this.tasks = tasks;
        this.history = history;
        meter.setId("history-meter");
        figures.setId("history-figures");
        figures.setWrapText(true);
        figures.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(figures, Priority.ALWAYS);
        var more = new MenuButton(null, Icons.of("fth-more-horizontal"));
        more.setId("history-more");
        more.setMinWidth(MenuButton.USE_PREF_SIZE);
        more.setAccessibleText(Text.of("answers.history.more"));
        more.getStyleClass().add("icon-button");
        more.getItems().setAll(item("answers.history.limits", () -> showLimits(true)), item("answers.history.compact",
                this::compact), item("answers.history.delete-all", this::deleteAll));
        var line = new HBox(8, figures, more);
        line.setAlignment(Pos.CENTER_LEFT);
        var save = new Button(Text.of("answers.history.keep"));
        save.setId("history-limits-save");
        save.setMinWidth(Button.USE_PREF_SIZE);
        save.setOnAction(event -> saveLimits());
        megabytes.setId("history-megabytes");
        days.setId("history-days");
        for (TextField each : new TextField[]{megabytes, days}) {
            each.setPrefColumnCount(5);
            each.minWidthProperty().bind(TextScale.times(50));
            HBox.setHgrow(each, Priority.ALWAYS);
        }
        limits.getChildren().setAll(megabytes, Labels.of(Text.of("answers.history.mb"), "small"), days, Labels.of(Text
                .of("answers.history.days"), "small"), save);
        limits.setAlignment(Pos.CENTER_LEFT);
        box = new VBox(4, meter, line, limits);
        showLimits(false);
    }

    VBox node() {
        return box;
    }

    void show(History.Usage usage) {
        meter.show((double) usage.bytes() / Math.max(1, usage.limits().bytes()));
        figures.setText(Text.of("answers.history.figures", usage.rows(), Units.bytes(usage.bytes()), Units
                .bytes(usage.limits().bytes()), usage.limits().days()));
        if (limits.isVisible()) return;
        megabytes.setText(String.valueOf(usage.limits().bytes() / 1_000_000));
        days.setText(String.valueOf(usage.limits().days()));
    }

    private MenuItem item(String key, Runnable act) {
        var item = new MenuItem(Text.of(key));
        item.setOnAction(event -> act.run());
        return item;
    }

    private void showLimits(boolean shown) {
        limits.setVisible(shown);
        limits.setManaged(shown);
    }

    private void saveLimits() {
        Integer size = number(megabytes, 1_000_000);
        Integer time = number(days, 36_500);
        if (size == null || time == null) return;
        desk.work().run(() -> history.limits(new History.Limits(size * 1_000_000L, time)), () -> {
            showLimits(false);
            desk.notices().done(Text.of("answers.history.limits-kept"));
        });
    }

    /// Null, and the field marked, where it holds no number from 1.
    private static @Nullable Integer number(TextField field, int most) {
        String text = field.getText().strip();
        boolean fits = text.matches("[1-9]\\d{0,8}") && Integer.parseInt(text) <= most;
        field.getStyleClass().remove("bad-field");
        if (!fits) field.getStyleClass().add("bad-field");
        return fits ? Integer.valueOf(text) : null;
    }

    private void compact() {
        tasks.start("answers.task.compact", java.util.List.of(), progress -> {
            history.compact();
            Fx.later(() -> desk.notices().done(Text.of("answers.history.compacted")));
        });
    }

    private void deleteAll() {
        var deleted = new AtomicReference<Long>(0L);
        desk.work().run(() -> deleted.set(history.deleteAll()), () -> desk.notices().undoable(Text.of(
                "answers.history.deleted"), () -> desk.work().run(() -> history.restoreAll(deleted.get()), () -> {})));
    }
}
