package slipway.ui.widget;

import java.util.List;
import java.util.function.Consumer;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.base.Units;
import slipway.engine.EngineInfo;
import slipway.engine.Gpu;

/// One engine: its name and state, its GPUs, and while it is not there why, what was tried and a retry. FX thread.
public final class EngineRow extends VBox {
    /// @param whole with what was tried, too
    public EngineRow(EngineInfo info, boolean whole, Runnable retry, Consumer<String> copy) {
        super(6);
        getStyleClass().add("engine-row");
        Label title = Labels.of(info.title(), "medium");
        title.setMinWidth(0);
        var head = new HBox(8, title, Labels.gap(), new StatusPill(tone(info.state()), icon(info.state()),
                word(info.state())));
        head.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(head, Labels.wrapped(info.detail(), "muted"));
        info.gpus().forEach(gpu -> getChildren().add(gpu(gpu)));
        Problem warning = info.warning();
        if (warning != null) {
            Label first = Labels.wrapped(warning.what(), "medium");
            first.setGraphic(Icons.of("fth-alert-triangle"));
            getChildren().addAll(first, Labels.wrapped(warning.why()), Labels.wrapped(warning.fix(), "muted"));
        }
        if (info.problem() != null) {
            getChildren().add(Labels.wrapped(info.problem().why()));
            getChildren().add(Labels.wrapped(info.problem().fix(), "medium"));
        }
        if (whole && !info.tried().isEmpty()) tried(info.tried());
        if (!info.available()) buttons(info, retry, copy);
    }

    private void tried(List<String> lines) {
        getChildren().add(Labels.of(Text.of("engine-row.tried"), "muted", "small"));
        getChildren().add(Labels.wrapped(String.join("\n", lines), "last-lines"));
    }

    private void buttons(EngineInfo info, Runnable retry, Consumer<String> copy) {
        var again = new Button(Text.of("shell.retry"), Icons.of("fth-refresh-cw"));
        again.setMnemonicParsing(false);
        again.setId("retry-" + info.id());
        again.setOnAction(event -> retry.run());
        var row = new HBox(8, again);
        Problem problem = info.problem();
        if (problem != null) {
            var all = new Button(Text.of("widget.problem.copy"), Icons.of("fth-clipboard"));
            all.setMnemonicParsing(false);
            all.setOnAction(event -> copy.accept(ProblemBanner.text(info.title(), problem, info.tried())));
            row.getChildren().add(all);
        }
        getChildren().add(row);
    }

    private static VBox gpu(Gpu gpu) {
        String name = gpu.parent() == null ? "GPU " + gpu.index() : "MIG " + gpu.index();
        Label title = Labels.muted(name + " · " + gpu.name());
        title.setMinWidth(0);
        String used = Text.of("engine-row.gpu", Units.bytes(gpu.usedBytes()), Units.bytes(gpu.memoryBytes()));
        Label figure = Labels.of(gpu.utilisation() < 0
                ? used
                : used + " · " + Units.percent(gpu.utilisation() / 100.0), "medium");
        figure.setMinWidth(USE_PREF_SIZE);
        var meter = new Meter();
        meter.show((double) gpu.usedBytes() / (double) Math.max(1, gpu.memoryBytes()));
        return new VBox(4, new HBox(8, title, Labels.gap(), figure), meter);
    }

    /// Whether it runs containers rather than processes here or servers elsewhere.
    public static boolean containers(EngineInfo info) {
        return !info.id().equals("embedded") && !info.id().equals("external");
    }

    /// Ikonli literal for a state.
    public static String icon(EngineInfo.State state) {
        return switch (state) {
            case CONNECTED -> "fth-check-circle";
            case CONNECTING -> "fth-loader";
            case DOWN -> "fth-power";
            case HUNG -> "fth-clock";
            case REFUSED -> "fth-slash";
        };
    }

    public static Tone tone(EngineInfo.State state) {
        return switch (state) {
            case CONNECTED -> Tone.GOOD;
            case CONNECTING -> Tone.ACCENT;
            case DOWN, HUNG -> Tone.WARN;
            case REFUSED -> Tone.BAD;
        };
    }

    public static String word(EngineInfo.State state) {
        return switch (state) {
            case CONNECTED -> Text.of("engine-row.connected");
            case CONNECTING -> Text.of("engine-row.connecting");
            case DOWN -> Text.of("engine-row.down");
            case HUNG -> Text.of("engine-row.hung");
            case REFUSED -> Text.of("engine-row.refused");
        };
    }
}
