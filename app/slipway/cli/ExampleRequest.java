package slipway.cli;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.catalog.Catalog;
import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.contract.SampleRequest;
import slipway.store.RunFile;

/// A request that fits what an endpoint serves, made from the model's signature and the contract it is served by, as
/// the window makes it. The model is read, never run. Stateless.
final class ExampleRequest {
    private ExampleRequest() {}

    /// @param deployment its name, null for the first one of which a request can be made
    /// @throws StudioException where the workspace does not run, or nothing is known of what the model takes
    static SampleRequest of(Path workspace, String endpoint, @Nullable String deployment) {
        // an endpoint that is not there is said as such
        Running.endpoint(workspace, endpoint);
        List<RunFile.DeploymentRun> asked = Running.of(workspace).deployments().stream()
                .filter(each -> each.endpoint().equals(endpoint))
                .filter(each -> deployment == null || each.deployment().equals(deployment)).toList();
        if (deployment != null && asked.isEmpty())
            throw StudioException.of("spec.no-deployment", deployment, endpoint);
        String whose = deployment == null ? endpoint : endpoint + "/" + deployment;
        return asked.stream().flatMap(each -> of(each).stream()).findFirst()
                .orElseThrow(() -> StudioException.of("cli.no-example", whose));
    }

    private static List<SampleRequest> of(RunFile.DeploymentRun run) {
        String path = run.model();
        String contract = run.contract();
        if (path == null || contract == null) return List.of();
        Model model = Catalog.look(Path.of(path));
        return Contracts.byId(contract)
                .map(each -> each.examples(model.signature(), model.name(), model.inputExample())).orElse(List.of());
    }
}
