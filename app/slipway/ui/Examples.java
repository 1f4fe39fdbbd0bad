package slipway.ui;

import java.util.List;

import slipway.contract.Contracts;
import slipway.contract.SampleRequest;
import slipway.contract.Signature;
import slipway.deploy.Deployment;

/// Requests that fit what a deployment serves, the usual form first. Stateless; any thread.
public final class Examples {
    private Examples() {}

    public static List<SampleRequest> of(Deployment deployment) {
        var model = deployment.model();
        Signature signature = model == null ? Signature.UNKNOWN : model.signature();
        String name = model == null ? deployment.spec().name() : model.name();
        return Contracts.byId(deployment.contract()).map(contract -> {
            var made = contract.examples(signature, name, model == null ? null : model.inputExample());
            return made.isEmpty()
                    ? List.of(new SampleRequest("JSON", "POST", contract.predictPath(name), "application/json", "{}"))
                    : made;
        }).orElse(List.of());
    }
}
