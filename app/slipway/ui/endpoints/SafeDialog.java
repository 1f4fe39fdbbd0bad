package slipway.ui.endpoints;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import javafx.scene.layout.StackPane;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.rollout.SafePlan;
import slipway.ui.Desk;
import slipway.ui.LabParts;
import slipway.ui.fx.Fx;

/// The guided safe rollout beside the page (A173, A174): asks for a plan, or goes on with the one under way, which
/// outlives this window and the studio. FX thread.
final class SafeDialog {
    private static final double WIDTH = 640;
    private static final double HEIGHT = 620;

    private final Desk desk;
    private final EndpointTools tools;
    private final SideDialog side = new SideDialog("safe-dialog", WIDTH, HEIGHT);

    SafeDialog(Desk desk, EndpointTools tools) {
        this.desk = desk;
        this.tools = tools;
    }

    /// Opens it for the endpoint; what is open for another is closed.
    void show(@Nullable Window owner, LabParts lab, EndpointRow row) {
        var content = new StackPane();
        // the page behind shows what each step does to the traffic
        side.show(owner, Text.of("endpoints.rollout.title", row.name()), content);
        SafeRun known = tools.rollouts().of(row.name());
        if (known != null) steps(content, lab, row, known);
        else
            find(content, lab, row);
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
        SafeRun going = tools.rollouts().keep(row.name(), run);
        content.getChildren().setAll(List.of(new SafeSteps(going, desk.notices()::copied, () -> {
            tools.rollouts().forget(row.name());
            ask(content, lab, row);
        })));
    }
}
