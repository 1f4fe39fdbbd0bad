package slipway.ui.endpoints;

import java.util.List;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.spec.EndpointSpec;
import slipway.spec.Workspace;
import slipway.spec.WorkspaceSpec.EndpointFolder;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;

/// All that can be said of an endpoint beside its live shares, in a window over the page; written to its file at once
/// when a person applies it. FX thread.
final class OptionsDialog {
    private static final double WIDTH = 680;
    private static final double HEIGHT = 680;

    private final Desk desk;
    private final Tasks tasks;
    private final Workspace workspace;
    private final SideDialog side = new SideDialog("options-dialog", WIDTH, HEIGHT);

    OptionsDialog(Desk desk, Tasks tasks, Workspace workspace) {
        this.desk = desk;
        this.tasks = tasks;
        this.workspace = workspace;
    }

    /// Opens it for the endpoint; what is open for another is closed.
    void show(@Nullable Window owner, EndpointRow row) {
        side.close();
        EndpointSpec spec = spec(row.name());
        if (spec == null) return;
        side.show(owner, Text.of("endpoints.options.title", row.name()), new Sheet(row, spec).node);
    }

    private @Nullable EndpointSpec spec(String endpoint) {
        return workspace.spec().get().endpoint(endpoint).map(EndpointFolder::spec).orElse(null);
    }

    /// What is in the window for one endpoint.
    private final class Sheet {
        final VBox node = new VBox(12);
        private final String name;
        private final OptionsForm form;
        private final OptionsAccess access;
        private final Label command = Labels.wrapped("", "mono", "small");
        private final Button copy = Icons.button("fth-copy", Text.of("endpoints.copy-command"), this::copyCommand);
        private final Button apply = new Button(Text.of("endpoints.apply"));
        private final StackPane banner = new StackPane();
        private EndpointSpec now;

        Sheet(EndpointRow row, EndpointSpec spec) {
            name = row.name();
            now = spec;
            form = new OptionsForm(row, OptionsAsk.of(spec), this::changed);
            access = new OptionsAccess(desk, workspace.stateFolder(), name);
            access.show(spec.authMode());
            apply.setId("options-apply");
            apply.getStyleClass().add("accent");
            apply.setMinWidth(Button.USE_PREF_SIZE);
            apply.setOnAction(event -> apply());
            command.setId("options-command");
            HBox.setHgrow(command, Priority.ALWAYS);
            var foot = new HBox(8, command, copy, apply);
            foot.setAlignment(Pos.CENTER_LEFT);
            var content = new VBox(12, form, Labels.rule(), Labels.heading(Text.of("endpoints.options.access")),
                    access);
            content.getStyleClass().add("options-sheet");
            var scroll = DetailPane.scrolled(content);
            VBox.setVgrow(scroll, Priority.ALWAYS);
            banner.setManaged(false);
            node.getChildren().addAll(scroll, banner, foot);
            Fx.follow(node, workspace.spec(), all -> followed());
            changed();
        }

        private void followed() {
            EndpointSpec next = spec(name);
            if (next == null) return;
            now = next;
            access.show(next.authMode());
            changed();
        }

        private void changed() {
            OptionsAsk ask = form.ask();
            banner.setManaged(false);
            banner.getChildren().clear();
            boolean readable = form.readable(ask);
            String words = readable ? ask.command(now) : "";
            apply.setDisable(words.isEmpty());
            copy.setDisable(words.isEmpty());
            command.setText(!readable
                    ? Text.of("endpoints.options.unreadable")
                    : words.isEmpty() ? Text.of("endpoints.options.same") : words);
        }

        private void copyCommand() {
            desk.notices().copied(form.ask().command(now));
        }

        private void apply() {
            OptionsAsk ask = form.ask();
            EndpointSpec from = now;
            apply.setDisable(true);
            tasks.quiet("write endpoint options", progress -> {
                try {
                    workspace.setOptions(name, ask.auth() == from.authMode() ? null : ask.auth(), ask.mirrorTraffic(
                            from), ask.values(from));
                    Fx.later(() -> {
                        followed();
                        desk.notices().done(Text.of("endpoints.options.applied", name));
                    });
                } catch (StudioException e) {
                    Problem problem = e.problem();
                    Fx.later(() -> refused(problem));
                }
            });
        }

        private void refused(Problem problem) {
            apply.setDisable(false);
            if (form.refused(problem)) return;
            banner.getChildren().setAll(List.of(new ProblemBanner(problem, desk.notices()::copied)));
            banner.setManaged(true);
        }
    }
}
