package slipway.ui.endpoints;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.layout.StackPane;
import javafx.stage.Modality;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.rollout.SafePlan;
import slipway.ui.Desk;
import slipway.ui.LabParts;
import slipway.ui.Theme;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Sheets;

/// The guided safe rollout beside the page (A173, A174): asks for a plan, or goes on with the one under way, which
/// outlives this window and the studio. FX thread.
final class SafeDialog {
    private static final double WIDTH = 640;
    private static final double HEIGHT = 620;

    private final Desk desk;
    private final EndpointTools tools;
    private final Map<String, SafeRun> runs = new LinkedHashMap<>();
    private @Nullable Dialog<ButtonType> open;

    SafeDialog(Desk desk, EndpointTools tools) {
        this.desk = desk;
        this.tools = tools;
    }

    /// Opens it for the endpoint; what is open for another is closed.
    void show(@Nullable Window owner, LabParts lab, EndpointRow row) {
        close();
        var content = new StackPane();
        var dialog = new Dialog<ButtonType>();
        open = dialog;
        dialog.initOwner(owner);
        // the page behind shows what each step does to the traffic
        dialog.initModality(Modality.NONE);
        dialog.setTitle(Text.of("endpoints.rollout.title", row.name()));
        dialog.setHeaderText(null);
        dialog.setResizable(true);
        var pane = dialog.getDialogPane();
        pane.getButtonTypes().setAll(ButtonType.CLOSE);
        pane.setContent(content);
        pane.setPrefSize(WIDTH, HEIGHT);
        pane.setId("safe-dialog");
        Sheets.wear(pane, "endpoints");
        Theme.dress(pane.getScene());
        dialog.show();
        SafeRun known = runs.get(row.name());
        if (known != null) steps(content, lab, row, known);
        else
            find(content, lab, row);
    }

    private void close() {
        Dialog<ButtonType> before = open;
        if (before != null) before.close();
        open = null;
    }

    /// An earlier studio may have begun one.
    private void find(StackPane content, LabParts lab, EndpointRow row) {
        var found = new AtomicReference<@Nullable SafeRun>();
        desk.work().run(() -> found.set(SafeRun.unfinished(lab, tools.tasks(), row.name()).orElse(null)), () -> {
            SafeRun run = found.get();
            if (run == null) ask(content, lab, row);
            else
                steps(content, lab, row, run);
        });
    }

    private void ask(StackPane content, LabParts lab, EndpointRow row) {
        var form = new AtomicReference<@Nullable SafeForm>();
        var made = new SafeForm(row, desk.notices()::copied, plan -> start(content, lab, row, plan, form.get()));
        form.set(made);
        content.getChildren().setAll(List.of(made));
    }

    private void start(StackPane content, LabParts lab, EndpointRow row, SafePlan plan, @Nullable SafeForm form) {
        tools.tasks().quiet("begin rollout", progress -> {
            try {
                SafeRun run = SafeRun.start(lab, tools.tasks(), plan);
                Fx.later(() -> steps(content, lab, row, run));
            } catch (StudioException e) {
                Problem problem = e.problem();
                Fx.later(() -> {
                    if (form != null) form.refused(problem);
                });
            }
        });
    }

    private void steps(StackPane content, LabParts lab, EndpointRow row, SafeRun run) {
        runs.put(row.name(), run);
        content.getChildren().setAll(List.of(new SafeSteps(run, desk.notices()::copied, () -> {
            runs.remove(row.name());
            ask(content, lab, row);
        })));
    }
}
