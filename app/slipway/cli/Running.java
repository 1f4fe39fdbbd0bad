package slipway.cli;

import java.nio.file.Path;

import slipway.base.StudioException;
import slipway.store.RunFile;

/// Finds what a running studio serves, for commands that talk to it through its gateway.
final class Running {
    private Running() {}

    static RunFile of(Path workspace) {
        return RunFile.read(workspace.resolve(".slipway")).filter(RunFile::alive)
                .orElseThrow(() -> StudioException.of("cli.not-running", workspace));
    }

    static RunFile.EndpointRun endpoint(Path workspace, String name) {
        RunFile run = of(workspace);
        return run.endpoints().stream().filter(endpoint -> endpoint.name().equals(name)).findFirst()
                .orElseThrow(() -> StudioException.of("cli.endpoint-unknown", name,
                        String.join(", ", run.endpoints().stream().map(RunFile.EndpointRun::name).toList())));
    }
}
