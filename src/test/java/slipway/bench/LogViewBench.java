package slipway.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;

import slipway.base.Problem;
import slipway.observe.LogBuffer;
import slipway.ui.Commands;
import slipway.ui.Desk;
import slipway.ui.Notices;
import slipway.ui.Theme;
import slipway.ui.fx.Fx;
import slipway.ui.widget.LogView;

/// How late pulses come while a log takes 100,000 lines a second, then one of 10 MB, and the viewer follows it.
///
/// Run with the JVM options of the UI tests: `slipway.bench.LogViewBench [lines a second] [seconds]`. It prints the
/// time between pulses, first with nothing coming in (what the machine itself costs), then under load; p99 under 33 ms
/// on a quiet machine is what the viewer promises.
public final class LogViewBench {
    private static final int BATCHES_A_SECOND = 200;

    private LogViewBench() {}

    public static void main(String[] args) throws InterruptedException {
        int rate = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        var buffer = new LogBuffer();
        fill(buffer, LogBuffer.CAPACITY);
        var shown = new CountDownLatch(1);
        Platform.startup(() -> open(buffer, shown));
        shown.await();
        push(buffer, rate, 4);
        List<Long> gaps = Collections.synchronizedList(new ArrayList<>());
        Fx.later(() -> measure(gaps));
        TimeUnit.SECONDS.sleep(seconds);
        report("quiet", 0, gaps);
        gaps.clear();
        long begun = buffer.next();
        long pushed = push(buffer, rate, seconds);
        report("full", pushed / seconds, gaps);
        System.out.printf("lines lost: %d%n", begun + pushed - buffer.next());
        gaps.clear();
        buffer.add(System.currentTimeMillis(), false, "INFO " + "x".repeat(10_000_000));
        TimeUnit.SECONDS.sleep(3);
        report("one line of 10 MB", 0, gaps);
        Platform.exit();
    }

    private static void report(String phase, long rate, List<Long> gaps) {
        List<Long> sorted;
        synchronized (gaps) {
            sorted = gaps.stream().sorted().toList();
        }
        System.out.printf("%s: %,d lines/s, %d pulses, gap p50 %.1f ms, p99 %.1f ms, max %.1f ms%n", phase, rate,
                sorted.size(), at(sorted, 0.50), at(sorted, 0.99), at(sorted, 1));
    }

    private static void open(LogBuffer buffer, CountDownLatch shown) {
        var view = new LogView(new Desk((page, what) -> {}, new Silent(), new Commands(), (body, then) -> {}),
                (owner, title, name) -> null);
        var stage = new Stage();
        stage.setScene(new Scene(view, 1200, 720));
        Theme.apply(stage.getScene(), false);
        view.show(buffer, "bench");
        stage.show();
        shown.countDown();
    }

    private static void measure(List<Long> gaps) {
        new AnimationTimer() {
            private long last;

            @Override
            public void handle(long now) {
                if (last != 0) gaps.add(now - last);
                last = now;
            }
        }.start();
    }

    private static long push(LogBuffer buffer, int rate, int seconds) throws InterruptedException {
        long start = System.nanoTime();
        long count = 0;
        for (int batch = 1; batch <= seconds * BATCHES_A_SECOND; batch++) {
            fill(buffer, rate / BATCHES_A_SECOND);
            count += rate / BATCHES_A_SECOND;
            long due = start + batch * 1_000_000_000L / BATCHES_A_SECOND;
            long wait = due - System.nanoTime();
            if (wait > 0) TimeUnit.NANOSECONDS.sleep(wait);
        }
        return count;
    }

    private static void fill(LogBuffer buffer, int lines) {
        long now = System.currentTimeMillis();
        for (int i = 0; i < lines; i++)
            buffer.add(now, false, "INFO POST /predict 200 2." + i + " ms 212 B");
    }

    private static double at(List<Long> sorted, double share) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) ((sorted.size() - 1) * share)) / 1e6;
    }

    private static final class Silent implements Notices {
        @Override
        public void done(String text) {}

        @Override
        public void undoable(String text, Runnable undo) {}

        @Override
        public void problem(Problem problem) {}

        @Override
        public void copied(String text) {}
    }
}
