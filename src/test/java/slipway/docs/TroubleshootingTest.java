package slipway.docs;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import slipway.testkit.Committed;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `docs/guide/troubleshooting.md` has every problem that Slipway can tell of, with its code; and with what Docker, its
/// registries and Podman say where one is known by their words.
class TroubleshootingTest {
    private static final String TRANSLATOR = "app/slipway/engine/docker/KnownErrors.java";
    private static final Pattern CODE = Pattern.compile("problem\\.((?:[a-z]+)\\..+)\\.what");
    private static final Pattern ROW = Pattern.compile("Row\\.of\\(\"([a-z.-]+)\",\\s*"
            + "((?:\"(?:[^\"\\\\]|\\\\.)*\"|NAME|\\s|\\+)+)\\)");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    /// Titles of the groups; what is not here is titled by its area.
    private static final Map<String, String> TITLES = Map.ofEntries(Map.entry("docker", "Docker and other engines"),
            Map.entry("spec", "Files of the workspace"), Map.entry("cli", "Command line"),
            Map.entry("catalog", "Models"), Map.entry("traffic", "Gateway"), Map.entry("deploy", "Deployments"),
            Map.entry("serve", "The sample server"), Map.entry("check", "Checks"), Map.entry("load", "Load"),
            Map.entry("bundle", "Bundles"), Map.entry("export", "Export and import"),
            Map.entry("record", "Recordings"), Map.entry("rollout", "Rollouts"), Map.entry("requests", "Requests"),
            Map.entry("swarm", "Docker Swarm"), Map.entry("build", "Building images"), Map.entry("store", "Disk"),
            Map.entry("engine", "Engines"), Map.entry("validate", "MLflow’s own validation"),
            Map.entry("rehearse", "Rehearsals"), Map.entry("contract", "Profiles of platforms"),
            Map.entry("passport", "Reports"), Map.entry("scale", "Scaling"), Map.entry("observe", "Logs"),
            Map.entry("logview", "Logs"), Map.entry("requestedit", "Requests"), Map.entry("requestspage", "Requests"),
            Map.entry("answers", "Requests"), Map.entry("studio", "Window"), Map.entry("shell", "Window"),
            Map.entry("base", "Anything else"));

    private final Map<String, String> texts = texts();
    private final Map<String, Set<String>> said = said(Sources.read(TRANSLATOR));

    @Test
    void thePageHasEveryProblem() {
        Committed.same("docs/guide/troubleshooting.md", page(), TroubleshootingTest.class);
    }

    @Test
    void whatTheTranslatorKnowsIsReadWhole() {
        long rows = Sources.read(TRANSLATOR).lines().filter(line -> line.contains("Row.of(\"")).count();
        assertEquals(rows, said.values().stream().mapToLong(Set::size).sum());
        assertTrue(said.keySet().stream().allMatch(code -> texts.containsKey("problem." + code + ".what")),
                said::toString);
    }

    private static Map<String, String> texts() {
        var texts = new TreeMap<String, String>();
        Sources.files("ui-resources/i18n", ".properties").forEach((file, content) -> {
            // those in folders are the other languages
            if (file.indexOf('/', "ui-resources/i18n/".length()) >= 0) return;
            var own = new Properties();
            try {
                own.load(new StringReader(content));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            own.forEach((key, value) -> texts.put((String) key, (String) value));
        });
        return texts;
    }

    /// Code to the patterns of what engines say.
    private static Map<String, Set<String>> said(String source) {
        var said = new TreeMap<String, Set<String>>();
        Matcher row = ROW.matcher(source);
        while (row.find()) {
            var pattern = new StringBuilder();
            LITERAL.matcher(row.group(2).replace("NAME", "\".+\"")).results()
                    .forEach(each -> pattern.append(each.group(1)));
            said.computeIfAbsent(row.group(1), code -> new TreeSet<>()).add(readable(pattern.toString()) + "#"
                    + row.start());
        }
        return said;
    }

    /// The first way of saying it, without the signs of the expression.
    private static String readable(String pattern) {
        return pattern.replace("\\\\", "\\").replace("\\\"", "\"").replaceAll("\\(\\?:|\\(\\?!", "(")
                .replaceAll("^\\((.*)\\)$", "$1").replaceAll("\\|.*", "")
                .replaceAll("\\[(?:\\\\.|[^]\\\\])*\\][+*?]*|\\\\[SdDwW][+*?]*|\\.[+*]\\??", "…")
                .replaceAll("\\\\(.)", "$1")
                .replaceAll("[()?]", "").replaceAll("…+", "…").replaceAll("\"…?\"", "…")
                .replaceAll("^[: ]+|[: ]+$", "").strip();
    }

    private String page() {
        var areas = new TreeMap<String, Map<String, String>>();
        for (String key : texts.keySet()) {
            Matcher code = CODE.matcher(key);
            if (!code.matches()) continue;
            String area = code.group(1).substring(0, code.group(1).indexOf('.'));
            areas.computeIfAbsent(TITLES.getOrDefault(area, title(area)), each -> new TreeMap<>()).put(code.group(1),
                    key);
        }
        var page = new StringBuilder(
                """
                        # Troubleshooting

                        Every problem that Slipway can tell of: what happened, **why**, and *what to do*. Made from its texts and from
                        the translator of what engines say; `TroubleshootingTest` makes it anew. In the window, *In the guide* on a
                        problem opens this page at its code; what stands in brackets like ‹a› is filled in there. How to go about whole
                        situations stands in the recipes: [a failing ping](recipe-sagemaker-ping.md), [no GPU](recipe-gpu.md).

                        """);
        areas.forEach((title, codes) -> {
            page.append("## ").append(title).append("\n\n");
            codes.keySet().forEach(code -> problem(page, code));
        });
        return page.toString().stripTrailing() + "\n";
    }

    private void problem(StringBuilder page, String code) {
        page.append("### ").append(code).append("\n\n").append(part(code, "what")).append("\n\n");
        List<String> words = said.getOrDefault(code, Set.of()).stream().map(each -> each.replaceAll("#\\d+$", ""))
                .filter(each -> each.length() > 6).distinct().toList();
        if (!words.isEmpty()) page.append("Known by: `").append(String.join("`, `", words)).append("`\n\n");
        page.append("**Why:** ").append(part(code, "why")).append("\n\n*What to do:* ").append(part(code, "fix"))
                .append("\n\n");
    }

    private String part(String code, String part) {
        return filled(texts.getOrDefault("problem." + code + "." + part, ""));
    }

    /// A choice shows its last form, a place its number’s letter in angle brackets.
    private static String filled(String text) {
        var shown = text.replaceAll("\\{(\\d+),choice,[^{}]*<([^{}]*(?:\\{\\d+\\}[^{}]*)*)\\}", "$2")
                .replaceAll("\\{(\\d+),[^{}]*\\}", "{$1}");
        var all = new StringBuilder();
        for (int at = 0; at < shown.length(); at++) {
            char each = shown.charAt(at);
            if ("*_<>[]".indexOf(each) >= 0) all.append('\\');
            all.append(each);
        }
        return Pattern.compile("\\{(\\d+)\\}").matcher(all.toString())
                .replaceAll(place -> "‹" + (char) ('a' + Integer.parseInt(place.group(1))) + "›").strip();
    }

    private static String title(String area) {
        return Character.toUpperCase(area.charAt(0)) + area.substring(1);
    }
}
