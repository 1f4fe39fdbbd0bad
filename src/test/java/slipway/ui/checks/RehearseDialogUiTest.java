package slipway.ui.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.StackPane;

import org.junit.jupiter.api.Test;

import slipway.testkit.Covers;
import slipway.testkit.UiTest;
import slipway.ui.Theme;
import slipway.ui.checks.RehearseDialog.Part;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The three rehearsals in their dialog, driven as a person does, with pictures in both themes.
class RehearseDialogUiTest extends UiTest {
    private static final List<Measured> MEASURED = List.of(new Measured("iris/blue", 96_000_000, 0.0021, 0.0048),
            new Measured("digits/blue", 120_000_000, 0, 0));

    private final List<String> copied = new ArrayList<>();

    private void open(Part part) {
        show(fx(StackPane::new), 1024, 700);
        fxRun(() -> RehearseDialog.show(stage(), part, MEASURED, copied::add));
        settle();
    }

    private void pictures(String name) {
        for (boolean dark : new boolean[]{true, false}) {
            fxRun(() -> {
                Theme.apply(stage().getScene(), dark);
                Theme.dress(lookup("#rehearse-dialog").query().getScene());
            });
            settle();
            shot("rehearse-" + name + (dark ? "-dark" : "-light"));
        }
    }

    private void type(String id, String text) {
        fxRun(() -> lookup("#" + id).<TextInputControl>query().setText(text));
        settle();
    }

    private void press(String id) {
        fxRun(() -> lookup("#" + id).<Button>query().fire());
        settle();
    }

    private String words(String id) {
        return lookup("#" + id).<Node>query().lookupAll(".label").stream().filter(Label.class::isInstance)
                .map(node -> ((Label) node).getText()).filter(Objects::nonNull).collect(Collectors.joining("\n"));
    }

    private void aDeploymentFillsInWhatWasMeasured() {
        fxRun(() -> lookup("#plan-measured").<ComboBox<String>>query().setValue("iris/blue"));
        settle();
        assertEquals("96.0 MB", lookup("#plan-copy").<TextField>query().getText());
        assertEquals("0.0021", lookup("#plan-seconds").<TextField>query().getText());
        shot("rehearse-plan-measured");
        fxRun(() -> lookup("#plan-measured").<ComboBox<String>>query().setValue("digits/blue"));
        assertEquals("0.0021", lookup("#plan-seconds").<TextField>query().getText(), "nothing was measured");
        type("plan-copy", "1.2 GB");
        type("plan-base", "200 MB");
        type("plan-seconds", "0.1");
        type("plan-p95", "0.12");
    }

    @Test
    void everyTabIsForEverybody() {
        show(fx(StackPane::new), 1024, 700);
        for (Part part : Part.values())
            everybodyCanUse("RehearseDialog", () -> RehearseDialog.show(stage(), part, MEASURED, copied::add));
    }

    @Test
    @Covers({"A039", "A044"})
    void healthShowsAVerdictForEachPlatform() {
        open(Part.HEALTH);
        assertTrue(words("lane-oci-byoc").contains("called dead at 11:30.1"), words("lane-oci-byoc"));
        assertTrue(words("lane-oci-local").contains("marked unhealthy"), words("lane-oci-local"));
        assertTrue(words("lane-kubernetes").contains("called dead at 0:20"), words("lane-kubernetes"));
        pictures("health");
        fxRun(() -> lookup("Never healthy").<Button>query().fire());
        settle();
        assertTrue(words("lane-oci-byoc").contains("called dead at 11:00"), words("lane-oci-byoc"));
        type("health-trace", "ready=5");
        assertTrue(words("lane-kubernetes").contains("healthy at 0:10"), words("lane-kubernetes"));
        type("health-policy", "20s/10s/1s/2/1m");
        assertTrue(words("lane-own").contains("healthy"), words("lane-own"));
        type("health-policy", "soon");
        assertTrue(lookup("#health-fault").<Label>query().getText().contains("soon"));
        type("health-policy", "");
        type("health-trace", "ready=40,slow=300:2.5,error=400,dead=500,recover=620");
        assertEquals("", lookup("#health-fault").<Label>query().getText());
        shot("rehearse-health-mixed");
    }

    @Test
    @Covers({"A065", "A067", "A075"})
    void theExampleIsMendedAndWhatIsLostIsRed() {
        open(Part.UPDATE);
        press("lab-example");
        assertTrue(words("rehearse-dialog").contains("Line 17, column 6: a comma is missing."),
                words("rehearse-dialog"));
        assertTrue(lookup("#lab-current-diff").tryQuery().isPresent());
        pictures("update-broken");
        fxRun(() -> lookup("Apply mend").<Button>query().fire());
        settle();
        assertFalse(lookup("#lab-current-diff").tryQuery().isPresent());
        assertEquals("The update changes the configuration.", lookup("#lab-headline").<Label>query().getText());
        List<String> lost = lookup("#lab-outcome").<Node>query().lookupAll(".lost").stream()
                .map(node -> ((Label) node).getText()).toList();
        assertEquals(List.of("a", "c", "e", "python", "-m", "uvicorn", "a/model/server:app"), lost);
        assertTrue(words("lab-outcome").contains("Entrypoint and cmd: 6 of 2048 bytes"), words("lab-outcome"));
        pictures("update");
        type("lab-patch", "{\"environmentConfigurationDetails\": null}");
        assertEquals("No change.", lookup("#lab-headline").<Label>query().getText());
    }

    @Test
    @Covers({"A072", "A073", "A074"})
    void aPortIsSetExplicitlyAndAnImageIsNotCleared() {
        open(Part.UPDATE);
        type("lab-current", "{\"image\": \"I\", \"imageDigest\": \"D\", \"serverPort\": 8080}");
        type("lab-patch", "{\"image\": \"\", \"serverPort\": \"\", \"cmd\": \"\"}");
        assertEquals("Do not send this update as it is.", lookup("#lab-headline").<Label>query().getText());
        assertTrue(words("lab-outcome").contains("image cannot be cleared."), words("lab-outcome"));
        assertTrue(words("lab-outcome").contains("The update sends an empty text for cmd."), words("lab-outcome"));
        shot("rehearse-update-refused");
        press("lab-set-port");
        assertTrue(lookup("#lab-patch").<TextInputControl>query().getText().contains("\"serverPort\" : 5000"));
        assertFalse(words("lab-outcome").contains("serverPort cannot be cleared."), words("lab-outcome"));
    }

    @Test
    @Covers({"A096", "A097", "A099", "A144", "A165"})
    void plansFollowTheFields() {
        open(Part.PLAN);
        assertTrue(words("plan-sum").contains("10.8 GB"), words("plan-sum"));
        assertTrue(words("plan-concurrency").contains("= 5 at once (p95)")
                || words("plan-concurrency").contains("= 5 at once"), words("plan-concurrency"));
        pictures("plan");
        aDeploymentFillsInWhatWasMeasured();
        fxRun(() -> lookup("#plan-shape").<ComboBox<String>>query().setValue("VM.Standard2.1"));
        type("plan-copy", "9 GB");
        assertTrue(words("plan-sum").contains("too much"), words("plan-sum"));
        assertEquals("1", lookup("#plan-ocpus").<TextField>query().getText());
        type("plan-host", "16 GB");
        type("plan-replicas", "4");
        shot("rehearse-plan-red");
        fxRun(() -> lookup("#plan-results").<ScrollPane>query().setVvalue(1));
        shot("rehearse-plan-splits");
        type("plan-copy", "much");
        assertTrue(lookup("#plan-sum").tryQuery().isEmpty(), "no plan of nonsense");
        type("plan-seconds", "");
        assertTrue(lookup("#plan-concurrency").tryQuery().isEmpty());
    }
}
