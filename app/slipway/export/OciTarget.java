package slipway.export;

import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;

import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;

/// For each deployment the `environmentConfigurationDetails` of a container and ADS’s YAML, and the policy that lets it
/// read its image (A064, A075). Pure; any thread.
final class OciTarget implements ExportTarget {
    private static final int MOST_BODY_MB = 10;
    private static final String POLICY = """
            # Lets the model deployments of a compartment read images: a text for Identity, fill in what stands in < >.

            # Dynamic group, matching rule:
            ALL {resource.type = 'datasciencemodeldeployment', resource.compartment.id = '<compartment OCID>'}

            # Policy:
            Allow dynamic-group <dynamic group> to read repos in compartment <compartment of the repository>
            """;

    @Override
    public String id() {
        return "oci";
    }

    @Override
    public String title() {
        return "OCI Data Science";
    }

    @Override
    public Exported export(ExportSource said) {
        var to = new Differences();
        ExportSource source = Unsecret.of(said, to);
        endpoint(source, to);
        var files = new ArrayList<ExportFile>();
        for (DeploymentSpec spec : source.deployments()) {
            OciContainer container = OciContainer.of(source, spec, to);
            files.add(container.details());
            files.add(OciAds.file(source.endpoint(), container, to));
        }
        files.add(new ExportFile("policy.txt", POLICY, ExportFile.Language.TEXT));
        return new Exported(files, to.all());
    }

    private static void endpoint(ExportSource source, Differences to) {
        EndpointSpec endpoint = source.endpoint();
        if (endpoint.traffic().values().stream().filter(share -> share > 0).count() > 1)
            to.none("", "traffic", "export.oci.split");
        if (endpoint.mirrors().values().stream().anyMatch(share -> share > 0))
            to.none("", "mirror_traffic", "export.oci.mirror");
        to.none("", "auth_mode", "export.oci.auth");
        Integer body = endpoint.slipway().maxBodyMb();
        if (body != null && body > MOST_BODY_MB)
            to.limit("", Everywhere.BODY, "export.oci.body", body, MOST_BODY_MB);
        else if (body != null) to.none("", Everywhere.BODY, "export.oci.body-fixed", MOST_BODY_MB);
        bandwidth(source, to);
        Everywhere.logs(endpoint).forEach(field -> to.hand("", field, "export.oci.logs"));
        Everywhere.endpoint(source, Set.of(Everywhere.BODY, Everywhere.BANDWIDTH, Everywhere.ACCESS_LOG,
                Everywhere.PREDICT_LOG, Everywhere.DESCRIPTION, Everywhere.TAGS), to);
        Everywhere.azure(source, to);
        regions(source, to);
        to.hand("", "", "export.oci.policy", "policy.txt");
        to.hand("", "", "export.oci.ids");
    }

    /// There each deployment has a load balancer of its own (A093).
    private static void bandwidth(ExportSource source, Differences to) {
        Integer mbps = source.endpoint().slipway().bandwidthMbps();
        if (mbps == null) return;
        to.limit("", Everywhere.BANDWIDTH, "export.oci.bandwidth", mbps);
        for (DeploymentSpec spec : source.deployments())
            if (spec.slipway().bandwidthMbps() == null)
                to.limit(spec.name(), Everywhere.BANDWIDTH, "export.oci.bandwidth", mbps);
    }

    /// No deployment takes its image from another region (A036).
    private static void regions(ExportSource source, Differences to) {
        var regions = new TreeSet<String>();
        for (String image : source.images().values())
            regions.add(OciContainer.region(ImageName.of(image)));
        regions.remove("");
        if (regions.size() > 1) to.limit("", "environment.image", "export.oci.regions", String.join(", ", regions));
        else if (!regions.isEmpty()) to.hand("", "environment.image", "export.oci.region", regions.first());
    }
}
