package slipway.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import slipway.testkit.CoverageDoc;
import slipway.testkit.Sources;
import slipway.ui.widget.MarkdownView;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The guide holds together: links and pictures lead somewhere, every page is reached from the index, and what it tells
/// people to type is what the commands take.
class GuideTest {
    private static final Map<String, String> PAGES = Sources.files("docs", ".md");
    private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern FENCED = Pattern.compile("(?ms)^( *)```.*?^\\1```");
    private static final Pattern TYPED = Pattern
            .compile("(?m)^ *(slipway (?!demo\\.slipway).+)$|`(slipway [a-z][^`]*)`");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    private static final Pattern ROW = Pattern.compile("\\bA\\d{3}\\b");

    @Test
    void linksAndPicturesLeadSomewhere() {
        var broken = new TreeSet<String>();
        PAGES.forEach((path, text) -> LINK.matcher(FENCED.matcher(text).replaceAll("")).results()
                .map(each -> each.group(1)).filter(target -> !target.contains("://"))
                .filter(target -> !leads(path, target)).forEach(target -> broken.add(path + " → " + target)));
        assertEquals(Set.of(), broken);
    }

    @Test
    void everyPageIsReachedFromTheIndex() {
        var reached = new TreeSet<String>();
        var waiting = new ArrayDeque<>(List.of("docs/guide/index.md"));
        while (!waiting.isEmpty()) {
            String path = waiting.removeFirst();
            if (!reached.add(path)) continue;
            LINK.matcher(PAGES.getOrDefault(path, "")).results().map(each -> each.group(1).replaceFirst("#.*", ""))
                    .filter(target -> target.endsWith(".md") && !target.contains("://"))
                    .map(target -> resolved(path, target)).filter(PAGES::containsKey).forEach(waiting::add);
        }
        Set<String> guide = PAGES.keySet().stream().filter(path -> path.startsWith("docs/guide/"))
                .filter(path -> !reached.contains(path)).collect(Collectors.toSet());
        assertEquals(Set.of(), guide);
    }

    @Test
    void whatIsToBeTypedIsWhatTheCommandsTake() {
        var wrong = new TreeSet<String>();
        int[] seen = {0};
        PAGES.forEach((path, text) -> {
            if (!path.startsWith("docs/guide/") || path.matches(".*/(?:reference-|troubleshooting).*")) return;
            TYPED.matcher(text).results().forEach(each -> {
                String line = each.group(1) == null ? each.group(2) : each.group(1);
                seen[0]++;
                CommandLine.ParameterException refused = refused(words(line).toArray(String[]::new));
                // named alone in a sentence, a command may lack what it needs
                boolean named = each.group(2) != null && refused instanceof CommandLine.MissingParameterException;
                if (refused != null && !named) wrong.add(path + ": " + line + ": " + refused.getMessage());
            });
        });
        assertEquals(Set.of(), wrong);
        assertTrue(seen[0] > 60, () -> "only " + seen[0]);
    }

    @Test
    void rowsOfTheInventoryAreThere() {
        Set<String> ids = CoverageDoc.rows(Sources.read("docs/inventory.tsv")).stream().map(CoverageDoc.Row::id)
                .collect(Collectors.toSet());
        var unknown = new TreeSet<String>();
        PAGES.forEach((path, text) -> {
            if (path.startsWith("docs/guide/"))
                ROW.matcher(text).results().map(each -> each.group())
                        .filter(id -> !ids.contains(id)).forEach(unknown::add);
        });
        assertEquals(Set.of(), unknown);
    }

    /// Why the command line does not take `words`, or null.
    private static CommandLine.@Nullable ParameterException refused(String... words) {
        try {
            Commands.line().parseArgs(words);
            return null;
        } catch (CommandLine.ParameterException e) {
            return e;
        }
    }

    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        WORD.matcher(line).results().forEach(each -> {
            for (int group = 1; group <= 3; group++)
                if (each.group(group) != null) words.add(each.group(group));
        });
        return words.subList(1, words.size());
    }

    private static boolean leads(String from, String target) {
        String file = target.replaceFirst("#.*", "");
        String path = file.isEmpty() ? from : resolved(from, file);
        if (!Files.exists(Sources.base().resolve(path))) return false;
        if (!target.contains("#") || !PAGES.containsKey(path)) return true;
        String anchor = target.substring(target.indexOf('#') + 1);
        return PAGES.getOrDefault(path, "").lines().filter(line -> line.matches("#{1,6} .*"))
                .map(line -> MarkdownView.anchor(line.replaceFirst("#+ ", "").replace("`", "")))
                .anyMatch(anchor::equals);
    }

    private static String resolved(String from, String target) {
        return Path.of(from).resolveSibling(target).normalize().toString().replace('\\', '/');
    }
}
