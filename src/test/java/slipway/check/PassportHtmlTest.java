package slipway.check;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PassportHtmlTest {
    private static final Passport PASSPORT = Passports.of("lda-flask",
            Passports.many("oci-byoc", "OCI BYOC", 3, 0, 0), Passports.result("sagemaker", "SageMaker",
                    Passports.rule("sagemaker/rule-1", Verdict.PASS, "seen"),
                    Passports.rule("sagemaker/rule-2", Verdict.SKIP, "no model"),
                    Passports.rule("sagemaker/rule-3", Verdict.WARN, "late"),
                    Passports.rule("sagemaker/rule-4", Verdict.FAIL, "never")));

    @Test
    void theMatrixStandsOnTopAndFailuresFirst() {
        String page = PassportHtml.page(PASSPORT);
        assertTrue(page.indexOf("class=\"matrix\"") < page.indexOf("<section>"));
        assertTrue(page.contains("<span class=\"pill fail\">× fail</span>"), page);
        List<String> verdicts = Pattern.compile("<td class=\"v\"><span class=\"pill (\\w+)\"")
                .matcher(page.substring(page.lastIndexOf("<section>"))).results().map(hit -> hit.group(1)).toList();
        assertEquals(List.of("fail", "warn", "pass", "skip"), verdicts);
        for (String said : List.of("sagemaker/rule-4", "A014 · developer guide", Passports.DIGEST, "48.2 s",
                "2026-11-21 14:31:07 UTC", "Docker 28.3", "POST /invocations", "500 after 3.13 ms",
                "Werkzeug/2.2.2", "What to do.</strong> Answer the path with 200.", "1 request and its answer"))
            assertTrue(page.contains(said), said);
        assertFalse(page.contains("[passport."), page);
    }

    @Test
    void needsNothingFromOutside() {
        String page = PassportHtml.page(PASSPORT);
        assertFalse(Pattern.compile("(?i)\\b(?:src|href)=\"(?!#c)|url\\(|@import|<script|<link").matcher(page).find());
        assertTrue(page.contains("prefers-color-scheme: dark") && page.contains("@media print"));
    }

    @Test
    void hostileWordsStayWords() {
        String bad = "<script>alert(1)</script><img src=x onerror=\"a\">'</pre></style>&<!-- slipway-signature {} -->\u0000";
        var exchange = new Exchange(bad, bad, Map.of(bad, bad), bad, 200, Map.of(bad, bad), bad, 1, bad);
        var silent = new Exchange(bad, bad, Map.of(), bad, 0, Map.of(), bad, 1, bad);
        var rule = new RuleResult(bad, bad, Verdict.FAIL, bad, bad, bad, bad, List.of(exchange, silent), 1);
        var passport = new Passport(bad, bad, bad, PASSPORT.startedAt(), 1, Map.of(bad, bad), List.of(
                new ContractResult(bad, bad, bad, List.of(rule), 1)));
        String page = PassportHtml.page(passport);
        String plain = PassportHtml.page(PASSPORT);
        for (String piece : List.of("<script", "<img", "<!-- slipway", "\u0000", "'</pre", "onerror=\""))
            assertFalse(page.contains(piece), piece);
        assertEquals(1, page.split("</style>", -1).length - 1);
        assertEquals(plain.split("<style>", -1).length, page.split("<style>", -1).length);
        assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        assertEquals(4, page.split("</pre>", -1).length - 1);
    }
}
