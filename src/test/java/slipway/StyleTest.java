package slipway;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javafx.css.CssParser;

import org.junit.jupiter.api.Test;

import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Looks live in the style sheets, and these use only colours that the theme names.
class StyleTest {
    private static final Pattern INLINE = Pattern.compile("\\.setStyle\\(|\\sstyle=\"");
    private static final Pattern LITERAL = Pattern.compile(
            "#[0-9a-fA-F]{3,8}\\b|\\b(?:rgba?|hsba?)\\(|(?<![-\\w])(?:white|black|red|green|blue|gr[ae]y)(?![-\\w])");

    @Test
    void noInlineStyle() {
        none(inline(Sources.java("app")));
        none(inline(Sources.files("ui-resources/fxml", ".fxml")));
    }

    @Test
    void sheetsUseOnlyNamedColours() {
        none(literals(Sources.files("ui-resources/css", ".css")));
    }

    @Test
    void seededOffendersAreCaught() {
        assertEquals(Set.of("A.java: .setStyle("), inline(Map.of("A.java", "box.setStyle(\"-fx-padding: 1\");")));
        assertEquals(Set.of("a.css: #fff", "a.css: rgb(", "a.css: white"), literals(Map.of("a.css",
                "/* red */ .a { -fx-fill: #fff; } .b { -fx-fill: rgb(1,2,3); -c: white; -d: -color-base-1; }")));
    }

    @Test
    void sheetsParse() {
        Map<String, String> sheets = Sources.files("ui-resources/css", ".css");
        assertFalse(sheets.isEmpty());
        none(unreadable(sheets));
    }

    @Test
    void seededSheetsThatDoNotParseAreCaught() {
        assertEquals(Set.of(), unreadable(Map.of("good.css", ".a { -fx-padding: 1 2 3 4; -fx-fill: -color-fg; }")));
        for (String bad : Set.of(".a { -fx-padding 1; }", ".a { -fx-padding: ; }", ".a { -fx-fill: #ggg; }",
                ".a { -fx-effect: dropshadow(gaussian, -color-fg, 1); }")) {
            assertFalse(unreadable(Map.of("bad.css", bad)).isEmpty(), bad);
        }
    }

    /// What the toolkit's own reader says; it logs and goes on, so that a typing error would only look odd.
    private static synchronized Set<String> unreadable(Map<String, String> sheets) {
        var broken = new TreeSet<String>();
        sheets.forEach((name, sheet) -> {
            var errors = CssParser.errorsProperty();
            errors.clear();
            new CssParser().parse(sheet);
            errors.forEach(error -> broken.add(name + ": " + error.getMessage()));
            errors.clear();
        });
        return broken;
    }

    private static Set<String> inline(Map<String, String> files) {
        return found(INLINE, files);
    }

    /// Values only: an id selector looks like a colour.
    private static Set<String> literals(Map<String, String> files) {
        var values = new java.util.TreeMap<String, String>();
        files.forEach((name, text) -> {
            var kept = new StringBuilder();
            Matcher value = Pattern.compile(":([^;{}]*);").matcher(text.replaceAll("(?s)/\\*.*?\\*/", ""));
            while (value.find())
                kept.append(value.group(1)).append('\n');
            values.put(name, kept.toString());
        });
        return found(LITERAL, values);
    }

    private static Set<String> found(Pattern pattern, Map<String, String> files) {
        var broken = new TreeSet<String>();
        files.forEach((name, text) -> pattern.matcher(text).results()
                .forEach(hit -> broken.add(name + ": " + hit.group().strip())));
        return broken;
    }

    private static void none(Set<String> broken) {
        assertTrue(broken.isEmpty(), () -> String.join("\n", broken));
    }
}
