package slipway.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.EndpointSpec;

/// OCI’s `environmentConfigurationDetails`, bare or within a deployment’s details, and ADS’s YAML: one deployment each,
/// of which the first gets all traffic. Stateless.
final class OciImport {
    private static final String BLOCK = "environmentConfigurationDetails";
    private static final Set<String> FIELDS = Set.of("environmentConfigurationType", "image", "imageDigest", "cmd",
            "entrypoint", "serverPort", "healthCheckPort", "environmentVariables", "env", "modelUri",
            "deploymentMode");
    private static final Set<String> INFRASTRUCTURE = Set.of("compartmentId", "projectId", "shapeConfigDetails",
            "replica", "bandwidthMbps", "bandWidthMbps");

    private OciImport() {}

    static boolean reads(JsonNode root) {
        return root.has("environmentConfigurationType") || root.has("serverPort") || root.findValue(BLOCK) != null
                || ads(root);
    }

    private static boolean ads(JsonNode root) {
        return "deployment".equals(ImportFields.text(root, "kind")) && root.path("spec").has("runtime");
    }

    static Imported read(String endpoint, List<ImportFile> files) {
        var to = new Differences();
        var deployments = new ArrayList<DeploymentSpec>();
        Map<String, String> tags = new LinkedHashMap<>();
        String description = "";
        Integer mbps = null;
        for (ImportFile file : files) {
            JsonNode around = ads(file.root()) ? file.root().path("spec") : file.root();
            deployments.add(deployment(endpoint, file, around, to));
            String said = find(around, "description");
            if (said != null && description.isEmpty()) description = said;
            JsonNode own = around.findValue("freeformTags");
            if (own == null) own = around.findValue("freeform_tags");
            if (own != null) tags.putAll(ImportFields.map(own));
            String asked = find(around, "bandwidthMbps");
            if (asked == null) asked = find(around, "bandWidthMbps");
            if (asked != null && asked.matches("[1-9][0-9]{0,5}")) mbps = Integer.valueOf(asked);
        }
        var extension = new EndpointSpec.Extension(false, Map.of(), null, false, null, null, mbps, null,
                EndpointSpec.Logs.NONE);
        return new Imported(new EndpointSpec(endpoint, EndpointSpec.AuthMode.KEY, description, tags,
                Map.of(deployments.getFirst().name(), 100), Map.of(),
                mbps == null ? EndpointSpec.Extension.NONE : extension), deployments, to.all());
    }

    private static @Nullable String find(JsonNode around, String field) {
        JsonNode found = around.findValue(field);
        return found == null ? null : found.asString(null);
    }

    private static DeploymentSpec deployment(String endpoint, ImportFile file, JsonNode around, Differences to) {
        JsonNode block = around.findValue(BLOCK);
        boolean ads = ads(file.root());
        JsonNode details = ads ? around.path("runtime").path("spec") : block == null ? file.root() : block;
        JsonNode machine = ads ? around.path("infrastructure").path("spec") : MissingNode.getInstance();
        String name = name(endpoint, file, find(around, "displayName"));
        ImportFields.unread(name, details, FIELDS, to);
        ImportFields.unread(name, machine, INFRASTRUCTURE, to);
        if (find(around, "modelUri") != null || find(around, "modelId") != null)
            to.hand(name, "model.path", "export.oci.model");
        Integer port = ImportFields.integer(details, "serverPort");
        Integer health = ImportFields.integer(details, "healthCheckPort");
        JsonNode shape = machine.path("shapeConfigDetails");
        double ocpus = ImportFields.number(shape, "ocpus");
        Integer memory = ImportFields.integer(shape, "memoryInGBs");
        String image = ImportFields.text(details, "image");
        var own = new Extension("oci-byoc", "docker", null, port, health == null || health.equals(port) ? null : health,
                ImportFields.texts(details.path("entrypoint")), ImportFields.texts(details.path("cmd")),
                ocpus == 0 ? null : Double.valueOf(ocpus * 2),
                memory == null ? null : Long.valueOf((long) memory << 30),
                null, ImportFields.text(details, "imageDigest"), null);
        return ImportFields.deployment(endpoint, name, ModelRef.NONE, image, ImportFields.environment(name,
                details.path(ads ? "env" : "environmentVariables"), to), instances(around), ProbeSpec.DEFAULT, own);
    }

    private static @Nullable Integer instances(JsonNode around) {
        String said = find(around, "replica");
        if (said == null) said = find(around, "instanceCount");
        return said != null && said.matches("[1-9][0-9]?") ? Integer.valueOf(said) : null;
    }

    /// Of `iris-blue` within the endpoint `iris` it is `blue`; else the file says it.
    private static String name(String endpoint, ImportFile file, @Nullable String display) {
        String prefix = endpoint + "-";
        return display != null && display.startsWith(prefix) && display.length() > prefix.length()
                ? display.substring(prefix.length())
                : file.stem();
    }
}
