package slipway.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Activity;
import slipway.base.Activity.Outcome;
import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Tasks;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.store.StudioSettings;
import slipway.store.UserFolder;
import slipway.testkit.FakeEngine;
import slipway.testkit.Samples;
import slipway.testkit.UiTest;
import slipway.ui.overview.OverviewPage;
import slipway.update.Updates;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What happens by itself: it pops up, goes, leads somewhere, and is counted on the bell.
class NewsUiTest extends UiTest {
    private final Tasks tasks = new Tasks();
    private final Activity activity = new Activity();
    private final Live<WindowSettings> saved = new Live<>(WindowSettings.DEFAULT);
    private final Live<List<Deployment>> deployments = new Live<>(Samples.deployments());
    private final List<String> opened = new ArrayList<>();
    private final Live<StudioSettings> person = new Live<>(StudioSettings.DEFAULT);
    @TempDir
    private Path folder;
    private Updates updates;
    private Shell shell;

    @BeforeEach
    void open() {
        updates = new Updates(person, new UserFolder(folder), tasks, InstantSource.system());
        activity.add(Outcome.GOOD, "", "deploy.activity.ready", "iris/blue");
        shell = fx(() -> {
            var made = new Shell(stage(), tasks, WindowSettings.DEFAULT.withTheme("light"), new Front());
            stage().setScene(new Scene(made.root(), 1440, 900));
            made.applyTheme();
            stage().setWidth(1440);
            stage().setHeight(900);
            stage().show();
            return made;
        });
        fxRun(() -> {
            var engines = List.of(FakeEngine.embedded(), FakeEngine.docker(null));
            var spec = new Live<>(Samples.workspace());
            var endpoints = new Live<>(Samples.endpoints());
            shell.fill(new Shell.Feed(spec, List.copyOf(engines), endpoints, deployments, Samples.traffic(), activity,
                    updates, saved::set),
                    List.of(new OverviewPage(spec, new Live<>(Samples.catalog()), deployments, endpoints,
                            Samples.traffic(), activity, List.copyOf(engines), shell.desk(), model -> {}, () -> {},
                            () -> {}, List.of()), new Opened(opened)));
        });
        settle();
    }

    @AfterEach
    void end() {
        tasks.close();
    }

    /// Another state of `iris/NAME`.
    private void become(String name, DeploymentState state) {
        fxRun(() -> deployments.update(list -> list.stream().map(each -> each.id().equals("iris/" + name)
                ? Samples.deployment("iris", name, state, Samples.catalog().models().getLast())
                : each).toList()));
    }

    private boolean shows(String words) {
        return fx(() -> lookup(".toast").queryAll().stream().flatMap(each -> each.lookupAll(".label").stream())
                .anyMatch(each -> each instanceof Label label && label.getText().startsWith(words)));
    }

    private String bell() {
        return fx(() -> {
            Node badge = lookup("#bell-count").query();
            return badge.isVisible() ? ((Label) badge).getText() : "";
        });
    }

    @Test
    void aChangeOfHealthPopsUpLeadsToTheLogsAndALaterOneTakesItsPlace() {
        become("blue", DeploymentState.UNHEALTHY);
        await().until(() -> shows("iris/blue is unhealthy"));
        shot("shell-news");
        become("blue", DeploymentState.READY);
        await().until(() -> shows("iris/blue is healthy again"));
        assertFalse(shows("iris/blue is unhealthy"));
        clickOn("Show logs");
        assertEquals(List.of("logs:iris/blue"), opened);
        assertFalse(shows("iris/blue"));
    }

    @Test
    void aNewerSlipwayIsSaidOnceAndLeadsToWhatIsNew() throws Exception {
        Path file = folder.resolve("release.json");
        Files.writeString(file, "{\"version\": \"9.1\", \"notes\": \"Starts twice as fast.\"}");
        updates.choose(true, file.toString());
        updates.lookIfDue();
        await().until(() -> shows("Slipway 9.1 is out\nStarts twice as fast."));
        assertTrue(updates.news().isEmpty());
        shot("shell-update");
        clickOn("Show more");
        assertFalse(shows("Slipway 9.1"));
        updates.look();
        settle();
        assertFalse(shows("Slipway 9.1"));
    }

    @Test
    void aNewerSlipwayWaitsForWhoDoesNotWantToBeDisturbed() throws Exception {
        Path file = folder.resolve("release.json");
        Files.writeString(file, "{\"version\": \"9.1\"}");
        clickOn("#bell");
        clickOn("#do-not-disturb");
        updates.choose(true, file.toString());
        updates.lookIfDue();
        settle();
        assertFalse(shows("Slipway 9.1"));
        assertTrue(updates.news().isPresent());
    }

    @Test
    void aToastGoesByItselfAndManyAreOne() {
        become("blue", DeploymentState.UNHEALTHY);
        await().until(() -> shows("iris/blue is unhealthy"));
        await().atMost(Duration.ofSeconds(30)).until(() -> !shows("iris/blue"));
        fxRun(() -> deployments.update(list -> list.stream().map(each -> each.state() == DeploymentState.READY
                ? Samples.deployment(each.spec().endpoint(), each.spec().name(), DeploymentState.UNHEALTHY,
                        Samples.catalog().models().getLast())
                : each).toList()));
        fxRun(() -> deployments.update(list -> list.stream().map(each -> Samples.deployment(each.spec().endpoint(),
                each.spec().name(), DeploymentState.READY, Samples.catalog().models().getLast())).toList()));
        await().until(() -> shows("3 deployments changed: "));
        assertEquals(1, lookup(".toast").queryAll().size());
    }

    @Test
    void whileNotToBeDisturbedNothingPopsUpAndTheBellCounts() {
        assertEquals("", bell());
        clickOn("#bell");
        clickOn("#do-not-disturb");
        push(KeyCode.ESCAPE);
        assertTrue(saved.get().attention().quiet());
        become("blue", DeploymentState.UNHEALTHY);
        activity.failed(Problem.of("deploy.exited", "iris/blue", 7, "bye"), "deploy.activity.unhealthy", "iris/blue");
        activity.did("slipway endpoint update iris", "studio.traffic-set", "iris", "blue=90 green=10");
        await().until(() -> bell().equals("1"));
        // longer than changes are gathered
        await().during(NewsDesk.GATHER.plusMillis(500)).atMost(Duration.ofSeconds(10)).until(() -> !shows("iris/"));
        shot("shell-bell-quiet");
        clickOn("#bell");
        await().until(() -> bell().isEmpty());
        clickOn("#do-not-disturb");
        push(KeyCode.ESCAPE);
        become("blue", DeploymentState.READY);
        await().until(() -> shows("iris/blue is healthy again"));
    }

    /// Stands for the page of logs, and remembers what was to be shown.
    private static final class Opened implements Page {
        private final List<String> opened;

        Opened(List<String> opened) {
            this.opened = opened;
        }

        @Override
        public String id() {
            return "monitor";
        }

        @Override
        public String icon() {
            return "fth-activity";
        }

        @Override
        public Region view() {
            return new Region();
        }

        @Override
        public void select(String what) {
            opened.add(what);
        }
    }
}
