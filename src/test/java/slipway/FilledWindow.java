package slipway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javafx.stage.Stage;

import org.testfx.util.WaitForAsyncUtils;

import slipway.deploy.DeploymentState;
import slipway.testkit.UpProcess;
import slipway.ui.Opening;
import slipway.ui.Parts;
import slipway.ui.StudioApp;
import slipway.ui.Tour;

import static org.awaitility.Awaitility.await;

/// The whole window over a copy of the sample workspace whose endpoint is deployed and was asked: what tests look at that
/// are about every page. Closed by the test that opened it.
final class FilledWindow implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(60);
    /// What is shown on a page besides the page itself, each as a person would come to it.
    private static final Map<String, List<String>> SUBJECTS = Map.of("models", List.of("iris/2"), "deployments",
            List.of("iris/green", "iris/green#logs", "iris/green#metrics", "iris/green#health", "iris/green#spec"),
            "endpoints", List.of("iris"), "requests", List.of("iris"), "lab", List.of("iris"), "monitor",
            List.of("logs:iris/blue,iris/green", "metrics:iris/blue,iris/green", "activity"));

    private final StudioApp app = new StudioApp();
    private final Parts parts;
    private final Tour tour;

    /// A page with what is shown on it.
    record Place(String page, String subject) {
        /// As the name of a file.
        String name() {
            return subject.isEmpty() ? page : page + "-" + subject.replaceAll("[^a-z0-9]+", "-");
        }
    }

    private record Window(Parts parts, Tour tour) {}

    private FilledWindow(Stage stage, Path workspace) throws Exception {
        var opened = new CompletableFuture<Window>();
        Opening opening = StudioOpener.opening(workspace, null, (parts, tour, progress) -> opened.complete(
                new Window(parts, tour)), true, null);
        WaitForAsyncUtils.waitForAsyncFx(20_000, () -> app.show(stage, opening));
        Window window = opened.get(LONG.toSeconds(), TimeUnit.SECONDS);
        parts = window.parts;
        tour = window.tour;
        tour.theme("light");
    }

    /// Opens it on `stage` over a workspace made in `folder`, with both deployments of `iris` ready and asked.
    static FilledWindow open(Stage stage, Path folder) throws Exception {
        var window = new FilledWindow(stage, UpProcess.workspace(folder.resolve("sample"), "iris"));
        try {
            window.fill();
            return window;
        } catch (Exception | Error e) {
            window.close();
            throw e;
        }
    }

    private void fill() throws Exception {
        parts.workspace().spec().get().endpoints().forEach(endpoint -> endpoint.deployments().forEach(
                parts.deployments()::deploy));
        await().atMost(LONG).until(() -> parts.deployments().all().get().stream().filter(each -> each
                .state() == DeploymentState.READY).count() == 2);
        tour.open("requests", "iris");
        for (int i = 0; i < 3; i++)
            tour.press("Shortcut+Enter");
    }

    /// Every page, and what is shown on it.
    List<Place> places() throws InterruptedException {
        var places = new ArrayList<Place>();
        for (String page : tour.pages())
            SUBJECTS.getOrDefault(page, List.of("")).forEach(subject -> places.add(new Place(page, subject)));
        return places;
    }

    void open(Place place) throws InterruptedException {
        tour.open(place.page, place.subject);
    }

    void theme(boolean dark) throws InterruptedException {
        tour.theme(dark ? "dark" : "light");
    }

    Tour tour() {
        return tour;
    }

    @Override
    public void close() {
        WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            app.stop();
            return null;
        });
    }
}
