package slipway.export;

import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;
import slipway.spec.YamlWriter;

/// A deployment as Oracle’s ADS reads it: infrastructure and runtime. Stateless.
final class OciAds {
    private static final int USUAL_OCPUS = 1;
    private static final int USUAL_GB = 16;
    private static final String FLEXIBLE = "VM.Standard.E4.Flex";
    private static final String GPU = "VM.GPU.A10.1";

    private OciAds() {}

    static ExportFile file(EndpointSpec endpoint, OciContainer container, Differences to) {
        DeploymentSpec spec = container.spec();
        var out = new YamlWriter();
        out.put("kind", "deployment");
        out.begin("spec");
        out.put("displayName", endpoint.name() + "-" + spec.name());
        if (!endpoint.description().isEmpty()) out.put("description", endpoint.description());
        out.map("freeformTags", endpoint.tags());
        infrastructure(endpoint, spec, out, to);
        runtime(container, out);
        out.end();
        return new ExportFile(spec.name() + ".ads.yml", out.toString(), ExportFile.Language.YAML);
    }

    private static void infrastructure(EndpointSpec endpoint, DeploymentSpec spec, YamlWriter out, Differences to) {
        out.begin("infrastructure");
        out.put("kind", "infrastructure");
        out.put("type", "datascienceModelDeployment");
        out.begin("spec");
        out.put("compartmentId", "<compartment OCID>");
        out.put("projectId", "<project OCID>");
        var own = spec.slipway();
        String shape = own.gpus() == null ? FLEXIBLE : GPU;
        to.hand(spec.name(), "instance_type", "export.oci.shape", shape);
        out.put("shapeName", shape);
        Double cpus = own.cpus();
        Long memory = own.memoryBytes();
        if (own.gpus() == null) {
            // an OCPU is two threads of a core, and a CPU here is one
            int ocpus = cpus == null ? USUAL_OCPUS : (int) Math.ceil(cpus / 2);
            int gigabytes = memory == null ? USUAL_GB : (int) Math.ceilDiv(memory, 1L << 30);
            out.begin("shapeConfigDetails");
            out.put("ocpus", ocpus);
            out.put("memoryInGBs", gigabytes);
            out.end();
            boolean same = cpus != null && cpus == ocpus * 2.0 && memory != null && memory == (long) gigabytes << 30;
            if (!same) to.limit(spec.name(), "x-slipway.resources", "export.oci.shape-size", ocpus, gigabytes);
        } else {
            to.none(spec.name(), "x-slipway.resources", "export.oci.shape-fixed", shape);
        }
        out.put("replica", Math.max(1, Everywhere.replicas(spec)));
        Integer mbps = own.bandwidthMbps() == null ? endpoint.slipway().bandwidthMbps() : own.bandwidthMbps();
        if (mbps != null) out.put("bandwidthMbps", mbps);
        out.end();
        out.end();
    }

    private static void runtime(OciContainer container, YamlWriter out) {
        out.begin("runtime");
        out.put("kind", "runtime");
        out.put("type", "container");
        out.begin("spec");
        out.put("modelUri", "<model OCID>");
        out.put("image", container.image());
        if (!container.digest().isEmpty()) out.put("imageDigest", container.digest());
        out.list("entrypoint", container.entrypoint());
        out.list("cmd", container.command());
        out.put("serverPort", container.port());
        out.put("healthCheckPort", container.healthPort());
        out.map("env", container.environment());
        out.put("deploymentMode", "HTTPS_ONLY");
        out.end();
        out.end();
    }
}
