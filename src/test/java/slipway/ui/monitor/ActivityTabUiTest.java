package slipway.ui.monitor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.layout.GridPane;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Activity;
import slipway.base.Activity.Entry;
import slipway.base.Activity.Outcome;
import slipway.base.Deed;
import slipway.base.Problem;
import slipway.base.Tasks;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ActivityTabUiTest extends UiTest {
    @TempDir
    Path folder;
    private final TestDesk desk = new TestDesk();
    private final Activity activity = new Activity();
    private final Tasks tasks = new Tasks();
    private ActivityTab tab;

    @BeforeEach
    void open() throws InterruptedException {
        activity.follow(tasks);
        activity.did("slipway endpoint update iris --traffic \"blue=90 green=10\"", "0.4 ms", "studio.traffic-set",
                List.of("iris", "blue=90 green=10"));
        activity.add(Outcome.NEUTRAL, "", "deploy.activity.stopped", "wine/red");
        activity.did("", "studio.fault-set", "iris", "blue 10.0 % Delay");
        tasks.start("deploy.task.deploy", List.of("iris/blue"), progress -> {
            Deed.twin("docker run -d --name iris-blue -e API_TOKEN=hunter22 registry:5000/iris:2");
            Deed.called("POST", "/containers/create?name=slipway-iris-blue-r1-0", 201, 14_000_000);
            Deed.called("POST", "/containers/9f2c41abd07e/start", 204, 120_000_000);
            Deed.called("GET", "/containers/9f2c41abd07e/json", 200, 900_000);
            Deed.called("GET", "/containers/9f2c41abd07e/json", 200, 800_000);
            activity.failed(Problem.of("deploy.wrong-port", "iris/blue", 8000, 8080, "GET /health", "0.0.0.0:8000"),
                    "deploy.activity.failed", "iris/blue", "iris/blue listens on port 8000, and is asked on port 8080");
        }).await(java.time.Duration.ofSeconds(10));
        tab = fx(() -> {
            var made = new ActivityTab(desk.desk(), activity, (owner, title, name) -> folder.resolve(name));
            made.view().getStylesheets().add(Objects.requireNonNull(MonitorPage.class.getResource("/css/monitor.css"))
                    .toExternalForm());
            return made;
        });
        show(tab.view(), 1280, 720);
        await().until(() -> shown().size() == 4);
    }

    @AfterEach
    void end() {
        tasks.close();
    }

    private List<Entry> shown() {
        ListView<Entry> list = lookup("#activity-list").query();
        return fx(() -> List.copyOf(list.getItems()));
    }

    @Test
    void theNewestIsShownWholeWithItsCallsAndItsCommandMasked() {
        shot("activity-light");
        theme(true);
        shot("activity-dark");
        GridPane calls = lookup("#activity-calls").query();
        assertEquals(12, calls.getChildren().size());
        clickOn("#activity-command-copy");
        assertEquals("docker run -d --name iris-blue -e API_TOKEN=••• registry:5000/iris:2", desk.copied.getFirst());
        clickOn("#activity-logs");
        assertEquals("monitor logs:iris/blue", desk.opened.getFirst());
    }

    @Test
    void filtersNarrowTheListAndWhatIsShownIsExported() throws Exception {
        fxRun(() -> tab.select("iris"));
        assertEquals(3, shown().size());
        fxRun(() -> tab.select("failed"));
        assertEquals(List.of("iris/blue"), shown().stream().map(Entry::subject).toList());
        fxRun(() -> tab.select(""));
        clickOn("#activity-search").write("GREEN=10 traffic");
        await().until(() -> shown().size() == 1);
        clickOn("#activity-export");
        await().until(() -> Files.exists(folder.resolve("activity.jsonl")));
        String written = Files.readString(folder.resolve("activity.jsonl"));
        assertEquals(1, written.lines().count());
        assertTrue(written.contains("studio.traffic-set"), written);
    }

    @Test
    void whatComesLaterGoesOnTopAndTheChosenOneStays() {
        ListView<Entry> list = lookup("#activity-list").query();
        fxRun(() -> list.getSelectionModel().select(2));
        long chosen = fx(() -> list.getSelectionModel().getSelectedItem().id());
        activity.add(Outcome.GOOD, "2 s", "deploy.activity.ready", "wine/white");
        await().until(() -> shown().size() == 5);
        assertEquals("wine/white", shown().getFirst().subject());
        assertEquals(chosen, fx(() -> list.getSelectionModel().getSelectedItem().id()));
        ComboBox<String> subjects = lookup("#activity-subject").query();
        assertTrue(fx(() -> subjects.getItems().contains("wine/white")));
    }
}
