package slipway.ui;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;

import slipway.base.Language;
import slipway.base.Text;
import slipway.ui.widget.Icons;

/// Which language the studio speaks, as a menu of the top line and as commands; each stands there in its own words.
/// FX thread.
final class LanguageMenu {
    private final Supplier<String> chosen;
    private final Consumer<String> choose;

    /// `chosen` is a tag or empty for the system’s, as `choose` takes it.
    LanguageMenu(Supplier<String> chosen, Consumer<String> choose) {
        this.chosen = chosen;
        this.choose = choose;
    }

    Button button() {
        Button button = Icons.button("fth-globe", Text.of("shell.language"), () -> {});
        button.setId("language-button");
        button.setOnAction(event -> menu().show(button, Side.BOTTOM, 0, 4));
        return button;
    }

    private ContextMenu menu() {
        var group = new ToggleGroup();
        List<MenuItem> items = Stream.concat(Stream.of(""), Stream.of(Language.values()).map(Language::tag))
                .<MenuItem>map(tag -> {
                    var item = new RadioMenuItem(name(tag));
                    item.setToggleGroup(group);
                    item.setSelected(tag.equals(chosen.get()));
                    item.setOnAction(event -> choose.accept(tag));
                    return item;
                }).toList();
        return new ContextMenu(items.toArray(MenuItem[]::new));
    }

    private static String name(String tag) {
        return tag.isEmpty() ? Text.of("shell.language.system", Language.of("").own()) : Language.of(tag).own();
    }

    List<Command> commands(String group) {
        return Stream.of(Language.values()).map(language -> new Command(group,
                Text.of("shell.language.speak", language.own()), "fth-globe", "", () -> choose.accept(language.tag())))
                .toList();
    }
}
