package slipway;

import java.nio.file.Path;
import java.util.function.Consumer;

import slipway.base.Text;
import slipway.tour.Report;

/// A few lines about the tour for the terminal it was started from.
final class Summary {
    private Summary() {}

    static void print(Report report, Path out, Consumer<String> lines) {
        report.models().forEach(score -> lines.accept(Text.of("studio.tour.model", score.name(), score.version(),
                score.metric(), score.served(), score.card())));
        report.splits().forEach(split -> lines.accept(Text.of("studio.tour.split", split.endpoint(),
                split.requests(), split.asked(), split.counted(), split.failed())));
        report.mirrors().forEach(mirror -> lines.accept(Text.of("studio.tour.mirror", mirror.endpoint(),
                mirror.counted(), mirror.requests(), mirror.to())));
        report.steps().stream().filter(step -> !step.ok())
                .forEach(step -> lines.accept(Text.of("studio.tour.failed", step.name(), step.detail())));
        lines.accept(Text.of(report.ok() ? "studio.tour.good" : "studio.tour.bad", out.resolve("report.html")));
    }
}
