package slipway.ui.widget;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import javafx.geometry.Bounds;
import javafx.geometry.VerticalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.series.Bucket;
import slipway.series.Mark;
import slipway.series.Metric;
import slipway.series.SeriesStore;
import slipway.store.Database;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Charts on one time axis: ranges, zoom, pan, the cursor in all of them, marks, export, and rest while nothing is new.
class MetricsPanelUiTest extends UiTest {
    private static final List<MetricSubject> TWO = List.of(
            new MetricSubject("iris/blue", Hues.at(0), 2.0, 512_000_000L),
            new MetricSubject("iris/green", Hues.at(1), null, 640_000_000L));

    @TempDir
    Path folder;
    /// One moment for every run: which seconds share a column of the charts hangs on it.
    private final AtomicLong clock = new AtomicLong(Instant.parse("2026-11-20T10:20:03Z").toEpochMilli());
    private final TestDesk told = new TestDesk();
    private Database database;
    private SeriesStore store;
    @SuppressWarnings("NullAway.Init") // each test shows its own
    private MetricsPanel panel;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("metrics.db"));
        store = new SeriesStore(database, clock::get);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void fill(String id, long seconds, double level, boolean container) {
        long now = clock.get();
        for (long at = now - seconds * 1000; at < now; at += 1000) {
            double wave = 1 + 0.3 * Math.sin(at / 40_000.0) + 0.1 * Math.sin(at / 3_000.0);
            var values = new EnumMap<Metric, Double>(Metric.class);
            values.put(Metric.REQUESTS, (double) Math.round(40 * level * wave));
            values.put(Metric.ERRORS, at % 90_000 < 4_000 ? 3.0 : 0);
            if (at % 5_000 == 0) {
                values.put(Metric.CPU, 0.6 * level * wave);
                values.put(Metric.MEMORY, 300e6 * level + 20e6 * wave);
                if (container) {
                    values.put(Metric.NETWORK_IN, 2.1e6 * wave);
                    values.put(Metric.NETWORK_OUT, 0.7e6 * wave);
                    values.put(Metric.BLOCK_READ, 9e3 * wave);
                    values.put(Metric.BLOCK_WRITE, 120e3 * wave);
                    values.put(Metric.PIDS, 23.0);
                    values.put(Metric.GPU_LOAD, 61 * wave);
                    values.put(Metric.GPU_MEMORY, 6.1e9);
                }
            }
            Histogram latencies = Bucket.noLatencies();
            for (int i = 1; i <= 40; i++)
                latencies.recordValue((long) (2e6 * level * wave * (1 + i * i / 500.0)));
            store.add(id, Bucket.of(at, 1000, values, latencies));
        }
    }

    private void open(List<MetricSubject> subjects, double width, double height) {
        panel = fx(() -> {
            var made = new MetricsPanel(told.desk(), store, (owner, title, name) -> folder.resolve(name), clock::get);
            made.show(subjects);
            return made;
        });
        var page = fx(() -> {
            var around = new StackPane(panel);
            around.getStyleClass().add("page");
            return around;
        });
        show(page, width, height);
        await().until(() -> !words("#metrics-shown").isEmpty());
        settle();
    }

    private String words(String id) {
        return fx(() -> lookup(id).queryAs(Label.class).getText());
    }

    private MetricChart chart(MetricKind kind) {
        return fx(() -> lookup("#chart-" + kind.name().toLowerCase(java.util.Locale.ROOT)).queryAs(MetricChart.class));
    }

    private List<String> figures(MetricKind kind) {
        return fx(() -> chart(kind).figures().stream().map(MetricHead.Figure::text).toList());
    }

    private void at(MetricKind kind, double share) {
        Bounds bounds = fx(() -> {
            MetricChart chart = chart(kind);
            return chart.localToScreen(chart.getBoundsInLocal());
        });
        moveTo(bounds.getMinX() + share * fx(() -> chart(kind).plotWidth()), bounds.getCenterY());
        settle();
    }

    @Test
    void oneDeploymentWithEverythingThatAnEngineTells() {
        fill("iris/blue", 900, 1, true);
        store.mark(new Mark(clock.get() - 700_000, "iris/blue", Mark.Kind.DEPLOY, "r4"));
        store.mark(new Mark(clock.get() - 690_000, "iris/blue", Mark.Kind.READY, "r4"));
        store.mark(new Mark(clock.get() - 300_000, "iris", Mark.Kind.SWAP, "blue 90 · green 10"));
        store.mark(new Mark(clock.get() - 120_000, "iris/blue", Mark.Kind.UNHEALTHY, ""));
        open(TWO.subList(0, 1), 1440, 900);
        assertEquals(9, fx(() -> lookup(".metric-chart").queryAll().size()));
        assertEquals("", words("#metrics-note"), "everything has its chart");
        List<String> latencies = figures(MetricKind.LATENCY);
        assertTrue(latencies.getFirst().startsWith("p50 ") && latencies.getLast().startsWith("p99 "), latencies
                .toString());
        assertTrue(figures(MetricKind.NETWORK).getFirst().matches("in [\\d.]+ MB/s"), figures(MetricKind.NETWORK)
                .toString());
        at(MetricKind.CPU, 200 / 900.0 + 0.0005);
        shots("metrics-one");
    }

    @Test
    void theCursorStandsInAllChartsWithTheirValues() {
        fill("iris/blue", 900, 1, false);
        long then = clock.get() - 450_000;
        store.add("iris/blue", Bucket.of(then, 1000, java.util.Map.of(Metric.CPU, 5.0, Metric.MEMORY, 123e6), Bucket
                .noLatencies()));
        open(TWO.subList(0, 1), 1440, 900);
        List<String> newest = figures(MetricKind.CPU);
        at(MetricKind.REQUESTS, 0.501);
        assertFalse(figures(MetricKind.CPU).equals(newest), "another chart tells of the same moment");
        assertTrue(figures(MetricKind.REQUESTS).getFirst().endsWith("req/s"));
        fxRun(() -> moveTo(1, 1));
        moveTo(panel.lookup("#metrics-note"));
        settle();
        assertEquals(newest, figures(MetricKind.CPU), "without a cursor, the newest");
    }

    @Test
    void wheelAndDragZoomAndTheWayBackIsOneClick() {
        fill("iris/blue", 900, 1, false);
        open(TWO, 1440, 900);
        String whole = words("#metrics-shown");
        assertFalse(fx(() -> lookup("#metrics-live").queryAs(Button.class).isVisible()));
        at(MetricKind.CPU, 0.5);
        scroll(3, VerticalDirection.UP);
        await().until(() -> !words("#metrics-shown").equals(whole));
        assertTrue(fx(() -> lookup("#metrics-live").queryAs(Button.class).isVisible()));
        clickOn("#metrics-live");
        await().until(() -> words("#metrics-shown").equals(whole));
        at(MetricKind.MEMORY, 0.25);
        press(MouseButton.PRIMARY);
        at(MetricKind.MEMORY, 0.5);
        shot("metrics-drag");
        release(MouseButton.PRIMARY);
        await().until(() -> !words("#metrics-shown").equals(whole));
        String dragged = words("#metrics-shown");
        String expected = TimeTicks.moment(clock.get() - 675_000, 900_000, java.time.ZoneId.systemDefault());
        assertEquals(expected.substring(0, 6), dragged.substring(0, 6), dragged + " begins where the drag began");
        type(KeyCode.LEFT);
        await().until(() -> !words("#metrics-shown").equals(dragged));
        type(KeyCode.HOME);
        await().until(() -> words("#metrics-shown").equals(whole));
    }

    @Test
    void everyRangeIsReadFromWhatIsKeptThatFarBack() {
        for (long minute = 7 * 1440; minute > 15; minute -= 5) {
            long at = clock.get() - minute * 60_000;
            Histogram latencies = Bucket.noLatencies();
            latencies.recordValue(3_000_000);
            latencies.recordValue(9_000_000 + minute * 1000);
            store.add("iris/blue",
                    Bucket.of(at, 1000, java.util.Map.of(Metric.CPU, 0.4 + 0.3 * Math.sin(minute / 200.0),
                            Metric.MEMORY, 200e6 + minute * 1e4, Metric.REQUESTS, 20 + 15 * Math.cos(minute / 230.0)),
                            latencies));
        }
        fill("iris/blue", 900, 0.6, false);
        store.flush();
        open(TWO, 1024, 700);
        for (String range : List.of("1 min", "5 min", "1 h", "6 h", "24 h", "7 days")) {
            String before = words("#metrics-shown");
            clickOn(range);
            await().until(() -> !words("#metrics-shown").equals(before));
            // read on a task, so the figures follow the range
            await(range + " has a newest figure").until(() -> !figures(MetricKind.CPU).getFirst().endsWith("–"));
        }
        shots("metrics-week");
        assertTrue(words("#metrics-note").contains("GPU"), "and it is said that none was used");
    }

    @Test
    void theTableHasUnitsMarksAndNoInventedZeros() throws Exception {
        fill("iris/blue", 60, 1, false);
        store.mark(new Mark(clock.get() - 30_000, "iris", Mark.Kind.SWAP, "blue 90, green 10"));
        open(TWO, 1440, 900);
        clickOn("#metrics-csv");
        Path file = folder.resolve("metrics-deployments.csv");
        await().until(() -> Files.exists(file));
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        assertTrue(lines.getFirst().startsWith("time,seconds,deployment,p50_ms,p95_ms,p99_ms,cpu_cores"), lines
                .getFirst());
        assertEquals(61, lines.size(), "a line for each second of the one that ran");
        assertTrue(lines.get(1).matches("20.*Z,1,iris/blue,\\d.*"), lines.get(1));
        assertTrue(lines.get(1).endsWith(",") && lines.get(1).contains(",,"), "nothing read is empty");
        assertEquals(1, lines.stream().filter(line -> line.contains("\"iris: traffic is now blue 90, green 10\""))
                .count());
    }

    @Test
    void thePictureIsWrittenAsItStands() throws Exception {
        fill("iris/blue", 300, 1, false);
        fill("iris/green", 300, 1.4, false);
        open(TWO, 1440, 900);
        clickOn("#metrics-png");
        Path file = folder.resolve("metrics-deployments.png");
        await().until(() -> Files.exists(file) && !told.done.isEmpty());
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(0x50, bytes[1]);
        var read = fx(() -> new javafx.scene.image.Image(new java.io.ByteArrayInputStream(bytes)));
        assertTrue(read.getWidth() > 1000 && !read.isError(), read.getWidth() + " wide");
        Files.createDirectories(SHOTS);
        Files.write(SHOTS.resolve("metrics-export.png"), bytes);
        shots("metrics-two");
    }

    @Test
    void nothingIsDrawnWhileNothingIsNewOrNobodyLooks() {
        fill("iris/blue", 300, 1, false);
        open(TWO, 1440, 900);
        MetricChart chart = chart(MetricKind.CPU);
        long before = fx(chart::painted);
        var passed = new ArrayList<Long>();
        fxRun(() -> slipway.ui.fx.Fx.poll(panel, java.time.Duration.ofMillis(100), () -> passed.add(1L)));
        await().until(() -> passed.size() > 8);
        assertEquals(before, fx(chart::painted), "no news, the clock stands still");
        store.add("iris/blue", Bucket.of(clock.addAndGet(1000), 1000, java.util.Map.of(Metric.CPU, 1.5), Bucket
                .noLatencies()));
        await().until(() -> fx(chart::painted) > before);
        fxRun(() -> panel.getParent().setVisible(false));
        settle();
        long hidden = fx(chart::painted);
        store.add("iris/blue", Bucket.of(clock.addAndGet(1000), 1000, java.util.Map.of(Metric.CPU, 1.5), Bucket
                .noLatencies()));
        fxRun(() -> slipway.ui.fx.Fx.poll(stage().getScene().getRoot(), java.time.Duration.ofMillis(100),
                () -> passed.add(1L)));
        int seen = passed.size();
        await().until(() -> passed.size() > seen + 8);
        assertEquals(hidden, fx(chart::painted), "hidden");
    }

    @Test
    void aFigureThatChangesNoPixelIsNotPaintedAndANewOneOnlyAtTheEnd() {
        // a column of this range has two seconds: what is read here begins one, and nothing else was read in it
        fill("iris/blue", 300, 1, false);
        read(0.5, 300e6);
        open(TWO.subList(0, 1), 1440, 900);
        MetricChart cpu = chart(MetricKind.CPU);
        MetricChart memory = chart(MetricKind.MEMORY);
        still(cpu);
        still(memory);
        long cpuBefore = fx(cpu::painted);
        long memoryBefore = fx(memory::painted);
        read(0.500001, 310e6);
        await().until(() -> fx(memory::painted) > memoryBefore);
        settle();
        assertEquals(cpuBefore, fx(cpu::painted), "another value, the same pixels and the same words");
        assertEquals(memoryBefore + 2, fx(memory::painted),
                "its figure and the newest stretch, not the picture before");
    }

    /// Waits until what was there at the opening is painted.
    private void still(MetricChart chart) {
        var last = new AtomicLong(-1);
        await().pollInterval(java.time.Duration.ofMillis(250)).until(() -> {
            long now = fx(chart::painted);
            return last.getAndSet(now) == now;
        });
    }

    private void read(double cores, double bytes) {
        store.add("iris/blue", Bucket.of(clock.get() - 1000, 1000, java.util.Map.of(Metric.CPU, cores, Metric.MEMORY,
                bytes), Bucket.noLatencies()));
    }

    @Test
    void aDamagedHistoryIsSaidAndTheChartsGoOn() throws Exception {
        database.close();
        Files.writeString(folder.resolve("broken.db"), "this is no database at all, and says so again. ".repeat(40));
        database = Database.open(folder.resolve("broken.db"));
        store = new SeriesStore(database, clock::get);
        fill("iris/blue", 120, 1, false);
        open(TWO, 1440, 900);
        fxRun(() -> store.flush());
        await().until(() -> lookup(".problem").tryQuery().isPresent());
        assertFalse(figures(MetricKind.CPU).isEmpty());
        shot("metrics-damaged");
    }
}
