package slipway.rollout;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.rollout.RolloutPlan.Then;
import slipway.rollout.stats.Gates;
import slipway.store.SignedFile;
import slipway.store.WorkspaceKey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The report of a rollout: what stands in it, and that nothing in it can become markup.
class RolloutReportTest {
    @TempDir
    Path folder;

    private final FakeStage stage = new FakeStage();

    private RolloutState rollout(String candidate) throws InterruptedException {
        stage.rate = 150;
        var steps = new ArrayList<PlanStep>();
        steps.add(new PlanStep(true, 25, 200, Duration.ofSeconds(10), Duration.ofMinutes(30), false));
        for (int percent : new int[]{10, 50, 100})
            steps.add(new PlanStep(false, percent, 200, Duration.ofSeconds(10), Duration.ofMinutes(30), false));
        var plan = new RolloutPlan("iris", "blue", candidate, steps, Gates.DEFAULT, Then.ROLL_BACK, Then.PAUSE);
        var rollout = new Rollout(stage, RolloutState.of("iris-1", plan, stage.split, stage.now()), state -> {});
        rollout.run();
        return rollout.state().get();
    }

    @Test
    void theJsonTellsStepsVerdictsSwapsAndLog() throws InterruptedException {
        JsonNode json = JsonMapper.shared().readTree(RolloutReport.json(rollout("green")));
        assertEquals("done", json.path("status").asString());
        assertEquals(4, json.path("steps").size());
        assertEquals(25, json.at("/steps/0/mirror").asInt());
        assertEquals("passed", json.at("/steps/3/status").asString());
        assertEquals("errors", json.at("/steps/1/findings/0/measure").asString());
        assertEquals("no-worse", json.at("/steps/1/findings/0/outcome").asString());
        assertEquals(4, json.path("swaps").size());
        assertEquals(1.8, json.at("/swaps/0/longestPauseMs").asDouble());
        assertTrue(json.path("log").size() >= 9, json.path("log").toString());
        assertEquals(100, json.at("/before/live/blue").asInt());
    }

    @Test
    void thePageHasItsChartsAndTables() throws Exception {
        stage.server("green").medianMillis = 4.3;
        Path file = folder.resolve("report.html");
        RolloutReport.write(rollout("green"), file, WorkspaceKey.open(folder));
        String page = Files.readString(file);
        Path kept = Files.createDirectories(Path.of(System.getProperty("slipway.basedir"), "target/shots"));
        Files.writeString(kept.resolve("rollout-report.html"), page);
        Matcher svg = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(page);
        var charts = new ArrayList<String>();
        while (svg.find())
            charts.add(svg.group());
        assertEquals(3, charts.size());
        for (String chart : charts)
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(chart)));
        assertTrue(charts.getFirst().contains("class=\"band baseline\""), "where the baseline is");
        assertTrue(charts.getFirst().contains("class=\"band\"") && charts.getFirst().contains("class=\"limit\""));
        assertFalse(page.contains("NaN") || page.contains("Infinity"), "numbers only");
        assertTrue(page.contains("Requests in swaps: 160. Lost: 0. Failed: 0. Longest pause: 1.80 ms."), page);
        assertFalse(page.contains("["), "every text is there");
        assertFalse(page.contains("http") && page.contains("src="), "nothing is loaded");
    }

    @Test
    void bothFormsAreSignedWithTheWorkspacesKey() throws Exception {
        WorkspaceKey key = WorkspaceKey.open(folder);
        RolloutState rollout = rollout("green");
        for (String name : new String[]{"report.html", "report.json"}) {
            Path file = folder.resolve(name);
            RolloutReport.write(rollout, file, key);
            byte[] report = Files.readAllBytes(file);
            assertEquals(SignedFile.Outcome.OWN, SignedFile.verify(report, key).outcome(), name);
            report[report.length / 2] ^= 1;
            assertEquals(SignedFile.Outcome.INVALID, SignedFile.verify(report, key).outcome(), name);
        }
        JsonNode json = JsonMapper.shared().readTree(Files.readString(folder.resolve("report.json")));
        assertEquals("done", json.path("status").asString(), "a script that does not verify reads it all the same");
    }

    @Test
    void namesCannotBecomeMarkup() throws InterruptedException, IOException {
        String name = "<b onload='x'>";
        stage.servers.put(name, new FakeStage.Server());
        String page = RolloutReport.html(rollout(name));
        assertFalse(page.contains("<b "), "escaped");
        assertTrue(page.contains("&lt;b onload=&#39;x&#39;&gt;"));
    }

    @Test
    void oneWithoutDataHasAReportToo() {
        var plan = new RolloutPlan("iris", "blue", "green",
                List.of(new PlanStep(false, 5, 1, Duration.ZERO, Duration.ofMinutes(1), false)), Gates.DEFAULT,
                Then.PAUSE, Then.PAUSE);
        var state = RolloutState.of("iris-1", plan, new Split(Map.of("blue", 100), Map.of()), stage.now());
        assertTrue(RolloutReport.html(state).endsWith("</html>\n"));
        assertEquals("running", JsonMapper.shared().readTree(RolloutReport.json(state)).path("status").asString());
    }
}
