package slipway.ui.widget;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

import javafx.scene.SnapshotParameters;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.series.Bucket.Quantile;
import slipway.series.SeriesStore;
import slipway.store.AtomicFiles;
import slipway.ui.Desk;
import slipway.ui.Png;
import slipway.ui.fx.Fx;

/// Everything measured of one deployment or several, on one time axis: the last minute to the last week, zoom and pan,
/// one cursor over all charts, marks for what happened, and export. It reads and draws at most ten times a second, only
/// while it is seen, and only where something is new. FX thread.
public final class MetricsPanel extends VBox {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Desk desk;
    private final SaveTarget target;
    private final MetricsFeed feed;
    private final List<MetricChart> charts = Arrays.stream(MetricKind.values()).map(MetricChart::new).toList();
    private final MetricGrid grid = new MetricGrid();
    private final FilterChips<Range> ranges;
    private final FilterChips<Quantile> quantiles;
    private final Button live = Chip.button("fth-play", Text.of("metrics.live"), this::toLive);
    private final Label shown = Labels.muted("");
    private final Label note = Labels.of("", "muted", "small");
    private final VBox problem = new VBox();
    private List<MetricSubject> subjects = List.of();
    private TimeWindow window = TimeWindow.last(Range.QUARTER.millis);

    /// The ranges offered.
    enum Range {
        MINUTE("metrics.range.minute", 60), FIVE("metrics.range.five", 300), QUARTER("metrics.range.quarter", 900),
        HOUR(
                "metrics.range.hour", 3600),
        SIX("metrics.range.six", 6 * 3600), DAY("metrics.range.day",
                24 * 3600),
        WEEK("metrics.range.week", 7 * 24 * 3600);

        final String key;
        final long millis;

        Range(String key, long seconds) {
            this.key = key;
            millis = seconds * 1000;
        }
    }

    /// @param clock milliseconds since 1970
    public MetricsPanel(Desk desk, SeriesStore store, SaveTarget target, LongSupplier clock) {
        this.desk = desk;
        this.target = target;
        feed = new MetricsFeed(store, clock);
        ranges = new FilterChips<>(words(), this::range);
        var percentiles = new LinkedHashMap<Quantile, String>();
        for (Quantile each : List.of(Quantile.P95, Quantile.P50, Quantile.P99))
            percentiles.put(each, each.name().toLowerCase(java.util.Locale.ROOT));
        quantiles = new FilterChips<>(percentiles, quantile -> ask());
        getStyleClass().add("metrics-panel");
        setMinWidth(0);
        build();
        ranges.choose(Range.QUARTER);
        Fx.follow(this, store.problem(), this::problem);
        Fx.poll(this, PAUSE, feed::due, () -> feed.read(desk, this::draw));
    }

    private static Map<Range, String> words() {
        var words = new LinkedHashMap<Range, String>();
        for (Range range : Range.values())
            words.put(range, Text.of(range.key));
        return words;
    }

    private void build() {
        ranges.setId("metrics-ranges");
        quantiles.setId("metrics-quantiles");
        live.setId("metrics-live");
        live.setMinWidth(USE_PREF_SIZE);
        shown.setId("metrics-shown");
        shown.setMinWidth(0);
        note.setId("metrics-note");
        note.setMinWidth(0);
        var csv = Icons.button("fth-download", Text.of("metrics.csv"), this::saveCsv);
        csv.setId("metrics-csv");
        var png = Icons.button("fth-image", Text.of("metrics.png"), this::savePng);
        png.setId("metrics-png");
        var bar = new HBox(12, ranges, live, shown, Labels.gap(), quantiles, new HBox(4, csv, png));
        bar.getStyleClass().add("metrics-bar");
        var scroll = new LiveScroll(grid);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        scroll.setMinHeight(0);
        getChildren().addAll(bar, problem, scroll, note);
        new MetricsHand(charts, this::change, this::toLive);
        charts.getFirst().widthProperty().addListener(observed -> ask());
    }

    /// Shows these from now on; the stretch of time stays.
    public void show(List<MetricSubject> next) {
        if (next.equals(subjects)) return;
        subjects = List.copyOf(next);
        boolean several = subjects.size() > 1;
        quantiles.setVisible(several);
        quantiles.setManaged(several);
        ask();
    }

    private void range(Range range) {
        window = TimeWindow.last(range.millis);
        ask();
    }

    private void toLive() {
        ranges.choose(ranges.choice());
    }

    private void change(Function<MetricsHand.Moment, TimeWindow> step) {
        TimeWindow next = step.apply(new MetricsHand.Moment(window, feed.now()));
        if (next.equals(window)) return;
        window = next;
        ask();
    }

    private void ask() {
        boolean chosen = window.equals(TimeWindow.last(ranges.choice().millis));
        live.setVisible(!chosen);
        live.setManaged(!chosen);
        feed.ask(subjects, window, quantiles.choice(), charts.getFirst().plotWidth());
        feed.read(desk, this::draw);
    }

    private void draw(MetricPicture next) {
        List<MetricChart> standing = charts.stream().filter(chart -> chart.kind().always() || !next.of(chart.kind())
                .isEmpty()).toList();
        grid.show(standing);
        note.setText(note(standing));
        shown.setText(feed.words());
        for (MetricChart chart : standing)
            chart.show(next, limits(chart.kind()));
    }

    /// What has no chart, and why.
    private static String note(List<MetricChart> standing) {
        boolean container = standing.stream().anyMatch(chart -> chart.kind() == MetricKind.PIDS);
        boolean gpu = standing.stream().anyMatch(chart -> chart.kind() == MetricKind.GPU_MEMORY);
        String first = container ? "" : Text.of("metrics.containers-only");
        String second = gpu ? "" : Text.of("metrics.no-gpu");
        return (first + " " + second).strip();
    }

    private List<TimeChart.Limit> limits(MetricKind kind) {
        boolean alone = subjects.size() == 1;
        var limits = new java.util.ArrayList<TimeChart.Limit>();
        for (MetricSubject each : subjects) {
            Double limit = kind == MetricKind.CPU
                    ? each.cpus()
                    : kind == MetricKind.MEMORY && each.memoryBytes() != null
                            ? Double.valueOf(each.memoryBytes())
                            : null;
            if (limit == null) continue;
            limits.add(new TimeChart.Limit(alone ? "" : each.id(), limit, alone ? "ink-bad" : each.hue()));
        }
        return limits;
    }

    private void problem(Optional<Problem> now) {
        problem.getChildren().setAll(now.map(what -> new ProblemBanner(what, desk.notices()::copied).mild()).stream()
                .toList());
    }

    private void saveCsv() {
        Path file = target.ask(window(), Text.of("metrics.csv"), name("csv"));
        if (file == null) return;
        desk.work().run(() -> AtomicFiles.write(file, feed.csv()), () -> saved(file));
    }

    /// The charts as they stand, all of them, on the page’s colour.
    private void savePng() {
        Path file = target.ask(window(), Text.of("metrics.png"), name("png"));
        if (file == null) return;
        var parameters = new SnapshotParameters();
        parameters.setFill(charts.getFirst().page());
        Image image = grid.snapshot(parameters, null);
        desk.work().run(() -> AtomicFiles.write(file, Png.encode(image)), () -> saved(file));
    }

    private void saved(Path file) {
        desk.notices().done(Text.of("metrics.saved", file));
    }

    private javafx.stage.@org.jspecify.annotations.Nullable Window window() {
        return getScene() == null ? null : getScene().getWindow();
    }

    private String name(String ending) {
        String who = subjects.size() == 1 ? subjects.getFirst().id().replace('/', '-') : "deployments";
        return "metrics-" + who + "." + ending;
    }
}
