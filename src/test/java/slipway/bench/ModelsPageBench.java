package slipway.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.stage.Stage;

import slipway.base.Live;
import slipway.base.Tasks;
import slipway.catalog.CatalogView;
import slipway.catalog.Model;
import slipway.testkit.Samples;
import slipway.testkit.TestCatalog;
import slipway.testkit.TestDesk;
import slipway.ui.Asker;
import slipway.ui.Theme;
import slipway.ui.models.ModelImports;
import slipway.ui.models.ModelsPage;

/// How long the Models page keeps the FX thread for one key typed into its search, and how many pulses a second come
/// while its list and its cards scroll, with 10,000 models.
///
/// Run with the JVM options of the UI tests: `slipway.bench.ModelsPageBench FOLDER [models]`; the folder is an empty one
/// for a catalog. A key should take less than 50 ms with its layout, and 60 pulses a second come where nothing is late.
public final class ModelsPageBench {
    private static final String TYPED = "model-99 four measurements";
    private static final int SECONDS = 5;

    private ModelsPageBench() {}

    public static void main(String[] args) throws Exception {
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
        var desk = new TestDesk().desk();
        try (var tasks = new Tasks()) {
            Path folder = Path.of(args[0]);
            List<Model> models = IntStream.range(0, count).mapToObj(i -> Samples.model("model-" + i, "1", 0.9,
                    1_000L + i, List.of())).toList();
            Platform.startup(() -> {});
            Region view = fx(() -> {
                var page = new ModelsPage(TestCatalog.in(folder, tasks), new Live<>(new CatalogView(models, List.of(),
                        900, false)), new Live<>(List.of()), desk, model -> {}, new ModelImports(tasks, () -> folder,
                                () -> {}, desk, (owner, title, kind, patterns) -> null, (owner, title) -> null),
                        Asker.dialog(), new ModelsPage.Habits(false, cards -> {}));
                var window = new Stage();
                window.setScene(new Scene(page.view(), 1440, 900));
                Theme.apply(window.getScene(), false);
                window.show();
                return page.view();
            });
            // warmed up by a first round
            type(view);
            report("a key typed", type(view), 50);
            report("still", pulses(() -> {}), 0);
            report("list scrolling", pulses(() -> wheel(view.lookup("#models-table .virtual-flow"))), 0);
            fx(() -> {
                ((ToggleButton) view.lookup("#models-as-cards")).fire();
                return view;
            });
            report("cards scrolling", pulses(() -> wheel(view.lookup("#models-cards .virtual-flow"))), 0);
        } finally {
            Platform.exit();
        }
    }

    /// Milliseconds of each key, its layout included.
    private static List<Double> type(Region view) throws Exception {
        var search = (TextField) view.lookup("#models-search");
        var all = new ArrayList<Double>();
        for (int i = 1; i <= 2 * TYPED.length(); i++) {
            // typed, then taken back
            String text = TYPED.substring(0, i <= TYPED.length() ? i : 2 * TYPED.length() - i);
            all.add(fx(() -> {
                long begin = System.nanoTime();
                search.setText(text);
                view.getScene().getRoot().applyCss();
                view.getScene().getRoot().layout();
                return (System.nanoTime() - begin) / 1e6;
            }));
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return all;
    }

    /// As a wheel does: a line and a half down.
    private static void wheel(Node flow) {
        Event.fireEvent(flow, new ScrollEvent(ScrollEvent.SCROLL, 400, 400, 400, 400, false, false, false, false, true,
                false, 0, -57, 0, -57, ScrollEvent.HorizontalTextScrollUnits.NONE, 0,
                ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0, new PickResult(flow, 400, 400)));
    }

    /// Milliseconds between pulses while `step` is done at each.
    private static List<Double> pulses(Runnable step) throws Exception {
        List<Double> gaps = Collections.synchronizedList(new ArrayList<>());
        var timer = new AnimationTimer() {
            private long last;

            @Override
            public void handle(long now) {
                if (last != 0) gaps.add((now - last) / 1e6);
                last = now;
                step.run();
            }
        };
        Platform.runLater(timer::start);
        TimeUnit.SECONDS.sleep(SECONDS);
        fx(() -> {
            timer.stop();
            return timer;
        });
        return List.copyOf(gaps);
    }

    private static <T> T fx(Callable<T> work) throws InterruptedException, ExecutionException {
        var task = new FutureTask<T>(work);
        Platform.runLater(task);
        return task.get();
    }

    private static void report(String what, List<Double> millis, int bound) {
        List<Double> sorted = millis.stream().sorted().toList();
        double sum = sorted.stream().mapToDouble(Double::doubleValue).sum();
        System.out.printf("%s: %d, p50 %.1f ms, p99 %.1f ms, max %.1f ms%s%n", what, sorted.size(),
                at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1), bound > 0
                        ? " (bound " + bound + ")"
                        : ", %.1f a second".formatted(1000 * sorted.size() / sum));
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.get((int) ((sorted.size() - 1) * share));
    }
}
