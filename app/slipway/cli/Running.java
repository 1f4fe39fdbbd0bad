package slipway.cli;

import java.nio.file.Path;

import slipway.base.StudioException;
import slipway.store.RunFile;
import slipway.traffic.Tokens;

/// Finds what a running studio serves, for commands that talk to it through its gateway.
final class Running {
    private Running() {}

    static RunFile of(Path workspace) {
        return RunFile.read(workspace.resolve(".slipway")).filter(RunFile::alive)
                .orElseThrow(() -> StudioException.of("cli.not-running", workspace));
    }

    /// Whether a studio drives the workspace.
    static boolean any(Path workspace) {
        return RunFile.read(workspace.resolve(".slipway")).filter(RunFile::alive).isPresent();
    }

    /// With a token of its own where the endpoint asks for one.
    private static RunFile.EndpointRun withToken(RunFile.EndpointRun run) {
        String secret = run.tokens();
        return secret == null ? run : run.withKey(new Tokens(secret, run.name()).mint(Tokens.USUAL));
    }

    static RunFile.EndpointRun endpoint(Path workspace, String name) {
        RunFile run = of(workspace);
        return run.endpoints().stream().filter(endpoint -> endpoint.name().equals(name)).findFirst()
                .map(Running::withToken).orElseThrow(() -> StudioException.of("cli.endpoint-unknown", name,
                        String.join(", ", run.endpoints().stream().map(RunFile.EndpointRun::name).toList())));
    }
}
