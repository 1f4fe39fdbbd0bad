package slipway.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

import org.HdrHistogram.Histogram;

import slipway.series.Bucket;
import slipway.series.Metric;
import slipway.series.SeriesStore;
import slipway.store.Database;
import slipway.testkit.TestDesk;
import slipway.ui.Theme;
import slipway.ui.widget.MetricSubject;
import slipway.ui.widget.MetricsPanel;

/// Processor time of six live charts while new readings come ten times a second, all of it counted: adding, reading,
/// drawing, showing. Arguments: seconds, and the range as its chip says it (`1 min`; `15 min` without). Prints percent of
/// one core: of adding alone, of the window with nothing new, and live.
public final class MetricsBench {
    private static final String ID = "iris/blue";
    private static final Duration WARM = Duration.ofSeconds(15);

    private MetricsBench() {}

    public static void main(String[] args) throws Exception {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        Path folder = Files.createTempDirectory("metrics-bench");
        try (Database database = Database.open(folder.resolve("metrics.db"))) {
            var store = new SeriesStore(database, System::currentTimeMillis);
            long now = System.currentTimeMillis();
            for (long at = now - 900_000; at < now; at += 1000)
                store.add(ID, reading(at));
            store.flush();
            live(store, WARM.dividedBy(2));
            System.out.printf("adding the readings alone: %.1f %% of one core%n", used(() -> live(store, Duration
                    .ofSeconds(seconds / 3))));
            var shown = new CountDownLatch(1);
            String range = args.length > 1 ? args[1] : "15 min";
            Platform.startup(() -> open(store, range, shown));
            shown.await();
            live(store, WARM);
            TimeUnit.SECONDS.sleep(1);
            System.out.printf("nothing new: %.1f %% of one core%n", used(() -> TimeUnit.SECONDS.sleep(seconds / 3)));
            System.out.printf("live, 10 readings/s: %.1f %% of one core%n", used(() -> live(store, Duration.ofSeconds(
                    seconds))));
            Platform.exit();
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static double used(Work work) throws InterruptedException {
        long began = System.nanoTime();
        Duration before = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
        work.run();
        Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().minus(before);
        return 100.0 * cpu.toNanos() / (System.nanoTime() - began);
    }

    private static void live(SeriesStore store, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            store.add(ID, reading(System.currentTimeMillis()));
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static Bucket reading(long at) {
        double wave = 1 + 0.3 * Math.sin(at / 40_000.0) + 0.1 * Math.sin(at / 700.0);
        var values = new EnumMap<Metric, Double>(Metric.class);
        for (Metric each : List.of(Metric.CPU, Metric.MEMORY, Metric.NETWORK_IN, Metric.NETWORK_OUT, Metric.BLOCK_READ,
                Metric.BLOCK_WRITE, Metric.REQUESTS)) {
            values.put(each, 100 * wave * each.name().length());
        }
        Histogram latencies = Bucket.noLatencies();
        for (int i = 1; i < 20; i++)
            latencies.recordValue((long) (1e6 * i * wave));
        return Bucket.of(at, 1000, values, latencies);
    }

    private static void open(SeriesStore store, String range, CountDownLatch shown) {
        var panel = new MetricsPanel(new TestDesk().desk(), store, (owner, title, name) -> null,
                System::currentTimeMillis);
        panel.show(List.of(new MetricSubject(ID, "hue-1", null, null)));
        var page = new StackPane(panel);
        page.getStyleClass().add("page");
        var stage = new Stage();
        stage.setScene(new Scene(page, 1200, 720));
        Theme.apply(stage.getScene(), false);
        stage.show();
        panel.lookupAll(".toggle-button").stream().map(ToggleButton.class::cast)
                .filter(chip -> chip.getText().equals(range)).forEach(ToggleButton::fire);
        shown.countDown();
    }
}
