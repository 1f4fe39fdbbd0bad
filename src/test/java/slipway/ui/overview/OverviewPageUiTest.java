package slipway.ui.overview;

import java.util.List;

import org.junit.jupiter.api.Test;

import slipway.base.Activity;
import slipway.base.Live;
import slipway.base.Problem;
import slipway.catalog.CatalogView;
import slipway.deploy.Deployment;
import slipway.engine.EngineInfo;
import slipway.spec.SpecProblem;
import slipway.spec.WorkspaceSpec;
import slipway.testkit.FakeEngine;
import slipway.testkit.Samples;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;
import slipway.traffic.EndpointView;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OverviewPageUiTest extends UiTest {
    private final TestDesk desk = new TestDesk();
    private final Live<WorkspaceSpec> spec = new Live<>(Samples.workspace());
    private final Live<CatalogView> catalog = new Live<>(Samples.catalog());
    private final Live<List<Deployment>> deployments = new Live<>(Samples.deployments());
    private final Live<List<EndpointView>> endpoints = new Live<>(Samples.endpoints());
    private final Activity activity = new Activity();
    private final FakeEngine docker = FakeEngine.docker(null);
    private int started;

    @Test
    void fullPageInBothThemes() {
        activity.add(Activity.Outcome.BAD, "", "overview.state.failed", 1);
        activity.add(Activity.Outcome.GOOD, "2.1 ms", "overview.step.deploy.state", 3, 4);
        activity.add(Activity.Outcome.NEUTRAL, "0 lost", "overview.open.endpoint", "iris");
        spec.set(Samples
                .workspace(new SpecProblem(Samples.ROOT.resolve("endpoints/iris/endpoint.yml"), 12, 3, Problem.of(
                        "base.unforeseen", "90", "The weights must sum to 100 and here they sum to 90."))));
        open();
        assertTrue(lookup("endpoints/iris/endpoint.yml:12:3").tryQuery().isPresent());
        assertTrue(lookup("diabetes/canary").tryQuery().isPresent());
        assertTrue(lookup("3.12 ms").tryQuery().isPresent());
        shots("overview");
    }

    @Test
    void emptyWorkspaceSaysWhatToDo() {
        spec.set(new WorkspaceSpec(Samples.ROOT, "new", List.of(), "embedded", List.of(), List.of()));
        catalog.set(CatalogView.EMPTY);
        open();
        assertTrue(lookup("Nothing to serve yet").tryQuery().isPresent());
        shots("overview-empty");
        catalog.set(Samples.catalog());
        settle();
        assertTrue(lookup("From a folder to a split").tryQuery().isPresent());
    }

    @Test
    void firstOpenStepStartsEverything() {
        deployments.set(deployments.get().stream().map(each -> Samples.deployment(each.spec().endpoint(), each.spec()
                .name(), slipway.deploy.DeploymentState.STOPPED, each.model())).toList());
        open();
        clickOn(".card .button.accent");
        assertEquals(1, started);
    }

    @Test
    void cardOpensItsEndpointAndCopiesItsAddress() {
        open();
        clickOn("iris");
        assertEquals(List.of("endpoints iris"), desk.opened);
        clickOn(".copy-label .button");
        assertEquals(List.of("http://127.0.0.1:8801"), desk.copied);
    }

    @Test
    void anEngineThatIsDownSaysWhyAndIsTriedAgain() {
        docker.info.set(FakeEngine.down(EngineInfo.State.HUNG, Problem.of("docker.hung", 3)));
        open();
        assertTrue(lookup("does not answer").tryQuery().isPresent());
        shots("overview-engine-hung");
        resize(1440, 1000);
        clickOn("#retry-docker");
        assertEquals(1, docker.reconnects.get());
        docker.info.set(FakeEngine.connected());
        settle();
        assertTrue(lookup("#retry-docker").tryQuery().isEmpty());
    }

    private void open() {
        show(fx(() -> new OverviewPage(spec, catalog, deployments, endpoints, Samples.traffic(), activity,
                List.of(FakeEngine.embedded(), docker), desk.desk(),
                model -> {}, () -> started++, () -> {}, List.of()).view()), 1440, 900);
    }
}
