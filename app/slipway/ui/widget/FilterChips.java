package slipway.ui.widget;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/// A row of chips of which one is chosen, each with its count: `all 5`, `ready 3`. FX thread.
public final class FilterChips<T> extends HBox {
    private final ToggleGroup group = new ToggleGroup();
    private final Map<T, ToggleButton> chips = new LinkedHashMap<>();
    private final Consumer<? super T> chosen;
    private T choice;

    /// The first of `choices` (with the words shown) is chosen at first.
    public FilterChips(Map<T, String> choices, Consumer<? super T> chosen) {
        this.chosen = chosen;
        this.choice = choices.keySet().iterator().next();
        getStyleClass().add("chips");
        choices.forEach((value, word) -> {
            var chip = new ToggleButton(word);
            chip.setMnemonicParsing(false);
            chip.getStyleClass().add("chip");
            chip.setMinWidth(USE_PREF_SIZE);
            chip.setUserData(word);
            chip.setToggleGroup(group);
            chip.setSelected(value.equals(choice));
            chip.setOnAction(event -> choose(value));
            chips.put(value, chip);
            getChildren().add(chip);
        });
    }

    public T choice() {
        return choice;
    }

    public void choose(T value) {
        choice = value;
        ToggleButton chip = chips.get(value);
        if (chip != null) chip.setSelected(true);
        chosen.accept(value);
    }

    public void count(T value, long count) {
        ToggleButton chip = chips.get(value);
        if (chip != null) chip.setText(chip.getUserData() + " " + count);
    }
}
