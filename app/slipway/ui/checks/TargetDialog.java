package slipway.ui.checks;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

import atlantafx.base.theme.Styles;

import slipway.base.Text;
import slipway.check.CheckTarget;
import slipway.check.ChecksView.Column;
import slipway.ui.Asker;
import slipway.ui.ImageReference;
import slipway.ui.Theme;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;

/// Asks for an image or a server that stands in no list yet, and the contracts to hold it to. FX thread.
final class TargetDialog {
    private TargetDialog() {}

    /// What `text` names: a server by its address, else an image; empty where it is neither.
    static Optional<CheckTarget> target(String text) {
        if (!text.contains("://")) {
            return ImageReference.good(text) ? Optional.of(CheckTarget.image(text)) : Optional.empty();
        }
        try {
            var url = new URI(text);
            boolean good = ("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null;
            return good ? Optional.of(CheckTarget.url(url)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /// Calls `go` with the target and the contracts that were ticked, once the person said yes.
    static void ask(List<Column> contracts, BiConsumer<CheckTarget, List<String>> go) {
        var field = new TextField();
        field.setId("target-field");
        field.getStyleClass().add("mono");
        field.setPromptText("registry:5000/team/iris:2, http://127.0.0.1:9000");
        field.setAccessibleText(Text.of("passport.other.title"));
        Label note = Labels.wrapped("", "muted", "small");
        note.minHeightProperty().bind(TextScale.times(34));
        List<CheckBox> boxes = contracts.stream().map(TargetDialog::box).toList();
        var choices = new FlowPane(16, 8);
        choices.getChildren().setAll(boxes);
        var dialog = new Dialog<ButtonType>();
        var yes = new ButtonType(Text.of("passport.other.yes"), ButtonBar.ButtonData.OK_DONE);
        dialog.initOwner(Asker.focused());
        dialog.setTitle(Text.of("passport.other.title"));
        dialog.setHeaderText(Text.of("passport.other.title"));
        dialog.getDialogPane().getButtonTypes().setAll(ButtonType.CANCEL, yes);
        dialog.getDialogPane().setContent(new VBox(8, field, note, Labels.of(Text.of("passport.other.contracts"),
                "small", "muted"), choices));
        dialog.getDialogPane().setPrefWidth(560);
        dialog.getDialogPane().setId("target-dialog");
        Theme.dress(dialog.getDialogPane().getScene());
        var button = (Button) Objects.requireNonNull(dialog.getDialogPane().lookupButton(yes));
        button.setId("target-yes");
        button.getStyleClass().add("accent");
        Runnable judge = () -> {
            String text = field.getText().strip();
            boolean good = target(text).isPresent();
            button.setDisable(!good || ticked(boxes).isEmpty());
            boolean wrong = !good && !text.isEmpty();
            note.setText(wrong ? Text.of("passport.other.wrong") : Text.of("passport.other.hint"));
            field.pseudoClassStateChanged(Styles.STATE_DANGER, wrong);
        };
        field.textProperty().addListener(observed -> judge.run());
        boxes.forEach(box -> box.selectedProperty().addListener(observed -> judge.run()));
        judge.run();
        dialog.setOnShown(event -> field.requestFocus());
        dialog.setOnHidden(event -> {
            if (yes.equals(dialog.getResult())) {
                target(field.getText().strip()).ifPresent(target -> go.accept(target, ticked(boxes)));
            }
        });
        dialog.show();
    }

    private static CheckBox box(Column contract) {
        var box = new CheckBox(Platforms.name(contract));
        box.setMnemonicParsing(false);
        box.setId("target-" + contract.id());
        box.setUserData(contract.id());
        box.setSelected(true);
        return box;
    }

    private static List<String> ticked(List<CheckBox> boxes) {
        var ids = new ArrayList<String>();
        boxes.stream().filter(CheckBox::isSelected).forEach(box -> ids.add((String) box.getUserData()));
        return ids;
    }
}
