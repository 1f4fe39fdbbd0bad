package slipway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// Whoever adds a dialog, a window or something over the page also has it opened in a test that looks whether everybody
/// can use it.
class OpenedTest {
    private static final Pattern OPENS = Pattern.compile(
            "new (Dialog<|Alert\\(|Stage\\(|Popup\\(|TextInputDialog\\(|ChoiceDialog<|SideDialog\\(|DialogPane\\()"
                    + "|NameDialog\\.show\\(");
    /// Others fill them, and are found by that.
    private static final Set<String> FRAMES = Set.of("SideDialog");
    private static final Pattern OVER = Pattern.compile("\"over-paper\"");
    private static final Pattern TRIED = Pattern.compile("everybodyCanUse\\(\\s*\"([A-Za-z]+)\"");
    private static final Pattern TRIED_OVER = Pattern.compile("everybodyCanUseOver\\(\\s*\"([A-Za-z]+)\"");

    @Test
    void whateverIsOpenedIsTried() throws IOException {
        Set<String> open = files("app", OPENS);
        open.removeAll(FRAMES);
        assertEquals(open, found(TRIED));
        assertEquals(files("app", OVER), found(TRIED_OVER));
    }

    @Test
    void seesEveryWayToOpenSomething() {
        for (String way : new String[]{"new Dialog<ButtonType>()", "new Alert(Alert.AlertType.NONE)",
                "new Stage()", "new TextInputDialog(name)", "new SideDialog(\"x\", 1, 1)"})
            assertEquals(true, OPENS.matcher(way).find(), way);
    }

    /// The sources with `pattern` in them, by the name of their type.
    private static Set<String> files(String folder, Pattern pattern) throws IOException {
        var names = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(Sources.base().resolve(folder))) {
            for (Path file : (Iterable<Path>) files.filter(each -> each.toString().endsWith(".java"))::iterator)
                if (pattern.matcher(Files.readString(file)).find())
                    names.add(file.getFileName().toString().replace(".java", ""));
        }
        return names;
    }

    private static Set<String> found(Pattern pattern) throws IOException {
        var names = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(Sources.base().resolve("src/test/java"))) {
            for (Path file : (Iterable<Path>) files.filter(each -> each.toString().endsWith(".java"))::iterator)
                pattern.matcher(Files.readString(file)).results().map(result -> result.group(1)).forEach(names::add);
        }
        return names;
    }
}
