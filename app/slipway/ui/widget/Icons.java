package slipway.ui.widget;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;

import org.kordamp.ikonli.javafx.FontIcon;

/// Icons of the Feather set, and buttons that show only an icon but say what they do.
public final class Icons {
    private Icons() {}

    /// `literal` as in Ikonli: `fth-copy`.
    public static FontIcon of(String literal, String... styles) {
        var icon = new FontIcon(literal);
        icon.getStyleClass().addAll(styles);
        return icon;
    }

    /// A flat button; `says` is its tooltip and its accessible text.
    public static Button button(String literal, String says, Runnable action) {
        var button = new Button(null, of(literal));
        button.getStyleClass().add("icon-button");
        button.setAccessibleText(says);
        button.setTooltip(new Tooltip(says));
        button.setOnAction(event -> action.run());
        return button;
    }
}
