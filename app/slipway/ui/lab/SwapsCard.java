package slipway.ui.lab;

import java.util.List;
import java.util.function.ToLongFunction;

import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.rollout.SwapReport;
import slipway.ui.widget.Card;
import slipway.ui.widget.Labels;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.Tone;

/// What changes of the traffic did to the requests that were under way. FX thread.
final class SwapsCard {
    private final StatusPill pill = new StatusPill();
    private final FlowPane figures = new FlowPane(24, 10);
    private final Label none = Labels.wrapped(Text.of("lab.swaps.none"), "muted");
    private final Label note = Labels.wrapped("", "muted", "small");
    private final Card card = new Card(Text.of("lab.swaps.title"), pill);
    private List<SwapReport> shown = List.of();

    SwapsCard() {
        figures.setPrefWrapLength(380);
        card.with(none, figures, note);
        card.setId("swaps-card");
        draw(List.of());
    }

    Card node() {
        return card;
    }

    void show(List<SwapReport> swaps) {
        if (swaps.equals(shown)) return;
        shown = List.copyOf(swaps);
        draw(swaps);
    }

    private void draw(List<SwapReport> swaps) {
        boolean any = !swaps.isEmpty();
        Fields.shown(none, !any);
        Fields.shown(figures, any);
        Fields.shown(note, any);
        Fields.shown(pill, any);
        if (!any) return;
        long lost = sum(swaps, SwapReport::lost);
        long failed = sum(swaps, SwapReport::failed);
        if (lost + failed == 0) pill.show(Tone.GOOD, "fth-check-circle", Text.of("lab.swaps.clean"));
        else
            pill.show(Tone.BAD, "fth-x-circle", Text.of("lab.swaps.harmed"));
        long pause = swaps.stream().mapToLong(SwapReport::longestPauseNanos).max().orElse(0);
        long drain = swaps.stream().mapToLong(SwapReport::drainNanos).max().orElse(0);
        figures.getChildren().setAll(
                figure(Text.of("lab.swaps.requests"), Labels.count(sum(swaps, SwapReport::requests)), ""),
                figure(Text.of("lab.swaps.lost"), Labels.count(lost), lost == 0 ? "good-text" : "bad-text"),
                figure(Text.of("lab.swaps.failed"), Labels.count(failed), failed == 0 ? "good-text" : "bad-text"),
                figure(Text.of("lab.swaps.pause"), Units.nanos(pause), ""),
                figure(Text.of("lab.swaps.drain"), Units.nanos(drain), ""));
        SwapReport last = swaps.getLast();
        note.setText(Text.of("lab.swaps.note", swaps.size(), last.before(), last.after()));
    }

    private static long sum(List<SwapReport> swaps, ToLongFunction<SwapReport> count) {
        return swaps.stream().mapToLong(count).sum();
    }

    private static VBox figure(String name, String value, String style) {
        Label number = Labels.of(value, "figure");
        if (!style.isEmpty()) number.getStyleClass().add(style);
        number.setMinWidth(Label.USE_PREF_SIZE);
        return new VBox(2, Labels.of(name, "muted", "small"), number);
    }
}
