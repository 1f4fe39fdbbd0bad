package slipway.tour;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import slipway.base.Language;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.ui.Tour;

/// A picture of every page in both themes.
final class Pictures {
    /// What each page shows, so that its detail is in the picture.
    private static final Map<String, String> SUBJECTS = Map.of("models", "iris/2", "deployments", "iris/green#logs",
            "endpoints", "iris", "requests", "iris", "lab", "iris", "monitor", "logs:iris/blue,iris/green");
    /// A live page polls a few times a second; a picture is taken after it had the time to.
    private static final Duration SETTLE = Duration.ofMillis(1500);

    /// What is in the charts already needs no time to come.
    private static final Duration LOOK = Duration.ofMillis(700);

    private final Path out;
    private final Tour tour;
    private final Notes notes;

    Pictures(Path out, Tour tour, Notes notes) {
        this.out = out;
        this.tour = tour;
        this.notes = notes;
    }

    String take() throws InterruptedException {
        List<String> pages = tour.pages();
        for (String theme : List.of("light", "dark")) {
            tour.theme(theme);
            for (String page : pages) {
                tour.open(page, SUBJECTS.getOrDefault(page, ""));
                if (page.equals("requests")) tour.press("Shortcut+Enter");
                settle();
                String file = page + "-" + theme + ".png";
                tour.shot(out.resolve(file));
                notes.picture(new Report.Picture(page, theme, file));
            }
            metrics(theme);
        }
        return Text.of("tour.pictured", pages.size());
    }

    /// Every page in both themes and every language, as `languages/TAG/PAGE-THEME.png`.
    String translated() throws InterruptedException {
        for (Language language : Language.values()) {
            tour.language(language.tag());
            for (String theme : List.of("light", "dark")) {
                tour.theme(theme);
                for (String page : tour.pages()) {
                    tour.open(page, SUBJECTS.getOrDefault(page, ""));
                    Tasks.pause(LOOK);
                    tour.shot(out.resolve("languages").resolve(language.tag()).resolve(page + "-" + theme + ".png"));
                }
            }
        }
        return Text.of("tour.translated", Language.values().length);
    }

    /// The second tab of the monitor page: the charts of both deployments of the sample.
    private void metrics(String theme) throws InterruptedException {
        tour.open("monitor", "metrics:iris/blue,iris/green");
        settle();
        String file = "metrics-" + theme + ".png";
        tour.shot(out.resolve(file));
        notes.picture(new Report.Picture("metrics", theme, file));
    }

    /// Lets a few seconds of traffic reach the charts of the page in view.
    private static void settle() throws InterruptedException {
        Tasks.pause(SETTLE);
    }
}
