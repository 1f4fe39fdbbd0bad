package slipway.ui;

import java.util.List;
import java.util.function.Consumer;

import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Text;
import slipway.engine.Engine;
import slipway.engine.EngineContexts;
import slipway.engine.EngineInfo;
import slipway.ui.fx.Fx;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.EngineRow;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;

/// Every engine with its state, opened from the chip in the top bar. FX thread.
final class EnginePanel extends VBox {
    private final VBox rows = new VBox();
    private final Consumer<String> copy;
    private final Desk.Work work;
    private List<Shown> engines = List.of();

    /// @param chooser null for an engine that is reached in one way only
    private record Shown(Engine engine, Live<EngineInfo> info, @Nullable ContextChooser chooser) {
        static Shown of(Engine engine, Desk.Work work) {
            EngineContexts contexts = engine.contexts();
            return new Shown(engine, engine.live(), contexts == null ? null : new ContextChooser(contexts, work));
        }

        EngineRow row(Consumer<String> copy) {
            var row = new EngineRow(info.get(), true, engine::reconnect, copy);
            if (chooser != null) row.getChildren().add(chooser);
            return row;
        }
    }

    EnginePanel(Consumer<String> copy, Desk.Work work) {
        this.copy = copy;
        this.work = work;
        getStyleClass().addAll("over-paper", "engine-panel");
        setId("engine-panel");
        setAccessibleText(Text.of("shell.engines"));
        prefWidthProperty().bind(TextScale.times(480));
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
        engines = all.stream().map(engine -> Shown.of(engine, work)).toList();
        engines.forEach(each -> Fx.follow(this, each.info, info -> show()));
    }

    private void show() {
        rows.getChildren().setAll(engines.stream().map(each -> each.row(copy)).toList());
    }

    /// What the chip says: an engine with containers that is there, else the one that the workspace runs on.
    static EngineInfo chip(List<EngineInfo> all, String wanted) {
        return all.stream().filter(info -> info.available() && EngineRow.containers(info)).findFirst()
                .or(() -> all.stream().filter(info -> info.id().equals(wanted)).findFirst())
                .orElse(all.getFirst());
    }
}
