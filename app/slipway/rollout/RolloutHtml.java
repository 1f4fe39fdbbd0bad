package slipway.rollout;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;

import slipway.base.Html;
import slipway.base.Text;
import slipway.base.Units;
import slipway.rollout.stats.Finding;
import slipway.rollout.stats.Outcome;

/// A rollout as one page to read and to print: it needs nothing beside it, and no text in it can become markup.
/// Stateless.
final class RolloutHtml {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'")
            .withZone(ZoneOffset.UTC);

    private final StringBuilder page = new StringBuilder(32_768);
    private final RolloutState state;

    private RolloutHtml(RolloutState state) {
        this.state = state;
    }

    /// The whole page; it ends with a line break.
    static String page(RolloutState state) {
        var html = new RolloutHtml(state);
        html.write();
        return html.page.toString();
    }

    private void write() {
        RolloutPlan plan = state.plan();
        String title = Text.of("rollout.html.title", plan.candidate(), plan.endpoint());
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
                .append("style-src 'unsafe-inline'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(Html.escape(title)).append("</title>\n<style>\n").append(style("passport"))
                .append(style("rollout"))
                .append("</style>\n</head>\n<body>\n<h1>").append(Html.escape(title))
                .append(pill(kind(state.status()), Words.status(state.status()))).append("</h1>\n");
        facts();
        steps();
        verdict();
        charts();
        swaps();
        log();
        page.append("<footer>").append(text("rollout.html.footer", Units.percent(plan.gates().alpha())))
                .append("</footer>\n</body>\n</html>\n");
    }

    private void facts() {
        RolloutPlan plan = state.plan();
        page.append("<dl>\n");
        fact("rollout.html.endpoint", plan.endpoint());
        fact("rollout.html.from-to", plan.baseline() + " → " + plan.candidate());
        fact("rollout.html.before", state.before().words());
        fact("rollout.html.started", TIME.format(state.started()));
        Instant ended = state.ended();
        if (ended != null) {
            fact("rollout.html.took", Units.nanos(Duration.between(state.started(), ended).toNanos()));
        }
        page.append("</dl>\n");
    }

    private void fact(String key, String value) {
        page.append("<dt>").append(text(key)).append("</dt><dd>").append(Html.escape(value)).append("</dd>\n");
    }

    private void steps() {
        title("rollout.html.steps");
        table("rollout.html.step", "rollout.html.state", "rollout.html.requests", "rollout.html.least",
                "rollout.html.took");
        for (int i = 0; i < state.steps().size(); i++) {
            PlanStep step = state.plan().steps().get(i);
            StepState now = state.steps().get(i);
            Instant began = now.began();
            Instant ended = now.ended();
            row(Html.escape((i + 1) + " · " + Text.of(step.mirror() ? "rollout.safe.mirror" : "rollout.safe.share",
                    step.percent())), pill(now.status()), String.valueOf(now.requests()),
                    String.valueOf(step.least()),
                    began == null || ended == null ? "–" : Units.nanos(Duration.between(began, ended).toNanos()));
        }
        end();
    }

    /// Of the newest look: the step that decided, or where it stands.
    private void verdict() {
        if (state.looks().isEmpty()) return;
        Look look = state.looks().getLast();
        page.append("<h2>").append(text("rollout.html.verdict", look.step() + 1))
                .append(pill(kind(look.verdict().outcome()), Words.outcome(look.verdict().outcome())))
                .append("</h2>\n");
        page.append("<table>\n<thead><tr><th>").append(text("rollout.html.measure")).append("</th><th>")
                .append(Html.escape(state.plan().baseline())).append("</th><th>")
                .append(Html.escape(state.plan().candidate())).append("</th><th>")
                .append(text("rollout.html.difference")).append("</th><th>").append(text("rollout.html.limit"))
                .append("</th><th></th></tr></thead>\n<tbody>\n");
        for (Finding finding : look.verdict().findings()) {
            row(Html.escape(Words.measure(finding.measure())), Words.value(finding, finding.baseline()),
                    Words.value(finding, finding.candidate()), Words.difference(finding), Words.limit(finding),
                    pill(kind(finding.outcome()), Words.outcome(finding.outcome())));
        }
        end();
    }

    private void charts() {
        if (state.looks().size() < 2) return;
        var charts = new RolloutCharts(state);
        page.append("<p class=\"legend\"><i class=\"blue\"></i>").append(Html.escape(state.plan().baseline()))
                .append("<i class=\"green\"></i>").append(Html.escape(state.plan().candidate()))
                .append("<i class=\"band baseline\"></i><i class=\"band\"></i>")
                .append(text("rollout.html.band")).append("<i class=\"limit\"></i>")
                .append(text("rollout.html.asked")).append("</p>\n");
        charts.measure().ifPresent(measure -> chart(Text.of("rollout.html.latency", measure),
                charts.latency(measure)));
        chart(Text.of("rollout.html.rate"), charts.rate());
        chart(Text.of("rollout.html.split"), charts.split());
    }

    private void chart(String title, String svg) {
        page.append("<figure><figcaption>").append(Html.escape(title)).append("</figcaption>\n").append(svg)
                .append("</figure>\n");
    }

    private void swaps() {
        if (state.swaps().isEmpty()) return;
        title("rollout.html.swaps");
        page.append("<p>").append(text("rollout.html.swapped", sum(SwapReport::requests), sum(SwapReport::lost),
                sum(SwapReport::failed), Units.nanos(most(SwapReport::longestPauseNanos)))).append("</p>\n");
        table("rollout.html.at", "rollout.html.change", "rollout.html.requests", "rollout.html.lost",
                "rollout.html.failed", "rollout.html.pause", "rollout.html.wait", "rollout.html.drain");
        for (SwapReport swap : state.swaps()) {
            row(TIME.format(swap.at()), Html.escape(swap.before() + " ⇒ " + swap.after()),
                    String.valueOf(swap.requests()), String.valueOf(swap.lost()), String.valueOf(swap.failed()),
                    Units.nanos(swap.longestPauseNanos()), Units.nanos(swap.longestWaitNanos()),
                    Units.nanos(swap.drainNanos()));
        }
        end();
    }

    private long sum(java.util.function.ToLongFunction<SwapReport> part) {
        return state.swaps().stream().mapToLong(part).sum();
    }

    private long most(java.util.function.ToLongFunction<SwapReport> part) {
        return state.swaps().stream().mapToLong(part).max().orElse(0);
    }

    private void log() {
        title("rollout.html.log");
        table("rollout.html.at", "rollout.html.what");
        state.log().forEach(line -> row(TIME.format(line.at()), Html.escape(line.text())));
        end();
    }

    private void title(String key) {
        page.append("<h2>").append(text(key)).append("</h2>\n");
    }

    private void table(String... keys) {
        page.append("<table>\n<thead><tr>");
        List.of(keys).forEach(key -> page.append("<th>").append(text(key)).append("</th>"));
        page.append("</tr></thead>\n<tbody>\n");
    }

    /// Cells that are safe as markup.
    private void row(String... cells) {
        page.append("<tr>");
        List.of(cells).forEach(cell -> page.append("<td>").append(cell).append("</td>"));
        page.append("</tr>\n");
    }

    private void end() {
        page.append("</tbody>\n</table>\n");
    }

    private static String kind(Outcome outcome) {
        return switch (outcome) {
            case BETTER, NO_WORSE -> "pass";
            case WORSE -> "fail";
            case OPEN -> "warn";
        };
    }

    private static String kind(RolloutState.Status status) {
        return switch (status) {
            case DONE -> "pass";
            case ROLLED_BACK -> "fail";
            case RUNNING, PAUSED, ABORTED, INTERRUPTED -> "warn";
        };
    }

    private static String pill(StepState.Status status) {
        return switch (status) {
            case WAITING -> pill("", Text.of("rollout.step.waiting"));
            case RUNNING -> pill("warn", Text.of("rollout.step.running"));
            case PASSED -> pill("pass", Text.of("rollout.step.passed"));
            case FAILED -> pill("fail", Text.of("rollout.step.failed"));
        };
    }

    private static String pill(String kind, String words) {
        String mark = switch (kind) {
            case "pass" -> "✓ ";
            case "fail" -> "× ";
            case "warn" -> "! ";
            default -> "";
        };
        return "<span class=\"pill " + kind + "\">" + mark + Html.escape(words) + "</span>";
    }

    private static String text(String key, Object... args) {
        return Html.escape(Text.of(key, args));
    }

    private static String style(String name) {
        try (InputStream in = RolloutHtml.class.getResourceAsStream("/reports/" + name + ".css")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
