package slipway.ui.widget;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.junit.jupiter.api.Test;

import slipway.base.Problem;
import slipway.deploy.DeploymentState;
import slipway.testkit.UiTest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WidgetsUiTest extends UiTest {
    private final List<String> copied = new ArrayList<>();

    @Test
    void longNamesKeepApartFromWhatTheyAre() {
        String value = "Debian GNU/Linux 12 (bookworm) · linux/x86_64 · 2 CPU · runtimes io.containerd.runc.v2, runc";
        show(new KeyValueGrid().row("OS", "Linux").row("Machine de Docker, la grande", value), 320, 200);
        Label name = lookup("Machine de Docker, la grande").queryAs(Label.class);
        Label facts = lookup(value).queryAs(Label.class);
        assertTrue(fx(() -> name.getBoundsInParent().getMaxX() <= facts.getBoundsInParent().getMinX()),
                () -> name.getBoundsInParent() + " " + facts.getBoundsInParent());
        Label first = lookup("OS").queryAs(Label.class);
        assertEquals(fx(() -> name.getBoundsInParent().getMinX()), fx(() -> first.getBoundsInParent().getMinX()));
        assertEquals(fx(() -> facts.getBoundsInParent().getMinX()), fx(() -> lookup("Linux").queryAs(Label.class)
                .getBoundsInParent().getMinX()));
    }

    @Test
    void everyWidgetInBothThemes() {
        show(fx(this::gallery), 1440, 900);
        shots("widgets");
    }

    @Test
    void copyButtonGivesTheWholeText() {
        var label = fx(() -> {
            var copy = new CopyLabel(copied::add);
            copy.show("sha256:9f2c0123456789abcdef41ab", CopyLabel.shortDigest("9f2c0123456789abcdef41ab"));
            return copy;
        });
        show(fx(() -> new VBox(label)), 400, 200);
        assertTrue(lookup("sha256:9f2c01…41ab").tryQuery().isPresent());
        clickOn(".icon-button");
        assertEquals(List.of("sha256:9f2c0123456789abcdef41ab"), copied);
    }

    @Test
    void statusIsNeverColourAlone() {
        for (DeploymentState state : DeploymentState.values()) {
            StatusPill pill = fx(() -> StatusPill.of(state));
            assertEquals(state.word(), pill.getText());
            assertTrue(pill.getGraphic() != null, state.word());
        }
    }

    private VBox gallery() {
        var pills = new HBox(8);
        for (DeploymentState state : DeploymentState.values())
            pills.getChildren().add(StatusPill.of(state));
        pills.getChildren().addAll(StatusPill.word(Tone.ACCENT, "64 %"), Chip.of("mlflow"));
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put("all", "all");
        choices.put("ready", "ready");
        var chips = new FilterChips<String>(choices, choice -> {});
        chips.count("all", 5);
        chips.count("ready", 3);
        var bar = new SplitBar();
        bar.show(List.of(new SplitBar.Part("blue", 90, Hues.at(0)), new SplitBar.Part("green", 10, Hues.at(1))));
        var all = new SplitBar();
        all.show(java.util.stream.IntStream.range(0, 8).mapToObj(i -> new SplitBar.Part("d", 12.5, Hues.at(i)))
                .toList());
        var hues = new HBox(12);
        for (int i = 0; i < 8; i++)
            hues.getChildren().add(Labels.of("deployment " + i, "strong", Hues.at(i)));
        var sparks = new HBox(12);
        for (int i = 0; i < 4; i++) {
            var spark = new Sparkline(Hues.at(i), 120, 32);
            spark.show(java.util.stream.IntStream.range(0, 60).mapToDouble(x -> 3 + Math.sin(x / 7.0)).toArray());
            sparks.getChildren().add(spark);
        }
        var meter = new Meter();
        meter.show(0.31);
        var markdown = new MarkdownView();
        markdown.show("# Iris\nClassifies *iris* flowers from **four** measurements, `f32[-1,4]`.\n\n- one\n- two\n\n"
                + "> a quote\n\n```\nPOST /invocations\n```\n\n1. first\n2. second");
        var digits = new HBox(12, new Label("0123456789"), new Label("1111111111"), Labels.mono("0O1l 127.0.0.1:8801"));
        var header = new PageHeader("Widgets", chips);
        header.action("fth-play", "Run the demo", () -> {});
        header.action("", "Deploy a model…", () -> {}, "success");
        var left = new Card("Words and figures", StatusPill.word(Tone.GOOD, "sums to 100 %")).with(pills, bar, all,
                hues,
                sparks, meter, digits, new KeyValueGrid().row("Framework", "scikit-learn 1.2.1").row("Licence",
                        "Apache-2.0").row("Address", new CopyLabel("http://127.0.0.1:8801", copied::add)));
        var right = new VBox(16, new ProblemBanner("endpoints/iris/blue.yml:3:5", Problem.of("base.unforeseen", "X",
                "It could not be read because it is not there."), List.of("last words", "of the server"), copied::add)
                .action("Try again", () -> {}), new Card("Card").with(markdown), new Skeleton(4));
        var row = new HBox(16, left, right);
        HBox.setHgrow(right, javafx.scene.layout.Priority.ALWAYS);
        var page = new VBox(header, row, new EmptyState("fth-box", "No models yet",
                "Put a model folder under models, or open the sample workspace.").action("Open", () -> {}));
        page.getStyleClass().add("page");
        return page;
    }
}
