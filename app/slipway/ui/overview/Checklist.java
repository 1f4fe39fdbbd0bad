package slipway.ui.overview;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import slipway.base.Text;
import slipway.catalog.CatalogView;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.traffic.EndpointView;

/// The way from a folder to a split, judged from what is there now; no toolkit.
final class Checklist {
    private Checklist() {}

    /// What the button of a step does.
    enum Go {
        MODELS, START, DEPLOYMENTS, REQUESTS, ENDPOINT
    }

    /// One line: whether it is done, what stands under it, where its button leads (`target` names an endpoint).
    record Step(String title, String state, boolean done, Go go, String button, String target) {}

    static List<Step> of(CatalogView catalog, List<Deployment> deployments, List<EndpointView> endpoints,
            long requests) {
        return List.of(models(catalog), deploy(deployments), tried(requests), split(endpoints));
    }

    private static Step models(CatalogView catalog) {
        int count = catalog.models().size();
        long findings = catalog.models().stream().filter(model -> !model.findings().isEmpty()).count();
        String state = count == 0
                ? Text.of("overview.step.import.none")
                : Text.of("overview.step.import.done", count, findings);
        return new Step(Text.of("overview.step.import"), state, count > 0, Go.MODELS,
                Text.of("overview.open.models"), "");
    }

    private static Step deploy(List<Deployment> deployments) {
        long ready = deployments.stream().filter(each -> each.state() == DeploymentState.READY).count();
        boolean idle = deployments.stream().noneMatch(each -> each.state().active());
        String state = deployments.isEmpty()
                ? Text.of("overview.step.deploy.none")
                : Text.of("overview.step.deploy.state", ready, deployments.size());
        return idle && !deployments.isEmpty()
                ? new Step(Text.of("overview.step.deploy"), state, false, Go.START, Text.of("overview.start"), "")
                : new Step(Text.of("overview.step.deploy"), state, ready > 0, Go.DEPLOYMENTS,
                        Text.of("overview.open.deployments"), "");
    }

    private static Step tried(long requests) {
        String state = requests == 0
                ? Text.of("overview.step.try.none")
                : Text.of("overview.step.try.done", slipway.ui.widget.Labels.count(requests));
        return new Step(Text.of("overview.step.try"), state, requests > 0, Go.REQUESTS,
                Text.of("overview.open.requests"), "");
    }

    private static Step split(List<EndpointView> endpoints) {
        for (EndpointView view : endpoints) {
            var parts = new ArrayList<String>();
            for (Map.Entry<String, Integer> weight : view.policy().weights().entrySet()) {
                if (weight.getValue() > 0) parts.add(weight.getKey() + " " + weight.getValue() + " %");
            }
            if (parts.size() > 1) {
                return new Step(Text.of("overview.step.split"), view.name() + ": " + String.join(", ", parts), true,
                        Go.ENDPOINT, Text.of("overview.open.endpoint", view.name()), view.name());
            }
        }
        String target = endpoints.isEmpty() ? "" : endpoints.getFirst().name();
        return new Step(Text.of("overview.step.split"), Text.of("overview.step.split.none"), false, Go.ENDPOINT,
                target.isEmpty() ? Text.of("overview.open.endpoints") : Text.of("overview.open.endpoint", target),
                target);
    }
}
