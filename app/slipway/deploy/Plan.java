package slipway.deploy;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.catalog.Model;
import slipway.contract.HealthPolicy;
import slipway.contract.Launch;
import slipway.contract.ServingContract;
import slipway.engine.ContainerFacts;
import slipway.engine.ContainerSettings;
import slipway.engine.Engine;
import slipway.engine.GivenFiles;
import slipway.engine.Instance;
import slipway.engine.Listening;
import slipway.engine.Placement;
import slipway.engine.Replicas;
import slipway.engine.Workload;
import slipway.observe.HealthWatch.Check;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.ScaleSpec;
import slipway.spec.ServerPorts;
import slipway.spec.ServerRoutes;
import slipway.spec.SwarmSpec;

/// A deployment with every question answered: which engine, contract, model and folder. Immutable.
///
/// @param image what its containers are made from; null until [ImageStep] has it, and for engines without images
record Plan(DeploymentSpec spec, long revision, Engine engine, ServingContract contract, @Nullable Model model,
        @Nullable Path folder, @Nullable ImageUse image) {

    Plan withImage(ImageUse use) {
        return new Plan(spec, revision, engine, contract, model, folder, use);
    }

    /// With an image that has the model in it: none is mounted.
    Plan carrying(ImageUse use) {
        return new Plan(spec, revision, engine, contract, model, null, use);
    }

    /// For an instance that was found running: what it was made from is what its restarts are made from.
    Plan adopting(Instance instance) {
        ContainerSettings settings = instance.workload().container();
        if (settings == null) return this;
        String made = settings.image();
        var use = new ImageUse(made, made, made.startsWith("sha256:") ? made : "", null, false);
        return engine.replicates() && instance.workload().modelFolder() == null ? carrying(use) : withImage(use);
    }

    /// Whether both want the same port of this machine; containers have theirs for themselves.
    boolean sharesPort(Plan other) {
        Integer port = spec.slipway().port();
        return image == null && port != null && port != 0 && port.equals(other.spec.slipway().port());
    }

    /// The command line that starts the same: `docker run` for a container, else what brings up the workspace.
    String twin(List<Instance> instances) {
        Live<ContainerFacts> facts = instances.isEmpty() ? null : instances.getFirst().container();
        return facts == null ? "slipway up" : facts.get().command();
    }

    /// The model and the contract, as people know them.
    String title() {
        Model known = model;
        return known == null ? contract.title() : known.title() + " · " + contract.title();
    }

    String modelName() {
        Model known = model;
        if (known != null) return known.name();
        String named = spec.model().name();
        return named == null ? spec.name() : named;
    }

    Workload workload(int replica) {
        ImageUse use = image;
        return use == null ? process(replica) : container(replica, use);
    }

    /// A process on a port of this machine; also for a server that somebody else runs.
    private Workload process(int replica) {
        DeploymentSpec.Extension own = spec.slipway();
        var argv = new ArrayList<String>(own.entrypoint());
        argv.addAll(own.command());
        Integer port = own.port();
        Long memory = own.memoryBytes();
        String url = own.url();
        // replicas beyond the first cannot share a wanted port
        int wanted = port == null || replica > 0 ? 0 : port;
        return new Workload(spec.id(), replica, revision, argv, environment(path(), 0), folder, wanted,
                memory == null ? 0 : memory, url == null ? null : URI.create(url));
    }

    /// A container as the platform would start it: its own port, the artifact at the platform's path.
    private Workload container(int replica, ImageUse use) {
        DeploymentSpec.Extension own = spec.slipway();
        String path = modelPath();
        var ports = ServerPorts.of(contract.port(), spec);
        HealthPolicy policy = contract.health();
        var check = new ContainerSettings.HealthCheck(routes().live(), policy.startPeriod(), policy.interval(),
                policy.timeout(), policy.retries());
        List<String> arguments = own.command().isEmpty() && own.entrypoint().isEmpty()
                ? contract.arguments()
                : own.command();
        Double cpus = own.cpus();
        String network = own.network();
        Long memory = own.memoryBytes();
        var settings = new ContainerSettings(use.pinned(), own.entrypoint(), arguments, ports.serving(),
                ports.health(), path, cpus == null ? 0 : cpus, own.gpus(),
                network == null ? ContainerSettings.NETWORK_DEFAULT : network, check, Remembered.print(spec))
                .placed(placement()).given(given());
        return new Workload(spec.id(), replica, revision, List.of(), environment(path, ports.serving()), folder, 0,
                memory == null ? 0 : memory, null, settings);
    }

    /// Where a container has the model.
    String modelPath() {
        String mount = spec.code().modelMount();
        return mount == null ? contract.modelPath() : mount;
    }

    private Placement placement() {
        SwarmSpec swarm = spec.slipway().swarm();
        String spread = swarm.spread();
        return new Placement(swarm.constraints(), spread == null ? List.of() : List.of(spread));
    }

    private GivenFiles given() {
        SwarmSpec swarm = spec.slipway().swarm();
        return GivenFiles.of(swarm.secrets(), swarm.configs());
    }

    private String path() {
        return folder == null ? "" : folder.toString();
    }

    /// With port 0 the engine fills in the one it gives.
    private Map<String, String> environment(String path, int port) {
        Model known = model;
        String version = known == null ? null : known.version();
        var launch = new Launch(spec.endpoint(), spec.name(), modelName(), version == null ? "1" : version, path,
                port);
        var result = new LinkedHashMap<String, String>(contract.environment(launch));
        result.putAll(spec.environment());
        return result;
    }

    /// Whether our own server serves the model.
    boolean sampleServer() {
        ImageUse use = image;
        return use == null
                ? spec.slipway().command().isEmpty() && spec.slipway().entrypoint().isEmpty()
                : use.reference().startsWith("slipway/sample-server");
    }

    /// Those for the replicas from number `from` to before `to`: one for each, or one for all where the engine
    /// replicates.
    List<Workload> workloads(int from, int to) {
        if (engine.replicates()) return List.of(workload(0).times(to));
        return IntStream.range(from, to).mapToObj(this::workload).toList();
    }

    /// The one that replica number `replica` is, or all `wanted` where the engine replicates.
    Workload again(int replica, int wanted) {
        return workloads(replica, engine.replicates() ? wanted : replica + 1).getFirst();
    }

    /// The same, of a spec that only counts its replicas otherwise.
    Plan of(DeploymentSpec counted) {
        return new Plan(counted, revision, engine, contract, model, folder, image);
    }

    /// How many replicas begin, where `before` ran until now: a policy that had them grow goes on from there.
    int replicas(int before) {
        ScaleSpec scale = spec.slipway().scale();
        int count = Math.max(1, spec.instanceCount());
        return scale == null ? count : scale.within(Math.max(count, before));
    }

    private ServerRoutes routes() {
        return ServerRoutes.of(contract, spec, modelName());
    }

    /// Whether predictions are asked for at the platform's own route; at another the server has a protocol of its own.
    boolean platformPredicts() {
        ServerRoutes routes = routes();
        return !routes.triton() && routes.predict().equals(contract.predictPath(modelName()));
    }

    Check alive() {
        return check(routes().live(), spec.liveness());
    }

    Check ready() {
        return check(routes().ready(), spec.readiness());
    }

    /// Where probes of the servers of an instance go: a platform may probe on a port of its own.
    List<URI> probed(Instance instance) {
        Replicas several = instance.replicas();
        return several == null
                ? List.of(probedOne(instance))
                : several.members().get().stream().map(Replicas.Member::health).toList();
    }

    private URI probedOne(Instance instance) {
        if (image != null) return instance.healthUrl();
        URI url = instance.url();
        Integer port = spec.slipway().healthPort();
        return port == null || port.equals(spec.slipway().port())
                ? url
                : URI.create("http://" + url.getHost() + ":" + port);
    }

    /// Where a replica listens; a process may be asked on a port of its own for probes.
    Listening listening(Instance instance) throws InterruptedException {
        Listening seen = instance.listening();
        if (image != null || !seen.known()) return seen;
        return new Listening(true, seen.listeners(), seen.asked(), probedOne(instance).getPort(), seen.contained());
    }

    private static Check check(String path, ProbeSpec probe) {
        return new Check(path, probe.period(), probe.timeout(), probe.successThreshold(), probe.failureThreshold());
    }
}
