package slipway.ui;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import javafx.animation.PauseTransition;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.deploy.Deployment;
import slipway.deploy.HealthNews;

/// Turns what happens to deployments into toasts, quietly: changes within a second become one, more than [#APART] at
/// once become one that names them, and none comes while the person does not want to be disturbed. FX thread.
final class NewsDesk {
    /// So many are told one by one.
    static final int APART = 2;
    static final Duration GATHER = Duration.ofSeconds(1);

    private final Toasts toasts;
    private final Navigator navigator;
    private final BooleanSupplier quiet;
    private final Map<String, HealthNews> waiting = new LinkedHashMap<>();
    private final PauseTransition gather = new PauseTransition(javafx.util.Duration.millis((double) GATHER.toMillis()));
    private @Nullable List<Deployment> before;

    NewsDesk(Toasts toasts, Navigator navigator, BooleanSupplier quiet) {
        this.toasts = toasts;
        this.navigator = navigator;
        this.quiet = quiet;
        gather.setOnFinished(event -> tell());
    }

    /// The newest snapshot of all deployments; the first one is what the person finds.
    void show(List<Deployment> now) {
        List<Deployment> then = before;
        before = now;
        if (then == null) return;
        List<HealthNews> news = HealthNews.between(then, now);
        if (news.isEmpty() || quiet.getAsBoolean()) return;
        // the last word about each counts, at its old place
        news.forEach(each -> waiting.put(each.id(), each));
        if (gather.getStatus() != javafx.animation.Animation.Status.RUNNING) gather.playFromStart();
    }

    private void tell() {
        List<HealthNews> all = List.copyOf(waiting.values());
        waiting.clear();
        if (quiet.getAsBoolean()) return;
        if (all.size() > APART) {
            boolean good = all.stream().allMatch(each -> each.kind().good());
            toasts.news("", Text.of("notify.many", all.size(), String.join(", ", all.stream().limit(4)
                    .map(HealthNews::id).toList())), good, Text.of("notify.many.show"),
                    () -> navigator.open("monitor", "activity"));
            return;
        }
        for (HealthNews each : all) {
            toasts.news(each.id(), words(each), each.kind().good(), Text.of("notify.logs"),
                    () -> navigator.open("monitor", "logs:" + each.id()));
        }
    }

    static String words(HealthNews news) {
        String said = switch (news.kind()) {
            case UNHEALTHY -> Text.of("notify.news.unhealthy", news.id());
            case RECOVERED -> Text.of("notify.news.recovered", news.id());
            case CRASHED -> Text.of("notify.news.crashed", news.id());
            case OUT_OF_MEMORY -> Text.of("notify.news.memory", news.id());
            case GAVE_UP -> Text.of("notify.news.gave-up", news.id());
            case FAILED -> Text.of("notify.news.failed", news.id());
        };
        boolean repeats = news.why().isEmpty() || news.why().startsWith(news.id());
        return repeats ? said : said + "\n" + news.why();
    }
}
