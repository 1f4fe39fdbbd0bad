package slipway.ui.settings;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;

import slipway.base.Text;
import slipway.ui.Desk;
import slipway.ui.Looks;
import slipway.ui.widget.Card;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;

/// The window as in a new workspace, with a way back. FX thread.
public final class ResetSection implements SettingsSection {
    private final Looks looks;
    private final Desk desk;

    public ResetSection(Looks looks, Desk desk) {
        this.looks = looks;
        this.desk = desk;
    }

    @Override
    public String id() {
        return "reset";
    }

    @Override
    public String icon() {
        return "fth-rotate-ccw";
    }

    @Override
    public String title() {
        return Text.of("settings.reset");
    }

    @Override
    public String words() {
        return String.join(" ", Text.of("settings.reset.does"), Text.of("settings.reset.run"));
    }

    @Override
    public Node build() {
        var run = new Button(Text.of("settings.reset.run"), Icons.of("fth-rotate-ccw"));
        run.setId("settings-reset");
        run.setMnemonicParsing(false);
        run.setOnAction(event -> desk.notices().undoable(Text.of("settings.reset.done"), looks.reset()));
        return SettingRows.column(
                new Card(Text.of("settings.reset.does")).with(Labels.wrapped(Text.of("settings.reset.does.text"))),
                new Card(Text.of("settings.reset.keeps")).with(Labels.wrapped(Text.of("settings.reset.keeps.text"))),
                new HBox(run));
    }
}
