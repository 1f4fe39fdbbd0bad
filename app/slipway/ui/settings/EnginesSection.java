package slipway.ui.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Text;
import slipway.engine.Engine;
import slipway.engine.EngineContexts;
import slipway.engine.EngineInfo;
import slipway.engine.docker.DockerFinding;
import slipway.engine.docker.DockerLook;
import slipway.ui.ContextChooser;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Card;
import slipway.ui.widget.EngineRow;
import slipway.ui.widget.Icons;
import slipway.ui.widget.KeyValueGrid;
import slipway.ui.widget.Labels;

/// The engines, their GPUs and where they were looked for; and what `slipway doctor` tells of the one with containers.
/// FX thread.
public final class EnginesSection implements SettingsSection {
    private final List<Shown> engines;
    private final DockerLook docker;
    private final Desk desk;
    private final VBox rows = new VBox();
    private final KeyValueGrid grid = new KeyValueGrid();
    private final Button refresh = new Button(Text.of("settings.engines.refresh"), Icons.of("fth-refresh-cw"));
    private List<Fact> facts = List.of();

    /// An engine without changes makes a new constant each time, so its live value is taken once.
    private record Shown(Engine engine, Live<EngineInfo> info) {}

    /// @param docker asks the container engine anew
    public EnginesSection(List<Engine> engines, DockerLook docker, Desk desk) {
        this.engines = engines.stream().map(engine -> new Shown(engine, engine.live())).toList();
        this.docker = docker;
        this.desk = desk;
    }

    @Override
    public String id() {
        return "engines";
    }

    @Override
    public String icon() {
        return "fth-cpu";
    }

    @Override
    public String title() {
        return Text.of("settings.engines");
    }

    @Override
    public String words() {
        return String.join(" ", Text.of("settings.engines.words"), Text.of("settings.engines.docker"),
                String.join(" ", engines.stream().map(each -> each.info.get().title()).toList()));
    }

    @Override
    public Node build() {
        rows.getStyleClass().add("engine-rows");
        engines.forEach(each -> Fx.follow(rows, each.info, info -> show()));
        refresh.setId("engines-refresh");
        refresh.setMnemonicParsing(false);
        refresh.setOnAction(event -> look());
        var copy = new Button(Text.of("settings.engines.copy"), Icons.of("fth-clipboard"));
        copy.setId("engines-copy");
        copy.setMnemonicParsing(false);
        copy.setOnAction(event -> desk.notices().copied(Fact.text(all())));
        Fact.show(grid, List.of(new Fact(Text.of("settings.engines.docker"), Text.of("settings.engines.looking"))));
        look();
        return SettingRows.column(new Card(Text.of("shell.engines")).with(rows),
                new Card(Text.of("settings.engines.docker"), refresh, copy).with(grid,
                        Labels.wrapped(Text.of("settings.engines.doctor"), "muted")));
    }

    private void show() {
        rows.getChildren().setAll(engines.stream().map(this::row).toList());
    }

    private Node row(Shown shown) {
        var row = new EngineRow(shown.info.get(), true, shown.engine::reconnect, desk.notices()::copied);
        EngineContexts contexts = shown.engine.contexts();
        if (contexts != null) row.getChildren().add(new ContextChooser(contexts, desk.work()));
        return row;
    }

    private void look() {
        refresh.setDisable(true);
        var found = new AtomicReference<@Nullable DockerFinding>();
        desk.work().run(() -> found.set(DockerFacts.tried(docker)), () -> {
            refresh.setDisable(false);
            facts = DockerFacts.of(found.get());
            Fact.show(grid, facts);
        });
    }

    private List<Fact> all() {
        var all = new ArrayList<Fact>();
        for (Shown each : engines) {
            EngineInfo info = each.info.get();
            all.add(new Fact(info.title(), EngineRow.word(info.state()) + " · " + info.detail()));
            info.gpus().forEach(gpu -> all.add(new Fact("GPU " + gpu.index(), gpu.name() + " · " + gpu.driver())));
            info.tried().forEach(line -> all.add(new Fact(Text.of("engine-row.tried"), line)));
        }
        all.addAll(facts);
        return all;
    }
}
