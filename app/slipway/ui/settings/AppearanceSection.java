package slipway.ui.settings;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

import atlantafx.base.theme.Styles;
import org.jspecify.annotations.Nullable;

import slipway.base.Language;
import slipway.base.Text;
import slipway.ui.Looks;
import slipway.ui.fx.Fx;

/// Theme and language. FX thread.
public final class AppearanceSection implements SettingsSection {
    private final Looks looks;

    public AppearanceSection(Looks looks) {
        this.looks = looks;
    }

    @Override
    public String id() {
        return "appearance";
    }

    @Override
    public String icon() {
        return "fth-sliders";
    }

    @Override
    public String title() {
        return Text.of("settings.appearance");
    }

    @Override
    public String words() {
        return String.join(" ", Text.of("settings.theme"), Text.of("settings.theme.dark"),
                Text.of("settings.theme.light"), Text.of("settings.theme.text"), Text.of("settings.language"),
                String.join(" ", Stream.of(Language.values()).map(Language::own).toList()));
    }

    @Override
    public Node build() {
        return new VBox(SettingRows.row(Text.of("settings.theme"), Text.of("settings.theme.text"), themes()),
                SettingRows.row(Text.of("settings.language"), Text.of("settings.language.text"), languages()));
    }

    private HBox themes() {
        var group = new ToggleGroup();
        var box = new HBox(theme("system", Text.of("settings.theme.system"), Styles.LEFT_PILL, group),
                theme("light", Text.of("settings.theme.light"), Styles.CENTER_PILL, group),
                theme("dark", Text.of("settings.theme.dark"), Styles.RIGHT_PILL, group));
        Fx.follow(box, looks.now(), now -> choose(group));
        return box;
    }

    private void choose(ToggleGroup group) {
        group.getToggles().forEach(each -> each.setSelected(looks.now().get().theme().equals(each.getUserData())));
    }

    private ToggleButton theme(String id, String text, String style, ToggleGroup group) {
        var button = new ToggleButton(text);
        button.setId("theme-" + id);
        button.setMnemonicParsing(false);
        button.getStyleClass().add(style);
        button.setToggleGroup(group);
        button.setUserData(id);
        button.setOnAction(event -> {
            looks.theme().accept(id);
            // pressed again, it stays
            choose(group);
        });
        return button;
    }

    private ComboBox<String> languages() {
        List<String> tags = Stream.concat(Stream.of(""), Stream.of(Language.values()).map(Language::tag)).toList();
        var box = new ComboBox<>(FXCollections.observableArrayList(tags));
        box.setId("settings-language");
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable String tag) {
                return tag == null ? "" : name(tag);
            }

            @Override
            public String fromString(String text) {
                return text;
            }
        });
        box.setValue(looks.now().get().language());
        box.setOnAction(event -> looks.language().accept(Objects.requireNonNullElse(box.getValue(), "")));
        return box;
    }

    private static String name(String tag) {
        return tag.isEmpty() ? Text.of("shell.language.system", Language.of("").own()) : Language.of(tag).own();
    }
}
