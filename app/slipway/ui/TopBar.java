package slipway.ui;

import java.util.List;

import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.engine.EngineInfo;
import slipway.ui.widget.EngineRow;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;
import slipway.ui.widget.Tone;

/// The top line: what is open, which engine, the palette, tasks, activity, guide, language, theme. FX thread.
final class TopBar extends HBox {
    final Button palette = new Button();
    final Button tasks = new Button();
    final Button bell;
    final Button theme;
    final Button engine = new Button();

    private final Button workspace = new Button(Text.of("shell.opening"), Icons.of("fth-folder"));
    private final Label unseen = Labels.of("", "badge");
    private boolean quiet;

    TopBar(Runnable openPalette, Runnable openEngines, Runnable openTasks, Runnable openActivity,
            Runnable openGuide, Runnable switchTheme, Button languages) {
        getStyleClass().add("top-bar");
        var mark = new Region();
        mark.getStyleClass().add("brand-mark");
        var brand = new HBox(8, mark, Labels.of("Slipway", "brand"));
        brand.setAlignment(Pos.CENTER_LEFT);
        brand.setMinWidth(USE_PREF_SIZE);
        workspace.getStyleClass().addAll("chip");
        workspace.setMnemonicParsing(false);
        workspace.setMinWidth(60);
        workspace.setId("workspace-chip");
        engine.getStyleClass().add("chip");
        engine.setMnemonicParsing(false);
        engine.setId("engine-chip");
        engine.setOnAction(event -> openEngines.run());
        engine.setTooltip(new Tooltip());
        engine.setVisible(false);
        engine.setMinWidth(40);

        palette.getStyleClass().add("palette-button");
        palette.setId("palette-button");
        palette.setMinWidth(180);
        // it gives way before the names beside it are cut
        palette.prefWidthProperty().bind(Bindings.createDoubleBinding(() -> Math.clamp(getWidth() * 0.26, 180, 420),
                widthProperty()));
        var prompt = Labels.of(Text.of("shell.palette.prompt"), "muted");
        prompt.setMinWidth(0);
        var keys = Labels.of(Text.of("shell.keys.palette"), "keys");
        keys.setMinWidth(USE_PREF_SIZE);
        var inside = new HBox(8, Icons.of("fth-search"), prompt, Labels.gap(),
                keys);
        inside.setAlignment(Pos.CENTER_LEFT);
        palette.setGraphic(inside);
        inside.prefWidthProperty().bind(palette.widthProperty().subtract(24));
        palette.setAccessibleText(Text.of("shell.palette.prompt"));
        palette.setOnAction(event -> openPalette.run());

        tasks.getStyleClass().add("chip");
        tasks.setMnemonicParsing(false);
        tasks.setId("task-chip");
        tasks.setOnAction(event -> openTasks.run());
        tasks.setMaxWidth(300);
        tasks.minWidthProperty().bind(TextScale.times(84));
        bell = Icons.button("fth-bell", Text.of("shell.activity"), openActivity);
        bell.setId("bell");
        unseen.setId("bell-count");
        unseen.setMouseTransparent(true);
        unseen.setVisible(false);
        theme = Icons.button("fth-moon", Text.of("shell.theme.switch"), switchTheme);
        theme.setId("theme-button");
        Button guide = Icons.button("fth-help-circle", Text.of("shell.guide"), openGuide);
        guide.setId("guide-button");
        var bellBox = new javafx.scene.layout.StackPane(bell, unseen);
        bellBox.setMaxHeight(USE_PREF_SIZE);
        javafx.scene.layout.StackPane.setAlignment(unseen, Pos.TOP_RIGHT);
        getChildren().addAll(brand, workspace, engine, Labels.gap(), palette, Labels.gap(), tasks, bellBox, guide,
                languages, theme);
        tasks(List.of());
    }

    void workspace(String name, String folder) {
        workspace.setText(name);
        workspace.setTooltip(new Tooltip(Text.of("shell.workspace.path", folder)));
    }

    /// A press on the chip shows `menu`.
    void workspaces(WorkspaceMenu menu) {
        workspace.setOnAction(event -> menu.show(workspace));
    }

    void engine(EngineInfo info) {
        engine.setText(info.title());
        engine.setGraphic(Icons.of(EngineRow.icon(info.state()), EngineRow.tone(info.state()).style()));
        engine.getTooltip().setText(info.detail());
        engine.setAccessibleText(info.title() + ", " + EngineRow.word(info.state()));
        engine.setVisible(true);
    }

    void tasks(List<Tasks.View> views) {
        List<Tasks.View> running = views.stream().filter(view -> view.state() == Tasks.State.RUNNING).toList();
        boolean failed = !views.isEmpty() && views.getFirst().state() == Tasks.State.FAILED;
        if (running.isEmpty()) {
            tasks.setText(failed ? Text.of("shell.tasks.lastfailed") : Text.of("shell.tasks"));
            tasks.setGraphic(failed ? Icons.of("fth-alert-circle", Tone.BAD.style()) : Icons.of("fth-list"));
            return;
        }
        Progress.Report report = running.getFirst().progress();
        double fraction = report == null ? -1 : report.fraction();
        String words = running.getFirst().text();
        if (fraction >= 0) words += " · " + Units.percent(Math.round(fraction * 100) / 100.0);
        tasks.setText(running.size() == 1 ? words : Text.of("shell.tasks.more", words, running.size() - 1));
        tasks.setGraphic(Icons.of("fth-loader", Tone.ACCENT.style()));
    }

    /// The bell shows how much is [Unseen].
    void news(long news) {
        unseen.setText(news > 99 ? "99+" : String.valueOf(news));
        unseen.setVisible(news > 0);
        bell.setAccessibleText(Text.of("shell.activity.news", news)
                + (quiet ? ", " + Text.of("notify.quiet") : ""));
    }

    /// Shows by the bell whether news pops up.
    void quiet(boolean on) {
        quiet = on;
        bell.setGraphic(Icons.of(on ? "fth-bell-off" : "fth-bell"));
    }

    void theme(boolean dark) {
        theme.setGraphic(Icons.of(dark ? "fth-sun" : "fth-moon"));
    }
}
