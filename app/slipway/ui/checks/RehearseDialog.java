package slipway.ui.checks;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javafx.scene.Node;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.ui.Theme;
import slipway.ui.widget.DialogButtons;

/// Platform behaviour to live with, in three tabs: health checks, OCI updates, memory and concurrency. FX thread.
final class RehearseDialog {
    /// Ours, and the one with the looks of the body editor.
    private static final List<String> SHEETS = Stream.of("/css/requests.css", "/css/checks.css")
            .map(sheet -> Objects.requireNonNull(RehearseDialog.class.getResource(sheet)).toExternalForm()).toList();
    /// Fits a window of 1024×700.
    private static final double WIDTH = 980;
    private static final double HEIGHT = 660;

    /// Where to begin.
    enum Part {
        HEALTH, UPDATE, PLAN
    }

    private RehearseDialog() {}

    /// `measured` is what can be planned with; `copy` takes a text for the clipboard: [slipway.ui.Notices#copied].
    static void show(@Nullable Window owner, Part first, List<Measured> measured, Consumer<String> copy) {
        var tabs = new TabPane(tab("health", Text.of("rehearse.tab.health"), new HealthView()),
                tab("update", Text.of("rehearse.tab.update"), new UpdateLabView(copy)),
                tab("plan", Text.of("rehearse.tab.plan"), new PlannerView(measured)));
        tabs.setId("rehearse-tabs");
        tabs.getStyleClass().add("slim");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.getSelectionModel().select(switch (first) {
            case HEALTH -> 0;
            case UPDATE -> 1;
            case PLAN -> 2;
        });
        var dialog = new Dialog<ButtonType>();
        dialog.initOwner(owner);
        dialog.setTitle(Text.of("rehearse.title"));
        dialog.setHeaderText(null);
        dialog.setResizable(true);
        dialog.getDialogPane().getButtonTypes().setAll(DialogButtons.close());
        dialog.getDialogPane().setContent(tabs);
        dialog.getDialogPane().setPrefSize(WIDTH, HEIGHT);
        dialog.getDialogPane().setId("rehearse-dialog");
        dialog.getDialogPane().getStylesheets().addAll(SHEETS);
        Theme.dress(dialog.getDialogPane().getScene());
        dialog.show();
    }

    private static Tab tab(String id, String title, Node content) {
        var tab = new Tab(title, content);
        tab.setId("rehearse-" + id);
        return tab;
    }
}
