package slipway.ui.widget;

import java.util.List;
import java.util.function.Consumer;

import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;

import atlantafx.base.theme.Styles;

import slipway.base.Text;

/// Which endpoint the page shows: joined buttons while they are few, a list when they are many, nothing for one.
/// FX thread.
public final class EndpointChooser extends HBox {
    private static final int MOST_BUTTONS = 4;

    private final Consumer<String> chosen;
    private final ComboBox<String> list = new ComboBox<>();
    private List<String> names = List.of();
    private boolean showing;

    /// `chosen` gets the name that the person picked.
    public EndpointChooser(Consumer<String> chosen) {
        this.chosen = chosen;
        setId("endpoint-chooser");
        setAlignment(Pos.CENTER_RIGHT);
        setMinWidth(USE_PREF_SIZE);
        list.setAccessibleText(Text.of("endpoints.choose"));
        list.setMinWidth(USE_PREF_SIZE);
        list.setOnAction(event -> {
            if (!showing && list.getValue() != null) chosen.accept(list.getValue());
        });
    }

    public void show(List<String> all, String now) {
        showing = true;
        if (!all.equals(names)) fill(all);
        list.setValue(now);
        for (var node : getChildren())
            if (node instanceof ToggleButton button) button.setSelected(now.equals(button.getText()));
        showing = false;
    }

    private void fill(List<String> all) {
        names = List.copyOf(all);
        boolean few = all.size() <= MOST_BUTTONS;
        list.getItems().setAll(few ? List.of() : all);
        getChildren().clear();
        if (!few) getChildren().add(list);
        for (int i = 0; few && all.size() > 1 && i < all.size(); i++) {
            String name = all.get(i);
            var button = new ToggleButton(name);
            button.setMnemonicParsing(false);
            button.setMinWidth(USE_PREF_SIZE);
            button.getStyleClass().add(i == 0
                    ? Styles.LEFT_PILL
                    : i == all.size() - 1 ? Styles.RIGHT_PILL : Styles.CENTER_PILL);
            button.setOnAction(event -> {
                // pressing the chosen one must not leave none chosen
                button.setSelected(true);
                chosen.accept(name);
            });
            getChildren().add(button);
        }
    }
}
