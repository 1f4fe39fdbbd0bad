package slipway.export;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.EndpointSpec;

/// OCI’s `environmentConfigurationDetails`, bare or within a deployment’s details, and ADS’s YAML: one deployment each,
/// of which the first gets all traffic. Stateless.
final class OciImport {
    private static final String BLOCK = "environmentConfigurationDetails";
    private static final String SHAPE = "modelDeploymentInstanceShapeConfigDetails";
    private static final String FIXED = "FIXED_SIZE";
    /// What is looked into, around the container and in it.
    private static final Set<String> FOLDERS = Set.of(BLOCK, "createModelDeploymentDetails",
            "modelDeploymentConfigurationDetails", "modelConfigurationDetails", "instanceConfiguration", SHAPE,
            "scalingPolicy", "spec", "infrastructure", "runtime", "shapeConfigDetails");
    /// What is read, or says only what kind of document it is.
    private static final Set<String> READ = Set.of("kind", "type", "deploymentType", "deploymentMode", "displayName",
            "description", "freeformTags", "freeform_tags", "modelId", "modelUri", "ocpus", "memoryInGBs", "replica",
            "instanceCount", "bandwidthMbps", "bandWidthMbps", "environmentConfigurationType", "image", "imageDigest",
            "cmd", "entrypoint", "serverPort", "healthCheckPort", "environmentVariables", "env");

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
        var names = new ImportNames(to);
        Map<String, String> tags = new LinkedHashMap<>();
        String description = "";
        for (ImportFile file : files) {
            JsonNode around = file.root();
            deployments.add(deployment(endpoint, file, names, to));
            String said = find(around, "description");
            if (said != null && description.isEmpty()) description = said;
            JsonNode own = around.findValue("freeformTags");
            if (own == null) own = around.findValue("freeform_tags");
            if (own != null) tags.putAll(ImportFields.map(own));
        }
        return new Imported(new EndpointSpec(endpoint, EndpointSpec.AuthMode.KEY, description, tags,
                Map.of(deployments.getFirst().name(), 100), Map.of(),
                EndpointSpec.Extension.NONE), deployments, to.all());
    }

    /// The number `field` wherever in `around` it stands; null where it does not.
    private static @Nullable Integer number(JsonNode around, String field, String deployment, Differences to) {
        JsonNode owner = around.findParent(field);
        return owner == null ? null : ImportFields.integer(deployment, owner, field, to);
    }

    private static @Nullable String find(JsonNode around, String field) {
        JsonNode found = around.findValue(field);
        return found == null ? null : found.asString(null);
    }

    private static DeploymentSpec deployment(String endpoint, ImportFile file, ImportNames names, Differences to) {
        JsonNode around = file.root();
        JsonNode block = around.findValue(BLOCK);
        boolean ads = ads(around);
        JsonNode details = ads ? around.path("spec").path("runtime").path("spec") : block == null ? around : block;
        String name = names.next(name(endpoint, file, find(around, "displayName")));
        unread(name, around, to);
        if (find(around, "modelUri") != null || find(around, "modelId") != null)
            to.hand(name, "model.path", "export.oci.model");
        Integer port = ImportFields.integer(name, details, "serverPort", to);
        Integer health = ImportFields.integer(name, details, "healthCheckPort", to);
        JsonNode shape = around.findValue(ads ? "shapeConfigDetails" : SHAPE);
        BigDecimal ocpus = shape == null ? null : ImportFields.number(name, shape, "ocpus", to);
        BigDecimal memory = shape == null ? null : ImportFields.number(name, shape, "memoryInGBs", to);
        String image = ImportFields.text(details, "image");
        var own = new Extension("oci-byoc", "docker", null, port, health == null || health.equals(port) ? null : health,
                ImportFields.texts(details.path("entrypoint")), ImportFields.texts(details.path("cmd")),
                // an OCPU is two threads of a core, and a CPU here is one
                ocpus == null || ocpus.signum() == 0 ? null : Double.valueOf(ocpus.doubleValue() * 2),
                memory == null || memory.signum() == 0 ? null : Long.valueOf(bytes(memory)),
                null, ImportFields.text(details, "imageDigest"), null);
        Integer mbps = number(around, "bandwidthMbps", name, to);
        if (mbps == null) mbps = number(around, "bandWidthMbps", name, to);
        if (mbps != null && mbps > 0) own = own.withBandwidth(mbps);
        Integer replicas = number(around, "replica", name, to);
        if (replicas == null) replicas = number(around, "instanceCount", name, to);
        return ImportFields.deployment(endpoint, name, ModelRef.NONE, image, ImportFields.environment(name,
                details.path(ads ? "env" : "environmentVariables"), to), replicas, ProbeSpec.DEFAULT, own);
    }

    private static long bytes(BigDecimal gigabytes) {
        return gigabytes.multiply(BigDecimal.valueOf(1L << 30)).longValue();
    }

    /// Says what is not read, in the container and around it.
    private static void unread(String deployment, JsonNode from, Differences to) {
        for (Map.Entry<String, JsonNode> each : from.properties()) {
            boolean folder = FOLDERS.contains(each.getKey()) && each.getValue().isObject();
            boolean fixed = each.getKey().equals("policyType") && FIXED.equals(each.getValue().asString(""));
            if (folder) unread(deployment, each.getValue(), to);
            else if (!READ.contains(each.getKey()) && !fixed) ImportFields.unread(deployment, each, to);
        }
    }

    /// Of `iris-blue` within the endpoint `iris` it is `blue`; else the file says it.
    private static String name(String endpoint, ImportFile file, @Nullable String display) {
        String prefix = endpoint + "-";
        return display != null && display.startsWith(prefix) && display.length() > prefix.length()
                ? display.substring(prefix.length())
                : file.stem();
    }
}
