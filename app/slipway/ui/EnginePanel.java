package slipway.ui;

import java.util.List;
import java.util.function.Consumer;

import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Live;
import slipway.base.Text;
import slipway.engine.Engine;
import slipway.engine.EngineInfo;
import slipway.ui.fx.Fx;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.EngineRow;
import slipway.ui.widget.Labels;

/// Every engine with its state, opened from the chip in the top bar. FX thread.
final class EnginePanel extends VBox {
    private final VBox rows = new VBox();
    private final Consumer<String> copy;
    private List<Shown> engines = List.of();

    private record Shown(Engine engine, Live<EngineInfo> info) {}

    EnginePanel(Consumer<String> copy) {
        this.copy = copy;
        getStyleClass().addAll("over-paper", "engine-panel");
        setId("engine-panel");
        setPrefWidth(480);
        setMaxHeight(600);
        setFocusTraversable(true);
        rows.getStyleClass().add("engine-rows");
        var scroll = DetailPane.scrolled(rows);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        // a scroll pane asks for the height of texts that do not wrap
        rows.heightProperty().addListener(observed -> scroll.setPrefHeight(rows.getHeight() + 4));
        getChildren().addAll(Labels.heading(Text.of("shell.engines")), scroll);
    }

    void follow(List<Engine> all) {
        engines = all.stream().map(engine -> new Shown(engine, engine.live())).toList();
        engines.forEach(each -> Fx.follow(this, each.info, info -> show()));
    }

    private void show() {
        rows.getChildren().setAll(engines.stream()
                .map(each -> new EngineRow(each.info.get(), true, each.engine::reconnect, copy)).toList());
    }

    /// What the chip says: an engine with containers that is there, else the one that the workspace runs on.
    static EngineInfo chip(List<EngineInfo> all, String wanted) {
        return all.stream().filter(info -> info.available() && EngineRow.containers(info)).findFirst()
                .or(() -> all.stream().filter(info -> info.id().equals(wanted)).findFirst())
                .orElse(all.getFirst());
    }
}
