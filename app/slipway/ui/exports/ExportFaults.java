package slipway.ui.exports;

import java.util.List;

import javafx.scene.Node;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.spec.DeploymentSpec;
import slipway.spec.SpecProblem;
import slipway.spec.WorkspaceSpec;
import slipway.spec.WorkspaceSpec.EndpointFolder;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.Labels;
import slipway.ui.widget.ProblemBanner;

/// Why there is nothing to export, and what to do about it. FX thread.
final class ExportFaults {
    private ExportFaults() {}

    /// What the files of `folder` break: what was last good is not what they say, so it is not exported.
    static List<SpecProblem> of(WorkspaceSpec all, EndpointFolder folder) {
        return all.problems().stream().filter(each -> each.file().startsWith(folder.folder())).toList();
    }

    /// What to show in place of an export; null where there is one.
    static @Nullable Node instead(ExportGround ground, Exportable what, WorkspaceSpec all, Runnable close) {
        EndpointFolder folder = all.endpoint(what.endpoint()).orElse(null);
        if (folder == null) return gone(what.endpoint());
        List<SpecProblem> broken = of(all, folder);
        if (!broken.isEmpty()) return broken(ground, broken);
        List<String> names = folder.deployments().stream().map(DeploymentSpec::name).toList();
        String one = what.deployment();
        if (one != null && !names.contains(one)) return gone(what.title());
        if (names.isEmpty()) {
            return new EmptyState("fth-server", Text.of("exportview.empty.title", what.endpoint()),
                    Text.of("exportview.empty.text")).action(Text.of("exportview.empty.deploy"), () -> {
                        close.run();
                        ground.deploy().open(null);
                    });
        }
        return ground.targets().isEmpty()
                ? new EmptyState("fth-upload-cloud", Text.of("exportview.none.title"), Text.of("exportview.none.text"))
                : null;
    }

    private static EmptyState gone(String title) {
        return new EmptyState("fth-file-minus", Text.of("exportview.gone.title", title),
                Text.of("exportview.gone.text"));
    }

    private static Node broken(ExportGround ground, List<SpecProblem> broken) {
        var list = new VBox(12, Labels.wrapped(Text.of("exportview.broken"), "muted"));
        for (SpecProblem each : broken) {
            String place = ground.workspace().root().relativize(each.file().toAbsolutePath()) + (each.line() == 0
                    ? ""
                    : ":" + each.line() + ":" + each.column());
            list.getChildren().add(new ProblemBanner(place, each.problem(), List.of(),
                    ground.desk().notices()::copied));
        }
        list.setId("export-broken");
        return DetailPane.scrolled(list);
    }
}
