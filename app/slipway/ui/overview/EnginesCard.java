package slipway.ui.overview;

import java.util.List;
import java.util.function.Consumer;

import javafx.scene.layout.VBox;

import slipway.base.Live;
import slipway.base.Text;
import slipway.engine.Engine;
import slipway.engine.EngineInfo;
import slipway.ui.fx.Fx;
import slipway.ui.widget.EngineRow;
import slipway.ui.widget.Labels;

/// The engines with their states and GPUs; servers that somebody else runs are no news here. FX thread.
final class EnginesCard extends VBox {
    private static final String ELSEWHERE = "external";

    private final VBox rows = new VBox();
    private final List<Shown> engines;
    private final Consumer<String> copy;

    private record Shown(Engine engine, Live<EngineInfo> info) {}

    EnginesCard(List<Engine> all, Consumer<String> copy) {
        this.copy = copy;
        engines = all.stream().filter(engine -> !engine.id().equals(ELSEWHERE))
                .map(engine -> new Shown(engine, engine.live())).toList();
        getStyleClass().add("card");
        setMinWidth(0);
        rows.getStyleClass().add("engine-rows");
        getChildren().addAll(Labels.heading(Text.of("shell.engines")), rows);
        engines.forEach(each -> Fx.follow(this, each.info, info -> show()));
    }

    /// One that is not there and of which nobody has to know why is in the panel of the engine chip only.
    private static boolean matters(EngineInfo info) {
        return info.available() || info.problem() != null || info.state() != EngineInfo.State.DOWN;
    }

    private void show() {
        rows.getChildren().setAll(engines.stream().filter(each -> matters(each.info.get()))
                .map(each -> new EngineRow(each.info.get(), false, each.engine::reconnect, copy)).toList());
    }
}
