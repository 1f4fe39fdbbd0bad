package slipway.ui.images;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.engine.LeftOver;
import slipway.ui.Asker;
import slipway.ui.Theme;
import slipway.ui.widget.Ago;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Labels;

/// Shows what earlier runs left, each to be ticked, before it is removed. FX thread.
final class LeftOversDialog {
    private LeftOversDialog() {}

    /// Calls `go` with what was ticked, once the person said yes; ticked at first is what belongs to no workspace that
    /// is still there.
    static void ask(List<LeftOver> found, Consumer<List<LeftOver>> go) {
        Map<LeftOver, CheckBox> boxes = new LinkedHashMap<>();
        var list = new VBox(10);
        for (LeftOver one : found) {
            var box = new CheckBox(one.name());
            box.setMnemonicParsing(false);
            box.setId("left-" + one.name());
            box.setSelected(!one.here());
            boxes.put(one, box);
            list.getChildren().add(line(one, box));
        }
        var scroll = DetailPane.scrolled(list);
        scroll.setPrefHeight(240);
        var dialog = new Dialog<ButtonType>();
        var yes = new ButtonType(Text.of("images.left.yes"), ButtonBar.ButtonData.OK_DONE);
        var no = new ButtonType(Text.of("shell.ask.no"), ButtonBar.ButtonData.CANCEL_CLOSE);
        dialog.initOwner(Asker.focused());
        dialog.setTitle(Text.of("images.left.title"));
        dialog.setHeaderText(Text.of("images.left.title"));
        dialog.getDialogPane().getButtonTypes().setAll(no, yes);
        dialog.getDialogPane().setContent(new VBox(12, Labels.wrapped(Text.of("images.left.text"), "muted"), scroll));
        dialog.getDialogPane().setPrefWidth(640);
        dialog.getDialogPane().setId("left-dialog");
        Theme.dress(dialog.getDialogPane().getScene());
        var button = (Button) Objects.requireNonNull(dialog.getDialogPane().lookupButton(yes));
        button.setId("left-yes");
        button.getStyleClass().add("danger");
        Runnable judge = () -> button.setDisable(chosen(boxes).isEmpty());
        boxes.values().forEach(box -> box.selectedProperty().addListener(observed -> judge.run()));
        judge.run();
        dialog.setOnHidden(event -> {
            if (yes.equals(dialog.getResult())) go.accept(chosen(boxes));
        });
        dialog.show();
    }

    private static List<LeftOver> chosen(Map<LeftOver, CheckBox> boxes) {
        var chosen = new ArrayList<LeftOver>();
        boxes.forEach((one, box) -> {
            if (box.isSelected()) chosen.add(one);
        });
        return List.copyOf(chosen);
    }

    private static VBox line(LeftOver one, CheckBox box) {
        var ago = new Ago();
        ago.show(one.created());
        Label size = Labels.of(one.sizeBytes() < 0 ? "" : Units.bytes(one.sizeBytes()));
        var top = new HBox(12, box, Labels.gap(), Labels.muted(state(one)), ago, size);
        String of = one.key().isEmpty() ? "" : one.key() + " · ";
        String root = one.root().isEmpty() ? one.workspace() : one.root();
        Label where = Labels.wrapped(of + root + " · " + Text.of(one.here() ? "images.left.here" : "images.left.gone"),
                "muted");
        return new VBox(2, top, where);
    }

    private static String state(LeftOver one) {
        return switch (one.kind()) {
            case NETWORK -> Text.of("images.left.network");
            case CONTAINER -> Text.of(one.running() ? "images.left.running" : "images.left.stopped");
        };
    }
}
