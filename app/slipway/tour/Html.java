package slipway.tour;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import slipway.base.Text;
import slipway.base.Units;

/// The report as one page to read: what was done, what was measured, and every picture. Files beside it are linked.
final class Html {
    private static final String STYLE = """
            body { font: 15px/1.5 Inter, system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem;
                   color: #1f2328; background: #fff; }
            h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
            table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
            th, td { text-align: left; padding: .35rem .7rem; border-bottom: 1px solid #d1d9e0; }
            th { color: #59636e; font-weight: 500; } td.n, th.n { text-align: right; }
            .good { color: #1a7f37; font-weight: 600; } .bad { color: #cf222e; font-weight: 600; }
            figure { margin: 1.2rem 0; } img { width: 100%; border: 1px solid #d1d9e0; border-radius: 6px; }
            figcaption { color: #59636e; font-size: .9rem; }
            @media (prefers-color-scheme: dark) { body { color: #f0f6fc; background: #0d1117; }
              th, td { border-color: #3d444d; } th, figcaption { color: #9198a1; } img { border-color: #3d444d; } }
            """;

    private Html() {}

    static String of(Report report) {
        var page = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>")
                .append(Text.of("tour.title")).append("</title>\n<style>\n").append(STYLE).append("</style>\n<h1>")
                .append(Text.of("tour.title")).append(" ").append(mark(report.ok())).append("</h1>\n<p>")
                .append(Text.of("tour.about", report.startedAt(), report.engine())).append("</p>\n");
        section(page, "tour.models", List.of("tour.model", "tour.metric", "tour.card", "tour.served", "tour.rows", ""),
                report.models().stream().map(score -> List.of(score.name() + " " + score.version(), score.metric(),
                        String.valueOf(score.card()), String.valueOf(score.served()), String.valueOf(score.rows()),
                        mark(score.good()))).toList());
        section(page, "tour.splits",
                List.of("tour.endpoint", "tour.requests", "tour.asked", "tour.counted", "tour.failed", ""),
                report.splits().stream().map(split -> List.of(split.endpoint(), String.valueOf(split.requests()),
                        pairs(split.asked()), pairs(split.counted()), String.valueOf(split.failed()),
                        mark(split.good()))).toList());
        section(page, "tour.mirrors",
                List.of("tour.endpoint", "tour.mirror-to", "tour.asked", "tour.requests", "tour.copies",
                        "tour.dropped", ""),
                report.mirrors().stream().map(mirror -> List.of(mirror.endpoint(), mirror.to(), mirror.asked() + " %",
                        String.valueOf(mirror.requests()), String.valueOf(mirror.counted()),
                        String.valueOf(mirror.dropped()), mark(mirror.good()))).toList());
        section(page, "tour.latencies", List.of("tour.deployment", "tour.p50", "tour.p99"),
                report.latencyMs().entrySet().stream().map(entry -> List.of(entry.getKey(),
                        Units.millis(entry.getValue().p50()), Units.millis(entry.getValue().p99()))).toList());
        section(page, "tour.steps", List.of("tour.step", "tour.time", "tour.seen", ""),
                report.steps().stream().map(step -> List.of(escape(step.name()), Units.millis((double) step.ms()),
                        escape(step.detail()), mark(step.ok()))).toList());
        page.append("<h2>").append(Text.of("tour.pictures")).append("</h2>\n");
        for (Report.Picture picture : report.pages()) {
            page.append("<figure><img loading=\"lazy\" src=\"").append(picture.png()).append("\" alt=\"")
                    .append(picture.page()).append("\"><figcaption>").append(picture.page()).append(" · ")
                    .append(picture.theme()).append("</figcaption></figure>\n");
        }
        return page.append("</html>\n").toString();
    }

    private static void section(StringBuilder page, String title, List<String> head, List<List<String>> rows) {
        page.append("<h2>").append(Text.of(title)).append("</h2>\n<table>\n<tr>");
        head.forEach(key -> page.append("<th>").append(key.isEmpty() ? "" : Text.of(key)).append("</th>"));
        page.append("</tr>\n");
        rows.forEach(row -> page.append("<tr>").append(row.stream().map(cell -> "<td>" + cell + "</td>")
                .collect(Collectors.joining())).append("</tr>\n"));
        page.append("</table>\n");
    }

    private static String pairs(Map<String, ? extends Number> map) {
        return map.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(" · "));
    }

    private static String mark(boolean good) {
        return good
                ? "<span class=\"good\">✓ " + Text.of("tour.good") + "</span>"
                : "<span class=\"bad\">✗ " + Text.of("tour.bad") + "</span>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
