package slipway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import javafx.fxml.FXMLLoader;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import slipway.base.Text;
import slipway.testkit.Sources;
import slipway.testkit.UiTest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Every layout file loads, stays short, and takes its texts from the bundles.
class FxmlTest extends UiTest {
    private static final Pattern SAID = Pattern
            .compile("\\b(?:text|promptText|title|accessibleText|headerText|contentText)=\"([^\"]*)\"");

    /// There may be no layout file at all: then this says nothing, and the self-test below still holds the rule.
    @Test
    void layoutsAreSound() {
        Map<String, String> layouts = Sources.files("ui-resources/fxml", ".fxml");
        Set<String> broken = wrong(layouts);
        assertTrue(broken.isEmpty(), () -> layouts.size() + " layout files:\n" + String.join("\n", broken));
    }

    @Test
    void seededOffendersAreCaught() {
        String head = "<?import javafx.scene.control.Label?>\n<?import javafx.scene.layout.VBox?>\n";
        String good = head + "<VBox xmlns:fx=\"http://javafx.com/fxml\"><Label text=\"%task.working\"/></VBox>";
        assertEquals(Set.of(), wrong(Map.of("good.fxml", good)));
        assertEquals(Set.of("said.fxml says “Working”"),
                wrong(Map.of("said.fxml", good.replace("%task.working", "Working"))));
        assertEquals(Set.of("long.fxml has 123 lines"), wrong(Map.of("long.fxml", good + "\n".repeat(121))));
        for (String bad : Set.of(good.replace("VBox>", "HBox>"), good.replace("text=", "txet="),
                good.replace("%task.working", "%task.gone"))) {
            assertTrue(wrong(Map.of("bad.fxml", bad)).iterator().next().startsWith("bad.fxml does not load"), bad);
        }
    }

    private Set<String> wrong(Map<String, String> layouts) {
        var broken = new TreeSet<>(Sources.longerThan(layouts, 120));
        for (var each : layouts.entrySet()) {
            String name = each.getKey();
            String layout = each.getValue();
            SAID.matcher(layout).results().map(said -> said.group(1))
                    .filter(said -> !said.isEmpty() && !said.startsWith("%") && !said.startsWith("${"))
                    .forEach(said -> broken.add(name + " says “" + said + "”"));
            String failure = fx(() -> failure(layout));
            if (!failure.isEmpty()) broken.add(name + " does not load: " + failure);
        }
        return broken;
    }

    private static String failure(String layout) {
        try (var in = new ByteArrayInputStream(layout.getBytes(StandardCharsets.UTF_8))) {
            var loader = new FXMLLoader();
            loader.setResources(new Texts());
            loader.load(in);
            return "";
        } catch (IOException | RuntimeException e) {
            return e.toString();
        }
    }

    /// The bundles as the loader wants them.
    private static final class Texts extends ResourceBundle {
        @Override
        protected @Nullable Object handleGetObject(String key) {
            return Text.has(key) ? Text.of(key) : null;
        }

        @Override
        public Enumeration<String> getKeys() {
            return Collections.enumeration(Text.keys(""));
        }
    }
}
