package slipway.ui.exports;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.export.ExportFile;
import slipway.export.ExportSource;
import slipway.export.ExportTarget;
import slipway.export.Exported;
import slipway.spec.DeploymentSpec;
import slipway.spec.WorkspaceSpec;
import slipway.store.ReversibleFiles;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Dividers;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.Skeleton;

/// An endpoint as another platform’s files: the platforms and the files at the left, the file and what changes there at
/// the right. Follows the workspace’s files. FX thread; exports are made off it.
final class ExportPane extends VBox {
    private static final double LEFT = 224;
    private static final double PREVIEW_SHARE = 0.6;

    private final ExportGround ground;
    private final Exportable what;
    private final Runnable close;
    private final ExportLists lists;
    private final FilePreview preview;
    private final DifferenceList differences;
    private final StackPane right = new StackPane();
    private final SplitPane split = new SplitPane();
    private final HBox content;
    private final StackPane body = new StackPane();
    private final Label command = Labels.of("", "mono", "muted", "small");
    private final Button save = new Button(Text.of("exportview.save"), Icons.of("fth-save"));
    private final CopyButton copyCommand;
    private final HBox foot;
    private final ExportSaving saving;
    private @Nullable Exported shown;
    private @Nullable ReversibleFiles saved;
    private long asks;

    /// What was made, with what it was made of.
    private record Made(ExportTarget target, ExportSource source, Exported exported) {}

    ExportPane(ExportGround ground, Exportable what, Runnable close) {
        this.ground = ground;
        this.what = what;
        this.close = close;
        var copy = ground.desk().notices();
        lists = new ExportLists(ground.targets(), this::chosen, this::showFile);
        lists.setMinWidth(LEFT);
        lists.setPrefWidth(LEFT);
        lists.setMaxWidth(LEFT);
        preview = new FilePreview(copy::copied);
        differences = new DifferenceList(copy::copied);
        split.setOrientation(Orientation.VERTICAL);
        Dividers.byKeyboard(split, () -> {});
        split.getItems().setAll(preview, differences);
        split.setDividerPositions(PREVIEW_SHARE);
        split.getStyleClass().add("export-split");
        HBox.setHgrow(right, Priority.ALWAYS);
        right.setMinWidth(0);
        content = new HBox(16, lists, right);
        copyCommand = new CopyButton("export-copy-command", Text.of("exportview.copy-command"), false,
                command::getText, copy::copied);
        saving = new ExportSaving(ground);
        foot = foot();
        getStyleClass().add("export-pane");
        setId("export-pane");
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(head(), body, saving, foot);
        Fx.follow(this, ground.workspace().spec(), this::seen, this::follow);
    }

    private HBox head() {
        var title = Labels.of(Text.of("exportview.title", what.title()), "page-title");
        title.setMinWidth(Label.USE_PREF_SIZE);
        var hint = Labels.of(Text.of("exportview.hint"), "muted");
        hint.setMinWidth(0);
        var head = new HBox(12, title, hint);
        head.setAlignment(Pos.BASELINE_LEFT);
        return head;
    }

    private HBox foot() {
        command.setId("export-command");
        command.setMinWidth(0);
        command.setTooltip(new Tooltip());
        save.setId("export-save");
        save.getStyleClass().add("accent");
        save.setTooltip(new Tooltip(Text.of("exportview.save.keys")));
        save.setOnAction(event -> save());
        var end = new Button(Text.of("exportview.close"));
        end.setId("export-close");
        end.setOnAction(event -> close.run());
        for (Button each : List.of(save, end)) {
            each.setMnemonicParsing(false);
            each.setMinWidth(Button.USE_PREF_SIZE);
        }
        var foot = new HBox(8, Icons.of("fth-terminal"), command, copyCommand, Labels.gap(), save, end);
        foot.setAlignment(Pos.CENTER_LEFT);
        return foot;
    }

    /// Ctrl+S saves, Ctrl+Shift+C copies the file, Esc closes.
    void key(KeyEvent event) {
        boolean shortcut = event.isShortcutDown() && !event.isAltDown();
        if (event.getCode() == KeyCode.ESCAPE) close.run();
        else if (shortcut && event.getCode() == KeyCode.S && !save.isDisabled()) save();
        else if (shortcut && event.isShiftDown() && event.getCode() == KeyCode.C && shown != null) preview.copy();
        else
            return;
        event.consume();
    }

    /// What of the workspace this window shows.
    private List<Object> seen(WorkspaceSpec all) {
        Optional<WorkspaceSpec.EndpointFolder> own = all.endpoint(what.endpoint());
        return List.of(own, own.map(each -> ExportFaults.of(all, each)).orElse(List.of()));
    }

    private void follow(WorkspaceSpec all) {
        Node instead = ExportFaults.instead(ground, what, all, close);
        boolean good = instead == null;
        foot.getChildren().forEach(each -> {
            boolean always = "export-close".equals(each.getId());
            each.setVisible(good || always);
        });
        if (instead != null) {
            shown = null;
            body.getChildren().setAll(List.of(instead));
            return;
        }
        if (!body.getChildren().contains(content)) {
            body.getChildren().setAll(List.of(content));
            lists.choose(ground.habits().get().target());
        }
        make();
    }

    private void chosen(ExportTarget target) {
        ground.habits().update(old -> new ExportHabits(target.id()));
        saved = null;
        make();
    }

    private void make() {
        ExportTarget target = lists.target();
        if (target == null) return;
        asks++;
        long asked = asks;
        shown = null;
        enable();
        right.getChildren().setAll(List.of(new Skeleton(12)));
        ground.tasks().quiet("export " + target.id(), progress -> {
            try {
                ExportSource source = ground.source().of(what.endpoint(), what.deployment());
                var made = new Made(target, source, target.export(source));
                Fx.later(() -> show(asked, made));
            } catch (RuntimeException e) {
                Problem problem = StudioException.problemOf(e);
                Fx.later(() -> refused(asked, problem));
                throw e;
            }
        });
    }

    private void show(long asked, Made made) {
        if (asked != asks) return;
        shown = made.exported();
        lists.files(made.exported().files());
        differences.show(made.exported().differences(), what.endpoint(),
                made.source().deployments().stream().map(DeploymentSpec::name).toList());
        right.getChildren().setAll(List.of(split));
        enable();
    }

    private void refused(long asked, Problem problem) {
        if (asked != asks) return;
        lists.files(List.of());
        var banner = new ProblemBanner(problem, ground.desk().notices()::copied)
                .action(Text.of("exportview.retry"), this::make);
        StackPane.setAlignment(banner, Pos.TOP_LEFT);
        banner.setMaxHeight(USE_PREF_SIZE);
        right.getChildren().setAll(List.of(banner));
    }

    private void showFile(ExportFile file) {
        preview.show(file);
    }

    private void enable() {
        Exported now = shown;
        save.setDisable(now == null || now.files().isEmpty());
        ExportTarget target = lists.target();
        if (target == null) return;
        ReversibleFiles done = saved;
        command.setText(done == null
                ? what.command(target, what.folder(target), false)
                : what.command(target, done.folder(), done.overwrote()));
        command.getTooltip().setText(command.getText());
    }

    private void save() {
        Exported now = shown;
        ExportTarget target = lists.target();
        if (now == null || target == null) return;
        Path chosen = ground.folders().ask(getScene() == null ? null : getScene().getWindow(),
                Text.of("exportview.save.title", target.title()));
        if (chosen == null) return;
        saving.save(List.of(what.title(), target.title()), now.files(), chosen, done -> {
            if (!target.equals(lists.target())) return;
            saved = done;
            enable();
        });
    }
}
