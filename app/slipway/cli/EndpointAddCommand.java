package slipway.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import slipway.base.Quoted;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;
import slipway.spec.EndpointSpec;
import slipway.spec.Workspace;

/// `endpoint add ENDPOINT/DEPLOYMENT --model PATH`: writes the file of a new deployment, which gets no traffic yet; a
/// running studio deploys it.
@Command(name = "add", mixinStandardHelpOptions = true, sortOptions = false)
final class EndpointAddCommand extends EndpointCommands.OnWorkspace {
    @Parameters(index = "0", paramLabel = "ENDPOINT/DEPLOYMENT")
    private String deployment = "";

    @Option(names = "--model", paramLabel = "PATH")
    private @Nullable Path model;

    @Option(names = "--image", paramLabel = "REF")
    private @Nullable String image;

    @Option(names = "--engine", paramLabel = "E")
    private @Nullable String engine;

    @Option(names = "--contract", paramLabel = "ID")
    private @Nullable String contract;

    @Option(names = "--replicas", paramLabel = "N")
    private int replicas = 1;

    @Override
    int run(Workspace workspace) {
        int slash = deployment.indexOf('/');
        if (slash < 1) throw StudioException.of("cli.deployment-form", deployment);
        String endpoint = deployment.substring(0, slash);
        EndpointSpec owner = folder(workspace, endpoint).spec();
        var ref = model == null ? ModelRef.NONE : new ModelRef(null, null, found(workspace, model));
        var own = new Extension(contract, engine, null, null, null, List.of(), List.of(), null, null);
        workspace.createDeployment(new DeploymentSpec(deployment.substring(slash + 1), endpoint, ref, image, Map.of(),
                replicas, RequestSettings.DEFAULT, ProbeSpec.DEFAULT, ProbeSpec.DEFAULT, own));
        show(owner, endpoint);
        return 0;
    }

    /// As the person names it, from where they are or from the workspace.
    private static Path found(Workspace workspace, Path model) {
        Path here = model.toAbsolutePath().normalize();
        if (Files.exists(here)) return here;
        Path there = workspace.root().resolve(model).normalize();
        if (Files.exists(there)) return there;
        throw StudioException.of("cli.no-model", model, here.equals(there) ? here : here + ", " + there);
    }

    private void show(@Nullable EndpointSpec owner, String endpoint) {
        if (app().json()) {
            var map = new LinkedHashMap<String, Object>();
            map.put("deployment", deployment);
            map.put("instance_count", replicas);
            console().json(map);
            return;
        }
        console().line(Text.of("cli.add.done", deployment));
        // an endpoint that serves goes on as it is; one that is new has to be told
        boolean serves = owner != null && owner.traffic().values().stream().anyMatch(share -> share > 0);
        String name = deployment.substring(deployment.indexOf('/') + 1);
        if (!serves)
            console().line(Text.of("cli.add.traffic", "slipway endpoint update " + Quoted.shell(endpoint)
                    + " --traffic " + Quoted.shell(name + "=100")));
    }
}
