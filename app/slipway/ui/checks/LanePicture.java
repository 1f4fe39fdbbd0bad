package slipway.ui.checks;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

import slipway.base.Text;
import slipway.base.Units;
import slipway.rehearse.HealthTimeline;
import slipway.rehearse.HealthTimeline.Moment;
import slipway.rehearse.HealthTimeline.Probe;
import slipway.rehearse.HealthTimeline.Result;
import slipway.rehearse.Trace;
import slipway.ui.widget.Ink;
import slipway.ui.widget.TextScale;

/// Draws probes and moments over time: a good probe is a short tick, a bad one a tall one, a moment a line with a mark.
/// FX thread.
final class LanePicture extends Region {
    private static final double HEIGHT = 34;
    private static final double GOOD = 8;
    private static final double IGNORED = 13;
    private static final double BAD = 22;
    private static final List<Integer> STEPS = List.of(10, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 21_600);
    private static final double COLUMN = 70;

    private final Canvas canvas = new Canvas();
    private final Ink text = new Ink("ink-text");
    private final Ink neutral = new Ink("ink-neutral");
    private final Ink grid = new Ink("ink-grid");
    private final Ink panel = new Ink("ink-panel");
    private final Ink good = new Ink("ink-good");
    private final Ink warn = new Ink("ink-warn");
    private final Ink bad = new Ink("ink-bad");
    private final double span;
    private final Consumer<GraphicsContext> content;

    private LanePicture(Duration span, Drawing drawing) {
        this.span = Math.max(1, span.toMillis());
        this.content = pen -> drawing.draw(this, pen);
        getChildren().add(canvas);
        for (Ink ink : List.of(text, neutral, grid, panel, good, warn, bad)) {
            getChildren().add(ink);
            ink.onChange(this::draw);
        }
        setMinWidth(0);
        TextScale.height(this, HEIGHT, HEIGHT);
        maxHeightProperty().bind(prefHeightProperty());
    }

    private interface Drawing {
        void draw(LanePicture picture, GraphicsContext pen);
    }

    static LanePicture of(Trace trace, Duration span) {
        return new LanePicture(span, (picture, pen) -> picture.container(pen, trace));
    }

    static LanePicture of(HealthTimeline timeline, Duration span) {
        return new LanePicture(span, (picture, pen) -> picture.platform(pen, timeline));
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(height());
        draw();
    }

    private void draw() {
        if (canvas.getWidth() < 20) return;
        GraphicsContext pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, canvas.getWidth(), height());
        pen.setFont(Font.font("Inter", TextScale.of(11)));
        content.accept(pen);
    }

    private static double height() {
        return TextScale.of(HEIGHT);
    }

    private double x(Duration time) {
        // the last moment is not cut off
        return 1 + time.toMillis() / span * (canvas.getWidth() - 4);
    }

    /// What it answers as a bar with words, and the clock for all lanes under it.
    private void container(GraphicsContext pen, Trace trace) {
        var points = Stream.concat(Stream.of(new Trace.Point(Duration.ZERO, Trace.Answer.NONE, Duration.ZERO)),
                trace.points().stream()).toList();
        pen.setTextBaseline(VPos.CENTER);
        for (int i = 0; i < points.size(); i++) {
            Trace.Point point = points.get(i);
            double from = x(point.at());
            double to = i + 1 < points.size() ? x(points.get(i + 1).at()) : canvas.getWidth();
            if (to - from < 1) continue;
            pen.setFill(ink(point).paint());
            pen.setGlobalAlpha(0.25);
            pen.fillRect(from, 0, to - from - 1, TextScale.of(18));
            pen.setGlobalAlpha(1);
            pen.setFill(text.paint());
            pen.setTextAlign(TextAlignment.LEFT);
            String word = word(point, i == 0);
            if (width(word) + 10 < to - from) pen.fillText(word, from + 5, TextScale.of(9));
        }
        clock(pen);
    }

    private void clock(GraphicsContext pen) {
        double most = canvas.getWidth() / TextScale.of(COLUMN);
        int step = STEPS.stream().filter(each -> span / 1000 / each <= most).findFirst()
                .orElse(STEPS.getLast());
        pen.setFill(text.paint());
        pen.setTextBaseline(VPos.BOTTOM);
        for (long at = 0; at * 1000 <= span; at += step) {
            double x = x(Duration.ofSeconds(at));
            String word = HealthTimeline.clock(Duration.ofSeconds(at));
            boolean left = x < width(word) / 2;
            boolean right = x > canvas.getWidth() - width(word) / 2;
            pen.setTextAlign(left ? TextAlignment.LEFT : right ? TextAlignment.RIGHT : TextAlignment.CENTER);
            pen.fillText(word, x, height() - 1);
        }
    }

    private void platform(GraphicsContext pen, HealthTimeline timeline) {
        double base = height() - 5;
        pen.setFill(panel.paint());
        pen.fillRect(x(Duration.ZERO), 4, x(timeline.rules().policy().startPeriod()) - 1, base - 4);
        pen.setStroke(grid.paint());
        pen.setLineWidth(1);
        pen.strokeLine(0, base + 0.5, x(timeline.span()), base + 0.5);
        double before = -1;
        boolean wasGood = false;
        for (Probe probe : timeline.probes()) {
            boolean fine = probe.result() == Result.GOOD;
            double x = Math.round(x(probe.at())) + 0.5;
            // of what falls on one place in a long trace one is enough, but a failure is never left out for a success
            if (x == before && (fine || !wasGood)) continue;
            before = x;
            wasGood = fine;
            pen.setStroke((fine ? good : probe.counted() ? bad : neutral).paint());
            pen.setLineWidth(fine ? 1.5 : 2);
            pen.strokeLine(x, base, x, base - (fine ? GOOD : probe.counted() ? BAD : IGNORED));
        }
        timeline.moments().forEach(moment -> moment(pen, moment, base));
    }

    private void moment(GraphicsContext pen, Moment moment, double base) {
        double x = Math.round(x(moment.at())) + 0.5;
        boolean fine = moment.kind() == Moment.Kind.HEALTHY || moment.kind() == Moment.Kind.RECOVERED;
        Ink ink = fine ? good : moment.kind() == Moment.Kind.START_LIMIT ? warn : bad;
        pen.setStroke(ink.paint());
        pen.setFill(ink.paint());
        pen.setLineWidth(1);
        pen.setLineDashes(2, 2);
        pen.strokeLine(x, 4, x, base);
        pen.setLineDashes();
        switch (moment.kind()) {
            case HEALTHY, RECOVERED -> pen.fillOval(x - 4, 0, 8, 8);
            case START_LIMIT -> pen.fillPolygon(new double[]{x - 5, x + 5, x}, new double[]{0, 0, 8}, 3);
            case UNHEALTHY -> {
                pen.setLineWidth(2);
                pen.strokeLine(x - 4, 0.5, x + 4, 8);
                pen.strokeLine(x + 4, 0.5, x - 4, 8);
            }
        }
    }

    private Ink ink(Trace.Point point) {
        return switch (point.answer()) {
            case NONE -> neutral;
            case ERROR -> bad;
            case GOOD -> slow(point) ? warn : good;
        };
    }

    private static boolean slow(Trace.Point point) {
        return point.latency().compareTo(Duration.ofSeconds(1)) >= 0;
    }

    private static String word(Trace.Point point, boolean first) {
        return switch (point.answer()) {
            case NONE -> Text.of(first ? "rehearse.health.starting" : "rehearse.health.down");
            case ERROR -> Text.of("rehearse.health.not-200");
            case GOOD -> slow(point)
                    ? Text.of("rehearse.health.takes", Units.nanos(point.latency().toNanos()))
                    : Text.of("rehearse.health.answers");
        };
    }

    private static double width(String word) {
        return word.length() * TextScale.of(6.2);
    }
}
