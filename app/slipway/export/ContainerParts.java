package slipway.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import slipway.base.Quoted;
import slipway.export.Difference.Kind;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.EndpointSpec;

/// What compose and stack files say alike about the container of a deployment. In both a `$` would be filled in, so it
/// is doubled. Stateless.
final class ContainerParts {
    /// What the proxies do, or the labels of theirs say.
    private static final Set<String> KNOWN = Set.of(Everywhere.STICKY, Everywhere.BODY, Everywhere.ACCESS_LOG,
            Everywhere.DESCRIPTION, Everywhere.TAGS);

    private ContainerParts() {}

    static String literal(String text) {
        return text.replace("$", "$$");
    }

    static List<String> literals(List<String> texts) {
        return texts.stream().map(ContainerParts::literal).toList();
    }

    /// The command line, where it may be written.
    static ExportYaml started(ExportYaml container, Served served) {
        boolean hidden = ClusterNotes.hidden(served);
        return container.put("entrypoint", hidden ? null : literals(served.spec().slipway().entrypoint()))
                .put("command", hidden ? null : literals(served.arguments()));
    }

    static ExportYaml environment(Served served) {
        var all = new ExportYaml();
        served.plain().forEach((name, value) -> all.put(name, literal(value)));
        return all;
    }

    /// The engine’s check with the probe's times, by whatever client the image has; one without any is not unhealthy.
    static ExportYaml healthcheck(Served served) {
        ProbeSpec probe = served.spec().liveness();
        String url = Quoted.shell("http://127.0.0.1:" + served.healthPort() + served.routes().live());
        long seconds = probe.timeout().toSeconds();
        String script = "if command -v curl >/dev/null; then curl -fsS -m " + seconds + " -o /dev/null " + url
                + "; elif command -v wget >/dev/null; then wget -q -T " + seconds + " -O /dev/null " + url
                + "; elif command -v python3 >/dev/null; then python3 -c 'import sys, urllib.request as r; "
                + "r.urlopen(sys.argv[1], timeout=" + seconds + ")' " + url + "; fi";
        return new ExportYaml().put("test", List.of("CMD-SHELL", literal(script)))
                .put("interval", probe.period().toSeconds() + "s").put("timeout", seconds + "s")
                .put("start_period", probe.initialDelay().toSeconds() + "s")
                .put("retries", probe.failureThreshold());
    }

    static ExportYaml limits(Served served) {
        var own = served.spec().slipway();
        Double cpus = own.cpus();
        Long memory = own.memoryBytes();
        return new ExportYaml().put("cpus", cpus == null ? null : cpus.toString()).put("memory",
                memory == null ? null : memory + "b");
    }

    /// What the endpoint says of itself, on what stands in front of it.
    static ExportYaml labels(EndpointSpec endpoint) {
        var all = new ExportYaml();
        if (!endpoint.description().isEmpty()) all.put("slipway.description", literal(endpoint.description()));
        endpoint.tags().forEach((name, value) -> all.put("slipway.tag." + name, literal(value)));
        return all;
    }

    static ExportYaml nameLabel(Served served) {
        return new ExportYaml().put("slipway.deployment", literal(served.spec().id()));
    }

    /// Files of both, in front of their own: the proxies’ configurations.
    static List<ExportFile> proxies(ProxyPlan plan, boolean haproxy) {
        var files = new ArrayList<ExportFile>();
        files.add(new ExportFile("nginx.conf", NginxConf.text(plan), ExportFile.Language.CONF));
        if (haproxy) files.add(new ExportFile("haproxy.cfg", HaproxyConf.text(plan), ExportFile.Language.CONF));
        return files;
    }

    /// What of the proxies and the checks is not as the studio’s gateway has it.
    static void endpoint(ExportSource source, ProxyPlan plan, ClusterNotes notes) {
        var endpoint = plan.endpoint();
        notes.gateway(source, KNOWN);
        if (plan.front() != null) notes.endpoint(Kind.NO_EQUAL, "", "export.cluster.front", plan.front());
        var sticky = endpoint.slipway().sticky();
        if (sticky != null) {
            notes.endpoint(Kind.NO_EQUAL, "x-slipway.traffic.sticky",
                    plan.sticky() == null ? "export.cluster.sticky-name" : "export.cluster.sticky", sticky.name());
        }
        if (!plan.copies().isEmpty()) notes.endpoint(Kind.NO_EQUAL, "mirror_traffic", "export.cluster.mirror-waits");
        if (plan.live().isEmpty()) notes.endpoint(Kind.NO_EQUAL, "traffic", "export.cluster.no-traffic");
        long waits = plan.all().stream().map(Served::timeout).distinct().count();
        if (waits > 1) {
            notes.endpoint(Kind.NO_EQUAL, "request_settings.request_timeout_ms", "export.cluster.timeout",
                    plan.timeout().toMillis());
        }
    }

    static void deployment(Served served, ClusterNotes notes) {
        if (served.elsewhere() != null) {
            notes.deployment(Kind.BY_HAND, served, "x-slipway.url", "export.cluster.elsewhere",
                    ProxyPlan.address(served) + ProxyPlan.prefix(served));
            return;
        }
        notes.fixed(served);
        notes.image(served);
        DeploymentSpec spec = served.spec();
        notes.deployment(Kind.BY_HAND, served, "liveness_probe", "export.cluster.client", served.healthPort()
                + served.routes().live());
        if (spec.liveness().successThreshold() != 1) {
            notes.deployment(Kind.NO_EQUAL, served, "liveness_probe.success_threshold", "export.cluster.success",
                    spec.liveness().successThreshold());
        }
        boolean same = spec.liveness().equals(spec.readiness()) && served.routes().live().equals(served.routes()
                .ready());
        if (!same) notes.deployment(Kind.NO_EQUAL, served, "readiness_probe", "export.cluster.readiness");
    }
}
