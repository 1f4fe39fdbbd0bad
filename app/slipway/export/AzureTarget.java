package slipway.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;
import slipway.spec.YamlWriter;

/// `endpoint.yml` and a file for each deployment as `az ml` takes them: ours without `x-slipway`. Pure; any thread.
final class AzureTarget implements ExportTarget {
    private static final int MOST_DEPLOYMENTS = 20;
    /// A206, in percent.
    private static final int MOST_MIRRORED = 50;

    @Override
    public String id() {
        return "azureml";
    }

    @Override
    public String title() {
        return "Azure Machine Learning";
    }

    @Override
    public Exported export(ExportSource said) {
        var to = new Differences();
        ExportSource source = Unsecret.of(said, to);
        var files = new ArrayList<ExportFile>();
        files.add(endpoint(source, to));
        for (DeploymentSpec spec : source.deployments())
            files.add(AzureDeployment.file(source, spec, to));
        return new Exported(files, to.all());
    }

    private static ExportFile endpoint(ExportSource source, Differences to) {
        EndpointSpec endpoint = source.endpoint();
        if (source.deployments().size() > MOST_DEPLOYMENTS)
            to.limit("", "", "export.azureml.deployments", source.deployments().size(), MOST_DEPLOYMENTS);
        var out = new YamlWriter();
        out.put("$schema", "https://azuremlschemas.azureedge.net/latest/managedOnlineEndpoint.schema.json");
        out.put("name", endpoint.name());
        if (!endpoint.description().isEmpty()) out.put("description", endpoint.description());
        boolean open = endpoint.authMode() == EndpointSpec.AuthMode.NONE;
        if (open) to.limit("", "auth_mode", "export.azureml.auth");
        out.put("auth_mode", open ? "key" : endpoint.authMode().word());
        out.map("tags", endpoint.tags());
        out.numbers("traffic", endpoint.traffic());
        Map<String, Integer> mirror = mirror(endpoint, to);
        out.numbers("mirror_traffic", mirror);
        to.hand("", "", "export.azureml.rights");
        if (!endpoint.traffic().isEmpty() || !mirror.isEmpty()) to.hand("", "traffic", "export.azureml.order");
        if (!mirror.isEmpty()) to.hand("", "mirror_traffic", "export.azureml.client");
        Everywhere.endpoint(source, Set.of(Everywhere.DESCRIPTION, Everywhere.TAGS), to);
        AzureDeployment.carried("", source.carried(""), Set.of(), to).ifPresent(out::block);
        return new ExportFile("endpoint.yml", out.toString(), ExportFile.Language.YAML);
    }

    /// One deployment without live traffic, up to half of the requests (A205, A206).
    private static Map<String, Integer> mirror(EndpointSpec endpoint, Differences to) {
        var kept = new LinkedHashMap<String, Integer>();
        endpoint.mirrors().forEach((name, share) -> {
            if (share == 0) return;
            if (endpoint.traffic().getOrDefault(name, 0) > 0) {
                to.limit(name, "mirror_traffic", "export.azureml.mirror-live", name);
            } else if (!kept.isEmpty()) {
                to.limit(name, "mirror_traffic", "export.azureml.mirror-one", name);
            } else {
                if (share > MOST_MIRRORED)
                    to.limit(name, "mirror_traffic", "export.azureml.mirror-share", share, MOST_MIRRORED);
                kept.put(name, Math.min(share, MOST_MIRRORED));
            }
        });
        return kept;
    }
}
