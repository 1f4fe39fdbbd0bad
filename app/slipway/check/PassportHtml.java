package slipway.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;

import slipway.base.Html;
import slipway.base.Text;
import slipway.base.Units;

/// A passport as one page to read and to print: it needs nothing beside it, and no text in it can become markup.
/// Stateless.
public final class PassportHtml {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'")
            .withZone(ZoneOffset.UTC);

    private final StringBuilder page = new StringBuilder(16_384);

    private PassportHtml() {}

    /// The whole page; it ends with a line break.
    public static String page(Passport passport) {
        var html = new PassportHtml();
        html.write(Masking.of(passport));
        return html.page.toString();
    }

    private void write(Passport passport) {
        String title = Text.of("passport.html.title", passport.target());
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
                .append("style-src 'unsafe-inline'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(Html.escape(title)).append("</title>\n<style>\n").append(style())
                .append("</style>\n</head>\n<body>\n")
                .append("<h1>").append(Html.escape(title)).append(pill(whole(passport))).append("</h1>\n");
        facts(passport);
        matrix(passport.results());
        for (int i = 0; i < passport.results().size(); i++)
            contract(passport.results().get(i), i);
        page.append("<footer>").append(text("passport.html.footer")).append("</footer>\n</body>\n</html>\n");
    }

    private static Verdict whole(Passport passport) {
        return Verdict.together(passport.results().stream().map(ContractResult::verdict).toList());
    }

    private void facts(Passport passport) {
        page.append("<dl>\n");
        fact("passport.html.target", Html.escape(passport.target()) + " <span class=\"muted\">" + kind(passport.kind())
                + "</span>");
        if (passport.imageDigest() != null) {
            fact("passport.html.digest", "<code>" + Html.escape(passport.imageDigest()) + "</code>");
        }
        fact("passport.html.started", time(passport.startedAt()));
        fact("passport.html.took", Html.escape(Units.millis(passport.millis())));
        if (!passport.machine().isEmpty())
            fact("passport.html.machine", Html.escape(ExchangeText.pairs(passport.machine(), " · ")));
        page.append("</dl>\n");
    }

    private void fact(String key, String html) {
        page.append("<dt>").append(text(key)).append("</dt><dd>").append(html).append("</dd>\n");
    }

    /// `model`, `image` or `url` in words.
    static String kind(String kind) {
        return switch (kind) {
            case "url" -> Text.of("passport.kind.url");
            case "image" -> Text.of("passport.kind.image");
            default -> Text.of("passport.kind.model");
        };
    }

    private void matrix(List<ContractResult> results) {
        page.append("<table class=\"matrix\">\n<thead><tr>");
        List.of("passport.html.contract", "passport.html.edition", "passport.html.verdict")
                .forEach(key -> head(key, ""));
        List.of("passport.verdict.fail", "passport.verdict.warn", "passport.verdict.pass", "passport.verdict.skip",
                "passport.html.took").forEach(key -> head(key, " class=\"n\""));
        page.append("</tr></thead>\n<tbody>\n");
        for (int i = 0; i < results.size(); i++) {
            ContractResult result = results.get(i);
            page.append("<tr><td><a href=\"#c").append(i).append("\">").append(Html.escape(result.title()))
                    .append("</a></td><td>").append(Html.escape(result.profile())).append("</td><td class=\"v\">")
                    .append(pill(result.verdict())).append("</td>");
            for (Verdict each : List.of(Verdict.FAIL, Verdict.WARN, Verdict.PASS, Verdict.SKIP))
                page.append("<td class=\"n\">").append(result.count(each)).append("</td>");
            page.append("<td class=\"n\">").append(Html.escape(Units.millis(result.millis()))).append("</td></tr>\n");
        }
        page.append("</tbody>\n</table>\n");
    }

    private void head(String key, String attributes) {
        page.append("<th").append(attributes).append(">").append(text(key)).append("</th>");
    }

    private void contract(ContractResult result, int index) {
        page.append("<section>\n<h2 id=\"c").append(index).append("\">").append(Html.escape(result.title()))
                .append(pill(result.verdict())).append("</h2>\n<p class=\"muted\">")
                .append(text("passport.html.about", result.contract(), result.profile(), result.rules().size()))
                .append("</p>\n<table>\n<thead><tr>");
        List.of("passport.html.verdict", "passport.html.rule", "passport.html.asks", "passport.html.evidence",
                "passport.html.source").forEach(key -> head(key, ""));
        page.append("</tr></thead>\n<tbody>\n");
        WorstFirst.of(result.rules()).forEach(this::rule);
        page.append("</tbody>\n</table>\n</section>\n");
    }

    private void rule(RuleResult rule) {
        boolean bad = rule.verdict() == Verdict.FAIL || rule.verdict() == Verdict.WARN;
        boolean more = (bad && !rule.fix().isEmpty()) || !rule.exchanges().isEmpty();
        page.append(more ? "<tr class=\"led\">" : "<tr>").append("<td class=\"v\">").append(pill(rule.verdict()))
                .append("</td><td class=\"id\"><code>").append(Html.escape(rule.id())).append("</code></td><td>")
                .append(Html.escape(rule.asks())).append("</td><td><code>").append(Html.escape(rule.evidence()))
                .append("</code></td><td class=\"muted\">").append(Html.escape(source(rule))).append("</td></tr>\n");
        if (!more) return;
        page.append("<tr class=\"more\"><td colspan=\"5\">");
        if (bad && !rule.fix().isEmpty()) {
            page.append("<p class=\"fix\"><strong>").append(text("passport.html.fix")).append("</strong> ")
                    .append(Html.escape(rule.fix())).append("</p>");
        }
        if (!rule.exchanges().isEmpty()) exchanges(rule);
        page.append("</td></tr>\n");
    }

    /// The row of the inventory before the platform's own words.
    static String source(RuleResult rule) {
        if (rule.row() == null) return rule.source();
        return rule.source().isEmpty() ? rule.row() : rule.row() + " · " + rule.source();
    }

    /// Open where something failed, so that paper shows them too.
    private void exchanges(RuleResult rule) {
        page.append(rule.verdict() == Verdict.FAIL ? "<details open>" : "<details>").append("<summary>")
                .append(text("passport.html.exchanges", rule.exchanges().size())).append("</summary>\n");
        rule.exchanges()
                .forEach(one -> page.append("<pre>").append(Html.escape(ExchangeText.request(one)))
                        .append("</pre>\n<pre>")
                        .append(Html.escape(ExchangeText.answer(one))).append("</pre>\n"));
        page.append("</details>");
    }

    private static String pill(Verdict verdict) {
        return "<span class=\"pill " + verdict.word() + "\">" + mark(verdict) + " " + Html.escape(verdict.title())
                + "</span>";
    }

    static String mark(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "✓";
            case WARN -> "!";
            case FAIL -> "×";
            case SKIP -> "–";
        };
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static String text(String key, Object... args) {
        return Html.escape(Text.of(key, args));
    }

    private static String style() {
        try (InputStream in = PassportHtml.class.getResourceAsStream("/reports/passport.css")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
