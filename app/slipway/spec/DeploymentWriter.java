package slipway.spec;

import java.nio.file.Path;

import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;

/// Writes the file of a new deployment; what is at its default is left out.
public final class DeploymentWriter {
    private DeploymentWriter() {}

    /// The text of `spec`'s file in `folder`.
    static String write(DeploymentSpec spec, Path folder) {
        var out = new YamlWriter();
        out.put("$schema", "https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json");
        out.put("name", spec.name());
        out.put("endpoint_name", spec.endpoint());
        ModelYaml.write(spec.model(), folder, out);
        environment(spec, folder, out);
        out.map("environment_variables", spec.environment());
        out.put("instance_count", spec.instanceCount());
        RequestSettings requests = spec.requests();
        if (requests.said()) {
            out.begin("request_settings");
            out.put("request_timeout_ms", requests.timeout().toMillis());
            out.put("max_concurrent_requests_per_instance", requests.maxConcurrentPerInstance());
            out.put("max_queue_wait_ms", requests.maxQueueWait().toMillis());
            out.end();
        }
        probe("liveness_probe", spec.liveness(), out);
        probe("readiness_probe", spec.readiness(), out);
        ExtensionYaml.write(spec.slipway(), folder, out);
        return out.toString();
    }

    private static void environment(DeploymentSpec spec, Path folder, YamlWriter out) {
        String image = spec.image();
        Path build = spec.code().buildFolder();
        if (image == null && build == null) return;
        out.begin("environment");
        if (image != null) out.put("image", image);
        if (build != null) {
            out.begin("build");
            out.put("path", relative(build, folder));
            out.end();
        }
        out.end();
    }

    /// `path` as it is written in a file of `folder`.
    static String relative(Path path, Path folder) {
        return folder.toAbsolutePath().normalize().relativize(path.toAbsolutePath().normalize()).toString()
                .replace('\\', '/');
    }

    /// Azure’s words for `probe`; nothing where it is what Azure takes anyway.
    public static void probe(String key, ProbeSpec probe, YamlWriter out) {
        if (probe.equals(ProbeSpec.DEFAULT)) return;
        out.begin(key);
        out.put("initial_delay", probe.initialDelay().toSeconds());
        out.put("period", probe.period().toSeconds());
        out.put("timeout", probe.timeout().toSeconds());
        out.put("success_threshold", probe.successThreshold());
        out.put("failure_threshold", probe.failureThreshold());
        out.end();
    }
}
