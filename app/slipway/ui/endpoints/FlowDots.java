package slipway.ui.endpoints;

import java.util.ArrayList;
import java.util.List;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Circle;
import javafx.util.Duration;

import slipway.ui.widget.Motion;

/// Small dots that move along the lines of a [FlowView], at 15 pictures a second while requests flow; with nothing to
/// move, hidden, or three seconds without news, no timer runs at all; while nothing may move they are not there. FX
/// thread.
final class FlowDots extends Pane {
    private static final int EACH = 2;
    private static final double FRAMES = 15;
    private static final double PIXELS_PER_SECOND = 70;
    private static final long FRESH_NANOS = 3_000_000_000L;

    private final Timeline timeline = new Timeline(FRAMES, new KeyFrame(Duration.millis(1000 / FRAMES),
            event -> step()));
    /// Held here, because the wish for stillness holds it weakly.
    private final InvalidationListener still = observed -> startOrStop();
    private final List<Circle> circles = new ArrayList<>();
    private List<Path> paths = List.of();
    private double travelled;
    private long news;

    /// A line with level ends.
    record Path(double fromX, double fromY, double toX, double toY, boolean flows, String hue) {}

    FlowDots() {
        setMouseTransparent(true);
        setManaged(false);
        visibleProperty().bind(Motion.still().not());
        Motion.still().addListener(new WeakInvalidationListener(still));
        timeline.setCycleCount(Animation.INDEFINITE);
        sceneProperty().addListener((observed, old, scene) -> {
            if (scene == null) timeline.stop();
        });
    }

    /// The owner has seen news: dots may move for three more seconds.
    void alive() {
        news = System.nanoTime();
        startOrStop();
    }

    void follow(List<Path> next) {
        List<Path> flowing = next.stream().filter(Path::flows).toList();
        if (flowing.equals(paths)) return;
        paths = flowing;
        while (circles.size() > paths.size() * EACH)
            getChildren().remove(circles.removeLast());
        while (circles.size() < paths.size() * EACH) {
            var circle = new Circle(3);
            circle.getStyleClass().add("flow-dot");
            circles.add(circle);
            getChildren().add(circle);
        }
        startOrStop();
        place();
    }

    boolean running() {
        return timeline.getStatus() == Animation.Status.RUNNING;
    }

    private void startOrStop() {
        boolean fresh = System.nanoTime() - news < FRESH_NANOS;
        boolean may = !Motion.still().get() && !paths.isEmpty() && getScene() != null && fresh;
        if (may && !running()) timeline.play();
        if (!may && running()) timeline.stop();
    }

    private void step() {
        travelled += PIXELS_PER_SECOND / FRAMES;
        startOrStop();
        place();
    }

    private void place() {
        for (int i = 0; i < circles.size(); i++) {
            Path path = paths.get(i / EACH);
            double length = Math.max(1, path.toX - path.fromX);
            double t = (travelled / length + (double) (i % EACH) / EACH) % 1;
            double mid = path.fromX + (path.toX - path.fromX) / 2;
            Circle circle = circles.get(i);
            circle.setTranslateX(bezier(path.fromX, mid, mid, path.toX, t));
            circle.setTranslateY(bezier(path.fromY, path.fromY, path.toY, path.toY, t));
        }
    }

    private static double bezier(double a, double b, double c, double d, double t) {
        double u = 1 - t;
        return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
    }
}
