package slipway;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import slipway.base.Text;
import slipway.deploy.DeploymentState;
import slipway.series.Mark;
import slipway.testkit.JavaText;
import slipway.testkit.Sources;
import slipway.testkit.TextRules;
import slipway.ui.widget.LogTimes;
import slipway.ui.widget.MetricKind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Every text that the code asks for is there, every text that is there is asked for, and each can be filled.
class TextTest {
    private static final Map<String, String> APP = Sources.java("app");
    /// The English ones; `LanguagesTest` has the others.
    private static final Map<String, String> FILES = Sources.files("ui-resources/i18n", ".properties").entrySet()
            .stream().filter(file -> file.getKey().startsWith("ui-resources/i18n/text-"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    private static final Map<String, String> TEXTS = TextRules.merged(FILES);
    private static final Set<String> NAMES = Stream
            .of(DeploymentState.values(), Mark.Kind.values(), MetricKind.values(), LogTimes.values())
            .flatMap(Stream::of).map(each -> each.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());

    /// What the window shows in no language: a command, and a header as it is sent.
    private static final Set<String> NO_LANGUAGE = Set.of("“slipway invoke”", "“Authorization: Bearer ••••••••”");

    @Test
    void noTextIsMissing() {
        none(TextRules.missing(APP, TEXTS.keySet(), Text.AREAS));
    }

    @Test
    void noTextIsUnused() {
        none(TextRules.unused(APP, TEXTS.keySet(), NAMES));
    }

    @Test
    void noKeyStandsTwice() {
        none(TextRules.twice(FILES));
    }

    @Test
    void everyFileIsAnArea() {
        none(TextRules.areas(FILES.keySet(), Text.AREAS));
    }

    @Test
    void everyPatternCanBeFilled() {
        none(TextRules.patterns(TEXTS));
    }

    @Test
    void theWindowSaysNothingOfItsOwn() {
        var broken = TextRules.sentences(Sources.java("app/slipway/ui"));
        broken.removeIf(each -> NO_LANGUAGE.stream().anyMatch(each::endsWith));
        none(broken);
    }

    @Test
    void dialogsSpeakTheLanguageOfTheStudio() {
        none(TextRules.foreignButtons(APP));
        assertEquals(Set.of("A.java uses ButtonType.CLOSE", "A.java uses ButtonType.OK"), TextRules.foreignButtons(
                Map.of("A.java", "f(ButtonType.CLOSE, ButtonType.OK); ButtonType.of(MyButtonType.NO)", "B.java",
                        "new ButtonType(x)")));
    }

    @Test
    void theReaderOfSourcesSeesWhatIsThere() {
        String source = """
                // "comment" and
                /// Text.of("doc")
                char quote = '"'; String a = "b // no comment"; /* "c" */ call("d\\"e", f("g)"), 'h');
                """;
        assertEquals(Set.of("b // no comment", "d\\\"e", "g)"), JavaText.literals(source));
        assertEquals(List.of("\"d\\\"e\", f(\"g)\"), 'h'"),
                JavaText.arguments(source, java.util.regex.Pattern.compile("call\\(")));
    }

    @Test
    void seededMissingTextsAreCaught() {
        String source = """
                Text.of("spec.gone", 1); Text.of(x ? "spec.there" : "spec.other");
                Text.of(
                        "gone-too.a"); Text.has("gone.has"); Text.of("page." + id);
                throw StudioException.of("spec.half", name()); Problem.of("none.at-all");
                tasks.start("gone.task", List.of(), x); yard.tasks().start("gone.task.two", y);
                progress.stage("gone.stage"); activity.add(Activity.Outcome.GOOD, "", "gone.done", "a.b" + c);
                new Finding("zip/slip", file); Path.of("spec.json");
                """;
        Set<String> texts = Set.of("spec.there", "problem.spec.half.what", "problem.spec.half.fix");
        assertEquals(
                Stream.of("spec.gone", "spec.other", "gone-too.a", "gone.has", "problem.spec.half.why",
                        "problem.none.at-all.what", "problem.none.at-all.why", "problem.none.at-all.fix", "gone.task",
                        "gone.task.two", "gone.stage", "gone.done", "a.b", "finding.zip.slip")
                        .map(key -> "A.java asks for " + key).collect(Collectors.toSet()),
                without("bundle asks for problem.spec.half.why",
                        TextRules.missing(Map.of("A.java", source), texts, List.of("spec"))));
    }

    @Test
    void seededUnusedTextsAreCaught() {
        String source = """
                // "a.comment"
                Text.of("a.used"); f("deploy-failed"); step("launch"); add("zip/slip"); option("--rate"); page("models");
                """;
        Set<String> texts = Set.of("a.used", "a.comment", "problem.deploy-failed.what", "problem.other.what",
                "deploy.step.launch", "deploy.step.land", "finding.zip.slip", "finding.zip.slap", "cli.help.rate",
                "cli.help.race", "page.models.title", "page.gone.title", "status.deployment.ready");
        assertEquals(
                Stream.of("a.comment", "problem.other.what", "deploy.step.land", "finding.zip.slap", "cli.help.race",
                        "page.gone.title").map(key -> key + " is not used").collect(Collectors.toSet()),
                TextRules.unused(Map.of("A.java", source), texts, Set.of("ready")));
    }

    @Test
    void seededBundlesAreCaught() {
        assertEquals(Set.of("a stands twice", "b stands twice"),
                TextRules.twice(Map.of("one", "a=1\na=2\nb=1", "two", "b=1\nc=1")));
        assertEquals(
                Set.of("ui-resources/i18n/text-new.properties is in no area",
                        "ui-resources/i18n/text-old.properties is not there"),
                TextRules.areas(Set.of("ui-resources/i18n/text-new.properties"), List.of("old")));
        assertEquals(Set.of("a has a straight apostrophe", "b leaves out {0}", "problem.c leaves out {1}"),
                TextRules.patterns(Map.of("a", "it's", "b", "{1}", "problem.c.what", "{0}", "problem.c.why", "{2}",
                        "problem.d.what", "{0}", "problem.d.why", "{1,choice,0#no|1#{2}}")));
        assertTrue(TextRules.patterns(Map.of("e", "{0,nothing}")).iterator().next().startsWith("e is no pattern"));
    }

    @Test
    void seededSentencesAreCaught() {
        String source = """
                label.setText("Two words"); new Button("Text.of"); new Tooltip(Text.of("a.b"));
                box.setId("two words"); field.setPromptText(x + "Say, something"); new Label("GB", "small muted-x");
                """;
        assertEquals(Set.of("A.java says “Two words”", "A.java says “Say, something”",
                "A.java says “small muted-x”"), TextRules.sentences(Map.of("A.java", source)));
    }

    private static Set<String> without(String one, Set<String> set) {
        return set.stream().filter(each -> !each.equals(one)).collect(Collectors.toSet());
    }

    private static void none(Set<String> broken) {
        assertTrue(broken.isEmpty(), () -> String.join("\n", broken));
    }
}
