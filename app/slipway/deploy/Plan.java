package slipway.deploy;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.catalog.Model;
import slipway.contract.Launch;
import slipway.contract.ServingContract;
import slipway.engine.Engine;
import slipway.engine.Workload;
import slipway.observe.HealthWatch.Check;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.ProbeSpec;

/// A deployment with every question answered: which engine, contract, model and folder. Immutable.
record Plan(DeploymentSpec spec, long revision, Engine engine, ServingContract contract, @Nullable Model model,
        @Nullable Path folder) {

    String modelName() {
        Model known = model;
        if (known != null) return known.name();
        String named = spec.model().name();
        return named == null ? spec.name() : named;
    }

    Workload workload(int replica) {
        DeploymentSpec.Extension own = spec.slipway();
        var argv = new ArrayList<String>(own.entrypoint());
        argv.addAll(own.command());
        Integer port = own.port();
        Long memory = own.memoryBytes();
        String url = own.url();
        // replicas beyond the first cannot share a wanted port
        int wanted = port == null || replica > 0 ? 0 : port;
        return new Workload(spec.id(), replica, revision, argv, environment(), folder, wanted,
                memory == null ? 0 : memory, url == null ? null : URI.create(url));
    }

    private Map<String, String> environment() {
        String path = folder == null ? "" : folder.toString();
        Model known = model;
        String version = known == null ? null : known.version();
        // port 0: the engine fills in the one it gives
        var launch = new Launch(spec.endpoint(), spec.name(), modelName(), version == null ? "1" : version, path, 0);
        var result = new LinkedHashMap<String, String>(contract.environment(launch));
        result.putAll(spec.environment());
        return result;
    }

    List<Workload> workloads() {
        var all = new ArrayList<Workload>();
        for (int replica = 0; replica < Math.max(1, spec.instanceCount()); replica++)
            all.add(workload(replica));
        return all;
    }

    Check alive() {
        return check(contract.livePath(), spec.liveness());
    }

    Check ready() {
        return check(contract.readyPath(modelName()), spec.readiness());
    }

    /// Where probes of a replica at `url` go: a platform may probe on a port of its own.
    URI probed(URI url) {
        Integer port = spec.slipway().healthPort();
        return port == null || port.equals(spec.slipway().port())
                ? url
                : URI.create("http://" + url.getHost() + ":" + port);
    }

    private static Check check(String path, ProbeSpec probe) {
        return new Check(path, probe.period(), probe.timeout(), probe.successThreshold(), probe.failureThreshold());
    }
}
