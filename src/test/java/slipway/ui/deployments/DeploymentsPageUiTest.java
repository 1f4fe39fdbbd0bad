package slipway.ui.deployments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Tasks;
import slipway.catalog.CatalogView;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.deploy.ImageUse;
import slipway.engine.ContainerFacts;
import slipway.engine.EngineInfo;
import slipway.engine.GpuFacts;
import slipway.engine.SwarmView;
import slipway.engine.Usage;
import slipway.engine.docker.EngineCalls;
import slipway.observe.LogBuffer;
import slipway.series.Bucket;
import slipway.series.Metric;
import slipway.series.SeriesStore;
import slipway.spec.DeploymentSpec;
import slipway.spec.Workspace;
import slipway.store.Database;
import slipway.testkit.FakeEngine;
import slipway.testkit.FakeImages;
import slipway.testkit.UiTest;
import slipway.ui.Command;
import slipway.ui.Commands;
import slipway.ui.Desk;
import slipway.ui.Notices;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DeploymentsPageUiTest extends UiTest {
    private final Ships fleet = new Ships();
    private final FakeEngine docker = FakeEngine.docker(FakeImages.full());
    private final List<String> said = new ArrayList<>();
    private final Desk desk = new Desk((page, what) -> said.add("open " + page + " " + what), new Told(),
            new Commands(),
            (body, then) -> {
                try {
                    body.run();
                    then.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });

    @TempDir
    private Path root;
    private Tasks tasks = new Tasks();
    private Workspace workspace;
    private Database readings;
    private SeriesStore series;
    private DeploymentsPage page;

    @BeforeEach
    void open() throws Exception {
        Path iris = Files.createDirectories(root.resolve("endpoints/iris"));
        Files.createDirectories(root.resolve("models/iris-1"));
        Files.writeString(iris.resolve("endpoint.yml"),
                "name: iris\nauth_mode: key\ntraffic:\n  blue: 90\n  green: 10\n");
        for (String name : List.of("blue", "green", "amber")) {
            Files.writeString(iris.resolve(name + ".yml"), "# the " + name + " one\nname: " + name
                    + "\nendpoint_name: iris\nmodel:\n  path: ../../models/iris-1\ninstance_count: 1\n");
        }
        workspace = Workspace.open(root, tasks);
        readings = Database.open(root.resolve("metrics.db"));
        series = new SeriesStore(readings, System::currentTimeMillis);
        page = fx(() -> new DeploymentsPage(desk, fleet, workspace, model -> said.add("deploy"),
                (question, go) -> {
                    said.add(question.title() + " " + question.text());
                    go.run();
                }, (owner, title, name) -> null, series,
                (endpoint, deployment) -> said.add("export " + endpoint + " " + deployment)));
    }

    @AfterEach
    void close() {
        readings.close();
        workspace.close();
        tasks.close();
    }

    @Test
    void emptyPageOffersTheNextStep() {
        show(fx(page::view), 1440, 900);
        clickOn("#deployments-deploy");
        assertEquals(List.of("deploy"), said);
        shots("deployments-empty");
    }

    @Test
    void oneIsExportedInAnyState() {
        fleet.all.set(all(DeploymentState.STARTING));
        show(fx(page::view), 1440, 900);
        fxRun(() -> page.select("iris/green"));
        settle();
        clickOn("#detail-export");
        assertEquals(List.of("export iris green"), said);
        press(KeyCode.CONTROL).type(KeyCode.E).release(KeyCode.CONTROL);
        assertEquals(List.of("export iris green", "export iris green"), said);
    }

    @Test
    void showsEveryStateAndKeepsTheSelection() {
        fleet.all.set(all(DeploymentState.STARTING));
        show(fx(page::view), 1440, 900);
        fxRun(() -> page.select("iris/green"));
        settle();
        assertEquals("iris/green", selected());
        fleet.all.set(all(DeploymentState.READY));
        settle();
        assertEquals("iris/green", selected());
        DeploymentRow before = table().getItems().getFirst();
        fleet.all.set(all(DeploymentState.UNHEALTHY));
        settle();
        assertEquals(before, table().getItems().getFirst(), "rows stay the same objects");

        fleet.all.set(all(DeploymentState.STARTING));
        for (int tab = 0; tab < 6; tab++) {
            int at = tab;
            fxRun(() -> {
                if (at == 2) page.select("iris/blue");
                lookup("#deployment-tabs").queryAs(TabPane.class).getSelectionModel().select(at);
            });
            shots("deployments-tab" + tab);
        }
        fxRun(() -> {
            page.select("llm/gpu");
            lookup("#deployment-tabs").queryAs(TabPane.class).getSelectionModel().select(0);
        });
        shots("deployments-failed");
    }

    @Test
    void keysAndButtonsDoWhatFits() {
        fleet.all.set(all(DeploymentState.READY));
        show(fx(page::view), 1440, 900);
        fxRun(() -> {
            page.select("iris/amber");
            table().requestFocus();
        });
        settle();
        type(KeyCode.R);
        assertEquals(List.of("restart iris/amber"), fleet.asked);
        type(KeyCode.S);
        assertTrue(fleet.asked.contains("stop iris/amber"), fleet.asked.toString());
        type(KeyCode.DELETE);
        await().until(() -> fleet.asked.contains("remove iris/amber"));
        assertFalse(Files.exists(root.resolve("endpoints/iris/amber.yml")));
    }

    @Test
    void deletingUnderLiveTrafficIsRefusedWithTheWayOut() {
        fleet.all.set(all(DeploymentState.READY));
        show(fx(page::view), 1440, 900);
        fxRun(() -> page.select("iris/blue"));
        clickOn("#detail-delete");
        assertTrue(said.getFirst().contains("90 %"), said.toString());
        assertEquals("open endpoints iris", said.getLast());
        assertTrue(Files.exists(root.resolve("endpoints/iris/blue.yml")));
        assertEquals(List.of(), fleet.asked);
    }

    @Test
    void theDialogWritesTheFileAndDeploys() {
        fleet.all.set(all(DeploymentState.READY));
        show(fx(page::view), 1440, 900);
        everybodyCanUse("DeployDialog", this::showDialog);
        dialog();
        shot("deploy-dialog-light");
        clickOn("#deploy-port").write("80");
        assertTrue(lookup("#deploy-ok").queryAs(Button.class).isDisabled());
        shot("deploy-dialog-fault");
        clickOn("#deploy-port").eraseText(2);
        clickOn("#deploy-ok");
        await().until(() -> fleet.asked.contains("deploy iris/purple"));
        assertTrue(Files.exists(root.resolve("endpoints/iris/purple.yml")));
        assertEquals("open deployments iris/purple", said.getLast());
    }

    @Test
    void anImageOfNoRegistrySaysWhatPinsIt() {
        Deployment plain = Samples.container("iris", "blue");
        String id = "sha256:" + "9f2c".repeat(16);
        fleet.all.set(List.of(new Deployment(plain.spec(), plain.engine(), plain.contract(), plain.model(),
                plain.state(), 1, plain.urls(), List.of(), plain.health(), plain.usage(), 0, plain.since(), null,
                List.of(), null, List.of(), new ImageUse("slipway/iris:local", id, id, null, false))));
        show(fx(page::view), 1440, 900);
        fxRun(() -> page.select("iris/blue"));
        settle();
        assertTrue(lookup("in no registry, pinned by its id").tryQuery().isPresent());
        shot("deployments-image-here");
    }

    @Test
    void whatCanGoBackSaysToWhatAndWhatWentBackSaysSo() {
        Deployment blue = Samples.onSwarm("iris", "blue");
        fleet.all.set(List.of(Samples.before(blue, false)));
        show(fx(page::view), 1440, 900);
        fxRun(() -> page.select("iris/blue"));
        settle();
        clickOn("#detail-roll_back");
        await().until(() -> fleet.asked.contains("back iris/blue 2"));
        String question = said.getLast();
        assertTrue(question.startsWith("Roll iris/blue back to revision 2? Revision 3 runs now. Revision 2 was:"),
                question);
        assertTrue(question.contains("sha256:77aa01…77aa") && question.contains("variables MODE, OMP_NUM_THREADS")
                && question.contains("4 replicas"), question);
        assertEquals(List.of("Roll iris/blue back…"), DeploymentsPage.commands(fleet.all.get(), () -> page).stream()
                .map(Command::title).toList());
        fleet.all.set(List.of(Samples.before(blue, true)));
        await().until(() -> lookup("iris/blue was rolled back to revision 3").tryQuery().isPresent());
        shots("deployments-rolled-back");
        clickOn("Deploy the file");
        await().until(() -> fleet.asked.getLast().equals("deploy iris/blue"));
        fleet.all.set(List.of(blue));
        await().until(() -> lookup("#detail-roll_back").tryQuery().isEmpty());
    }

    @Test
    void aContainerShowsItsImageGpuFiguresCommandAndCalls() {
        Deployment blue = Samples.container("iris", "blue");
        fleet.all.set(List.of(Samples.deployment("iris", "amber", "1", DeploymentState.READY), blue));
        show(fx(page::view), 1440, 900);
        fxRun(() -> page.select("iris/blue"));
        settle();
        assertTrue(lookup("tag moved").tryQuery().isPresent());
        assertTrue(lookup("GPU asked for").tryQuery().isPresent());
        fleet.gpus = List.of(new GpuFacts(GpuFacts.State.PROVED, List.of("GPU-5f1c0d2e-11aa"), 6_100_000_000L, null));
        await().until(() -> lookup("GPU in use · 6.10 GB").tryQuery().isPresent());
        series.add("iris/blue", Bucket.of(System.currentTimeMillis() - 2000, 1000, Map.of(Metric.PIDS, 7.0, Metric.CPU,
                0.2), Bucket.noLatencies()));
        for (String tab : List.of("metrics", "command", "calls")) {
            fxRun(() -> page.select("iris/blue#" + tab));
            await().until(() -> lookup(tab.equals("metrics")
                    ? "#chart-pids"
                    : tab.equals("command") ? "#docker-run" : "docker inspect ×14").tryQuery().isPresent());
            shots("deployments-container-" + tab);
        }
        fleet.gpus = List.of(new GpuFacts(GpuFacts.State.LOST, List.of(), 0, Problem.of("docker.hung", 3)),
                new GpuFacts(GpuFacts.State.PROVED, List.of(), 1, null));
        await().until(() -> lookup("GPU lost").tryQuery().isPresent());
        fxRun(() -> page.select("iris/blue#command"));
        clickOn("#docker-run-copy");
        assertTrue(said.getLast().startsWith("copied docker run --detach"), said.toString());
        fxRun(() -> page.select("iris/amber"));
        settle();
        assertFalse(lookup("#container-line").query().isVisible());
        assertFalse(fx(() -> lookup("#deployment-tabs").queryAs(TabPane.class).getTabs().stream()
                .anyMatch(tab -> tab.getId().equals("tab-calls"))));
    }

    @Test
    void aSwarmsNodesAndTasksAreShownLiveWithTheirErrorsInFull() {
        Live<SwarmView> swarm = Objects.requireNonNull(fleet.swarm.swarm());
        fleet.all.set(List.of(Samples.deployment("iris", "amber", "1", DeploymentState.READY), Samples.onSwarm("iris",
                "blue")));
        show(fx(page::view), 1440, 900);
        fxRun(() -> page.select("iris/blue#nodes"));
        settle();
        assertTrue(fx(() -> lookup("#deployment-tabs").queryAs(TabPane.class).getSelectionModel().getSelectedItem()
                .getId().equals("tab-nodes")));
        assertTrue(lookup("Nothing is known of the swarm").tryQuery().isPresent());
        shot("deployments-nodes-empty");
        swarm.set(Samples.swarm("iris/blue"));
        await().until(() -> lookup("3 of 4 serve").tryQuery().isPresent());
        assertTrue(lookup("2 failed attempts").tryQuery().isPresent());
        assertTrue(lookup("gpu-node · 9kq2xw").tryQuery().isPresent(), "two nodes have the same name");
        String error = "task: non-zero exit (137): dockerexec: unhealthy container, killed after 3 probes of"
                + " http://127.0.0.1:8080/v2/health/ready said 503";
        assertEquals(error, lookup("#swarm-tasks .bad-text").<Label>queryAll().stream().findFirst().orElseThrow()
                .getText());
        assertTrue(fx(() -> lookup("#swarm-tasks").query().lookupAll(".label").stream().filter(Label.class::isInstance)
                .map(Label.class::cast).filter(label -> label.getText().equals("iris/green")).findAny().isEmpty()));
        fxRun(() -> lookup("#swarm-tasks .swarm-error .button").<Button>query().fire());
        assertEquals("copied " + error, said.getLast());
        shots("deployments-nodes");
        SwarmView lost = new SwarmView(swarm.get().nodes(), List.of());
        swarm.set(lost);
        await().until(() -> lookup("The swarm has been given no task of this deployment yet.").tryQuery().isPresent());
        fxRun(() -> page.select("iris/amber"));
        settle();
        assertFalse(fx(() -> lookup("#deployment-tabs").queryAs(TabPane.class).getTabs().stream()
                .anyMatch(tab -> tab.getId().equals("tab-nodes"))));
    }

    @Test
    void theDialogWritesWhatAContainerGets() throws Exception {
        fleet.all.set(all(DeploymentState.READY));
        show(fx(page::view), 1440, 900);
        dialog();
        choose("#deploy-engine", "docker");
        shot("deploy-docker-recipe");
        choose("#deploy-source", ContainerForm.Source.IMAGE);
        fxRun(() -> lookup("#deploy-image").<ComboBox<String>>query().getEditor().setText("iris:2"));
        fxRun(() -> lookup("#deploy-cpus").queryTextInputControl().setText("1.5"));
        fxRun(() -> lookup("#deploy-gpus").<ComboBox<?>>query().getSelectionModel().select(3));
        settle();
        assertTrue(lookup("Choose at least one").tryQuery().isPresent());
        shot("deploy-docker-fault");
        fxRun(() -> lookup("#deploy-gpu-1").queryAs(CheckBox.class).setSelected(true));
        fxRun(() -> lookup("#deploy-network").<ComboBox<String>>query().getEditor().setText("none"));
        fxRun(() -> lookup("#deploy-arguments").queryTextInputControl().setText("serve --name 'two words'"));
        settle();
        shot("deploy-docker-image");
        theme(true);
        shot("deploy-docker-image-dark");
        clickOn("#deploy-ok");
        await().until(() -> fleet.asked.contains("deploy iris/purple"));
        String file = Files.readString(root.resolve("endpoints/iris/purple.yml"));
        assertTrue(file.contains("  image: \"iris:2\"\n") || file.contains("  image: iris:2\n"), file);
        DeploymentSpec spec = workspace.spec().get().deployment("iris", "purple").orElseThrow();
        assertEquals("docker", spec.slipway().engine());
        assertEquals(Double.valueOf(1.5), spec.slipway().cpus());
        assertEquals("GPU-9b3e77c0-22bb", spec.slipway().gpus());
        assertEquals("none", spec.slipway().network());
        assertEquals(List.of("serve", "--name", "two words"), spec.slipway().command());
    }

    @Test
    void anEngineThatIsAwayCannotBeChosenAndSaysWhy() {
        docker.info.set(FakeEngine.down(EngineInfo.State.DOWN, Problem.of("docker.hung", 3)));
        show(fx(page::view), 1440, 900);
        dialog();
        choose("#deploy-engine", "docker");
        assertTrue(lookup("not connected: Docker does not answer").tryQuery().isPresent());
        assertTrue(lookup("#deploy-ok").queryAs(Button.class).isDisabled());
        clickOn("#deploy-engine");
        shot("deploy-docker-away");
    }

    private void dialog() {
        fxRun(this::showDialog);
        settle();
    }

    private void showDialog() {
        new DeployDialog(desk, new CatalogView(List.of(Samples.model("iris", "2")), List.of(), 1, false), workspace,
                fleet, List.of(FakeEngine.embedded(), docker), (owner, title) -> root, Samples.model("iris", "2"))
                .show(stage());
    }

    private <T> void choose(String box, T value) {
        fxRun(() -> lookup(box).<ComboBox<T>>query().setValue(value));
        settle();
    }

    private List<Deployment> all(DeploymentState green) {
        return List.of(Samples.deployment("digits", "stable", "1", DeploymentState.STOPPED),
                Samples.deployment("iris", "amber", "1", DeploymentState.READY),
                Samples.deployment("iris", "blue", "1", DeploymentState.READY),
                Samples.deployment("iris", "green", "2", green),
                Samples.deployment("llm", "gpu", "1", DeploymentState.FAILED));
    }

    @SuppressWarnings("unchecked") // the lookup knows no type arguments
    private TableView<DeploymentRow> table() {
        return lookup("#deployments-table").queryAs(TableView.class);
    }

    private String selected() {
        return table().getSelectionModel().getSelectedItem().id();
    }

    /// Publishes what a test sets, and notes what it is asked.
    private static final class Ships implements Fleet {
        private final Live<List<Deployment>> all = new Live<>(List.of());
        private volatile List<GpuFacts> gpus = List.of(GpuFacts.REQUESTED);
        private final FakeEngine swarm = FakeEngine.swarm(SwarmView.NONE);
        private volatile List<slipway.engine.Listening> listening = List.of();
        private final Map<String, LogBuffer> logs = new HashMap<>();
        private final List<String> asked = new ArrayList<>();

        @Override
        public Live<List<Deployment>> all() {
            return all;
        }

        @Override
        public LogBuffer logs(String id) {
            return logs.computeIfAbsent(id, made -> {
                var buffer = new LogBuffer();
                for (int i = 0; i < 400; i++) {
                    String line = i % 17 == 5
                            ? "WARN request body has an unknown column \"petal_lenght\", ignored"
                            : i % 23 == 7
                                    ? "ERROR ValueError: could not convert string to float: \"abc\""
                                    : "INFO POST /predict 200 2." + i + " ms 212 B";
                    buffer.add(System.currentTimeMillis() - (400 - i) * 337L, false, line);
                }
                return buffer;
            });
        }

        @Override
        public List<Usage> usage(String id) {
            if (id.equals("iris/blue")) return Samples.containerUsage();
            return id.startsWith("iris") ? Samples.usage(0.03) : List.of();
        }

        @Override
        public List<ContainerFacts> containers(String id) {
            return id.equals("iris/blue") ? Samples.containers() : List.of();
        }

        @Override
        public List<GpuFacts> gpus(String id) {
            return id.equals("iris/blue") ? gpus : List.of();
        }

        @Override
        public List<EngineCalls.Call> calls() {
            return Samples.calls();
        }

        @Override
        public @Nullable Live<SwarmView> swarm(String engine) {
            return swarm.id().equals(engine) ? swarm.swarm() : null;
        }

        @Override
        public List<slipway.engine.Listening> listening(String id) {
            return listening;
        }

        @Override
        public List<slipway.observe.Health.Probed> probeNow(String id) {
            asked.add("probe " + id);
            return List.of();
        }

        @Override
        public void start(DeploymentSpec spec) {
            asked.add("start " + spec.id());
        }

        @Override
        public void rollBack(String id, long revision) {
            asked.add("back " + id + " " + revision);
        }

        @Override
        public void deploy(DeploymentSpec spec) {
            asked.add("deploy " + spec.id());
        }

        @Override
        public void stop(String id) {
            asked.add("stop " + id);
        }

        @Override
        public void restart(String id) {
            asked.add("restart " + id);
        }

        @Override
        public void cancel(String id) {
            asked.add("cancel " + id);
        }

        @Override
        public void remove(String id) {
            asked.add("remove " + id);
        }
    }

    private final class Told implements Notices {
        @Override
        public void done(String text) {}

        @Override
        public void undoable(String text, Runnable undo) {}

        @Override
        public void problem(Problem problem) {
            said.add("problem " + problem.code());
        }

        @Override
        public void copied(String text) {
            said.add("copied " + text);
        }
    }
}
