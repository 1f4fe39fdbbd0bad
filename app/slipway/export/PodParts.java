package slipway.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import slipway.export.Difference.Kind;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.ProbeSpec;

/// The container of a pod, as Kubernetes and KServe have it. Stateless.
final class PodParts {
    /// The resource of NVIDIA’s device plugin.
    static final String GPU = "nvidia.com/gpu";

    private PodParts() {}

    /// @param probed false where the platform makes its own probes
    static ExportYaml container(Served served, String name, String portName, boolean probed) {
        boolean hidden = ClusterNotes.hidden(served);
        var ports = new ArrayList<ExportYaml>();
        ports.add(new ExportYaml().put("name", portName).put("containerPort", served.port()));
        var container = new ExportYaml().put("name", name).put("image", BakedImage.image(served))
                .put("command", hidden ? null : literals(served.spec().slipway().entrypoint()))
                .put("args", hidden ? null : literals(served.arguments())).put("ports", ports)
                .put("env", environment(served, served.plain().keySet()))
                .put("resources", resources(served));
        if (!probed) return container;
        return container.put("readinessProbe", probe(served.routes().ready(), served.healthPort(),
                served.spec().readiness(), false))
                .put("livenessProbe", probe(served.routes().live(), served.healthPort(), served.spec().liveness(),
                        true));
    }

    /// $(NAME) would be filled in there.
    private static String literal(String text) {
        return text.replace("$(", "$$(");
    }

    private static List<String> literals(List<String> texts) {
        return texts.stream().map(PodParts::literal).toList();
    }

    private static ExportYaml probe(String path, int port, ProbeSpec probe, boolean liveness) {
        return new ExportYaml().put("httpGet", new ExportYaml().put("path", path).put("port", port))
                .put("initialDelaySeconds", probe.initialDelay().toSeconds())
                .put("periodSeconds", probe.period().toSeconds()).put("timeoutSeconds", probe.timeout().toSeconds())
                // Kubernetes refuses another number for liveness
                .put("successThreshold", liveness ? 1 : probe.successThreshold())
                .put("failureThreshold", probe.failureThreshold());
    }

    /// The variables among `names` as they are, and the secret ones by the Secret that holds them.
    static List<ExportYaml> environment(Served served, Set<String> names) {
        var all = new ArrayList<ExportYaml>();
        for (Map.Entry<String, String> each : served.plain().entrySet()) {
            if (!names.contains(each.getKey())) continue;
            all.add(new ExportYaml().put("name", each.getKey()).put("value", literal(each.getValue())));
        }
        for (String secret : served.secrets()) {
            var key = new ExportYaml().put("name", secretName(served)).put("key", secret);
            all.add(new ExportYaml().put("name", secret).put("valueFrom", new ExportYaml().put("secretKeyRef", key)));
        }
        return all;
    }

    private static String secretName(Served served) {
        return DnsLabel.of(served.label() + "-secrets");
    }

    static ExportYaml resources(Served served) {
        var own = served.spec().slipway();
        Double cpus = own.cpus();
        Long memory = own.memoryBytes();
        int gpus = served.gpus() == Served.ALL_GPUS ? 1 : served.gpus();
        var limits = new ExportYaml().put("cpu", cpus == null ? null : Math.max(1, Math.round(cpus * 1000)) + "m")
                .put("memory", memory == null ? null : memory.toString()).put(GPU, gpus == 0 ? null : gpus);
        return new ExportYaml().put("limits", limits);
    }

    /// What of the container has no equal in a pod, or is left to the person.
    static void differences(Served served, ClusterNotes notes) {
        DeploymentSpec spec = served.spec();
        if (!served.label().equals(spec.endpoint() + "-" + spec.name())) {
            notes.deployment(Kind.NO_EQUAL, served, "name", "export.cluster.name", served.label());
        }
        if (!served.secrets().isEmpty()) {
            var command = new StringBuilder("kubectl create secret generic " + secretName(served));
            served.secrets().forEach(name -> command.append(" --from-literal=").append(name).append("=\"$")
                    .append(name).append('"'));
            notes.deployment(Kind.BY_HAND, served, "environment_variables", "export.cluster.secret",
                    String.join(", ", served.secrets()), command);
        }
        if (served.gpus() == Served.ALL_GPUS) {
            notes.deployment(Kind.NO_EQUAL, served, "x-slipway.resources.gpus", "export.cluster.all-gpus");
        }
        if (!served.gpuIds().isEmpty()) {
            notes.deployment(Kind.NO_EQUAL, served, "x-slipway.resources.gpus", "export.cluster.gpu-ids",
                    served.gpuIds().size());
        }
        if (spec.liveness().successThreshold() != 1) {
            notes.deployment(Kind.LIMIT, served, "liveness_probe.success_threshold", "export.cluster.success",
                    spec.liveness().successThreshold());
        }
    }
}
