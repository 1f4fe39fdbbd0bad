package slipway.ui.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;

import slipway.base.Language;
import slipway.base.Live;
import slipway.base.Text;
import slipway.base.Version;
import slipway.engine.EngineInfo;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.EngineRow;
import slipway.ui.widget.Icons;
import slipway.ui.widget.KeyValueGrid;
import slipway.ui.widget.Labels;
import slipway.update.Updates;

/// Which Slipway this is and what it runs on, to read and to copy into a report, and whether a newer one is looked for.
/// FX thread.
public final class AboutSection implements SettingsSection {
    private final Path workspace;
    private final List<Live<EngineInfo>> engines;
    private final Updates updates;
    private final Desk desk;
    private final KeyValueGrid grid = new KeyValueGrid();

    public AboutSection(Path workspace, List<Live<EngineInfo>> engines, Updates updates, Desk desk) {
        this.workspace = workspace;
        this.updates = updates;
        this.engines = List.copyOf(engines);
        this.desk = desk;
    }

    @Override
    public String id() {
        return "about";
    }

    @Override
    public String icon() {
        return "fth-info";
    }

    @Override
    public String title() {
        return Text.of("settings.about");
    }

    @Override
    public String words() {
        return String.join(" ", Text.of("settings.about.version"), "Java JavaFX", Text.of("settings.about.system"),
                Text.of("settings.about.workspace"), Text.of("settings.about.copy"), Text.of("update.notice"),
                Text.of("update.check"));
    }

    @Override
    public Node build() {
        engines.forEach(live -> Fx.follow(grid, live, info -> Fact.show(grid, facts())));
        Fact.show(grid, facts());
        var copy = new Button(Text.of("settings.about.copy"), Icons.of("fth-clipboard"));
        copy.setId("about-copy");
        copy.setMnemonicParsing(false);
        copy.setOnAction(event -> desk.notices().copied(Fact.text(facts())));
        return SettingRows.column(Labels.wrapped(Text.of("settings.about.text"), "muted"), grid, new HBox(copy),
                Labels.wrapped(Text.of("settings.about.copy.text"), "muted"), new UpdateRows(updates, desk));
    }

    private List<Fact> facts() {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact(Text.of("settings.about.version"), "Slipway " + Version.NUMBER));
        facts.add(new Fact("Java", System.getProperty("java.vendor") + " " + Runtime.version()));
        facts.add(new Fact("JavaFX", System.getProperty("javafx.runtime.version", "–")));
        facts.add(new Fact(Text.of("settings.about.system"), System.getProperty("os.name") + " "
                + System.getProperty("os.version") + " · " + System.getProperty("os.arch")));
        facts.add(new Fact(Text.of("settings.about.processors"), String.valueOf(Runtime.getRuntime()
                .availableProcessors())));
        for (Live<EngineInfo> live : engines) {
            EngineInfo info = live.get();
            facts.add(new Fact(Text.of("settings.about.engine"), info.title() + " · " + EngineRow.word(info.state())));
        }
        facts.add(new Fact(Text.of("settings.about.workspace"), workspace.toString()));
        facts.add(new Fact(Text.of("settings.language"), Language.of(Text.locale().toLanguageTag()).own()));
        return facts;
    }
}
