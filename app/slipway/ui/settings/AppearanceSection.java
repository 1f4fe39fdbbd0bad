package slipway.ui.settings;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import atlantafx.base.theme.Styles;

import slipway.base.Language;
import slipway.base.Text;
import slipway.base.Units;
import slipway.ui.Looks;
import slipway.ui.WindowSettings.Reading;
import slipway.ui.fx.Fx;

/// Theme, size of text, motion, language. FX thread.
public final class AppearanceSection implements SettingsSection {
    private static final List<Double> SCALES = IntStream.rangeClosed(10, 20).mapToObj(tenths -> tenths / 10.0).toList();
    private static final List<String> MOTIONS = List.of(Reading.SYSTEM, "reduced", "full");

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
                Text.of("settings.theme.light"), Text.of("settings.theme.text"), Text.of("settings.scale"),
                Text.of("settings.motion"), Text.of("settings.language"),
                String.join(" ", Stream.of(Language.values()).map(Language::own).toList()));
    }

    @Override
    public Node build() {
        ComboBox<Double> scale = SettingRows.choice(SCALES, Units::percent, looks.now(),
                now -> now.reading().textScale(),
                factor -> looks.read(new Reading(factor, reading().motion())));
        scale.setId("settings-scale");
        ComboBox<String> motion = SettingRows.choice(MOTIONS, AppearanceSection::motion, looks.now(),
                now -> now.reading().motion(), choice -> looks.read(new Reading(reading().textScale(), choice)));
        motion.setId("settings-motion");
        List<String> tags = Stream.concat(Stream.of(""), Stream.of(Language.values()).map(Language::tag)).toList();
        ComboBox<String> language = SettingRows.choice(tags, AppearanceSection::name, looks.now(),
                now -> now.language(), looks.language());
        language.setId("settings-language");
        return new VBox(SettingRows.row(Text.of("settings.theme"), Text.of("settings.theme.text"), themes()),
                SettingRows.row(Text.of("settings.scale"), Text.of("settings.scale.text"), scale),
                SettingRows.row(Text.of("settings.motion"), Text.of("settings.motion.text"), motion),
                SettingRows.row(Text.of("settings.language"), Text.of("settings.language.text"), language));
    }

    private Reading reading() {
        return looks.now().get().reading();
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
            looks.theme(id);
            // pressed again, it stays
            choose(group);
        });
        return button;
    }

    private static String motion(String choice) {
        return switch (choice) {
            case "reduced" -> Text.of("settings.motion.reduced");
            case "full" -> Text.of("settings.motion.full");
            default -> Text.of("settings.motion.system");
        };
    }

    private static String name(String tag) {
        return tag.isEmpty() ? Text.of("shell.language.system", Language.of("").own()) : Language.of(tag).own();
    }
}
