package slipway.ui.widget;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

import slipway.base.Text;
import slipway.base.Units;
import slipway.observe.Health;

/// The newest probes of a deployment as a row of bars, oldest left: short for a good answer, full height for a bad
/// one (so that it is not told by colour alone), each with a tooltip. FX thread.
public final class HealthStrip extends HBox {
    private static final PseudoClass GOOD = PseudoClass.getPseudoClass("good");
    private static final PseudoClass AT = PseudoClass.getPseudoClass("at");
    private static final PseudoClass BAD = PseudoClass.getPseudoClass("bad");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    private final List<Region> bars;
    private final Tooltip tooltip = new Tooltip();
    private List<Health.Probed> shown = List.of();
    private int under = -1;
    private int at = -1;

    /// @param count how many probes are shown at most
    public HealthStrip(int count) {
        getStyleClass().add("health-strip");
        setAlignment(Pos.CENTER_LEFT);
        bars = IntStream.range(0, count).mapToObj(i -> bar()).toList();
        getChildren().addAll(bars);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        tooltip.getStyleClass().add("health-tooltip");
        setOnMouseMoved(event -> point(event.getX()));
        setOnMouseExited(event -> {
            Tooltip.uninstall(this, tooltip);
            under = -1;
        });
        show(List.of());
    }

    /// Shows the newest of `probes` (oldest first).
    public void show(List<Health.Probed> probes) {
        if (probes.equals(shown) && !probes.isEmpty()) return;
        shown = probes.subList(Math.max(0, probes.size() - bars.size()), probes.size());
        int offset = bars.size() - shown.size();
        for (int i = 0; i < bars.size(); i++) {
            boolean there = i >= offset;
            bars.get(i).pseudoClassStateChanged(GOOD, there && shown.get(i - offset).good());
            bars.get(i).pseudoClassStateChanged(BAD, there && !shown.get(i - offset).good());
        }
        long good = shown.stream().filter(Health.Probed::good).count();
        setAccessibleText(shown.isEmpty()
                ? Text.of("health.strip.none")
                : Text.of("health.strip.accessible", good, shown.size()));
    }

    /// Lets the keyboard walk the probes with Left, Right, Home and End; `pointed` is told which.
    public void keyboard(Consumer<Health.Probed> pointed) {
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
        getStyleClass().add("keyboard");
        focusedProperty().addListener((observed, before, now) -> {
            if (now) walk(shown.size() - 1, pointed);
            else
                mark(-1);
        });
        setOnKeyPressed(event -> {
            switch (event.getCode()) {
                case LEFT -> walk(at - 1, pointed);
                case RIGHT -> walk(at + 1, pointed);
                case HOME -> walk(0, pointed);
                case END -> walk(shown.size() - 1, pointed);
                default -> {
                    return;
                }
            }
            event.consume();
        });
        setOnMousePressed(event -> {
            requestFocus();
            int index = (int) (event.getX() / (getWidth() / bars.size())) - (bars.size() - shown.size());
            walk(index, pointed);
        });
    }

    private void walk(int to, Consumer<Health.Probed> pointed) {
        if (shown.isEmpty()) return;
        mark(Math.clamp(to, 0, shown.size() - 1));
        pointed.accept(shown.get(at));
        setAccessibleText(describe(shown.get(at)));
    }

    private void mark(int index) {
        at = index;
        int bar = index < 0 ? -1 : index + bars.size() - shown.size();
        for (int i = 0; i < bars.size(); i++)
            bars.get(i).pseudoClassStateChanged(AT, i == bar);
    }

    private void point(double x) {
        int index = (int) (x / (getWidth() / bars.size())) - (bars.size() - shown.size());
        if (index == under) return;
        under = index;
        if (index < 0 || index >= shown.size()) {
            Tooltip.uninstall(this, tooltip);
        } else {
            tooltip.setText(describe(shown.get(index)));
            Tooltip.install(this, tooltip);
        }
    }

    /// One probe in words: when, what was asked, what came, how long it took.
    public static String describe(Health.Probed probe) {
        String asked = asked(probe.kind());
        String answer = probe.status() == 0 ? Text.of("health.no-answer") : "HTTP " + probe.status();
        String line = Text.of("health.probe", time(probe), asked, answer, Units.nanos(probe.nanos()));
        return probe.output().isBlank() ? line : line + "\n" + probe.output();
    }

    /// The question a probe asks, in words.
    public static String asked(Health.Kind kind) {
        return switch (kind) {
            case ALIVE -> Text.of("health.kind.alive");
            case READY -> Text.of("health.kind.ready");
            case PREDICT -> Text.of("health.kind.predict");
        };
    }

    /// When it was asked, by the clock.
    public static String time(Health.Probed probe) {
        return CLOCK.format(Instant.ofEpochMilli(probe.epochMillis()));
    }

    private static Region bar() {
        var bar = new Region();
        bar.getStyleClass().add("bar");
        return bar;
    }
}
