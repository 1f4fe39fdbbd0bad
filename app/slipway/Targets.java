package slipway;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.contract.Signature;
import slipway.deploy.Deployment;
import slipway.deploy.Routes;
import slipway.spec.DeploymentSpec;
import slipway.spec.ScaleSpec;
import slipway.spec.ServerRoutes;
import slipway.traffic.Capacity;
import slipway.traffic.Gateway;
import slipway.traffic.Limits;
import slipway.traffic.Target;

/// Glue: a deployment that is proved becomes a target of its endpoint's gateway, one that stops is withdrawn. What is
/// offered before its endpoint listens is kept and given to it then. Any thread.
final class Targets implements Routes {
    private static final String AZURE = "azureml";
    /// How many requests wait at most for a deployment that sleeps, and how long, where its file does not say.
    private static final int HELD = 200;
    private static final Duration HELD_FOR = Duration.ofSeconds(60);

    private final Gateway gateway;
    private final Swaps swaps;
    private final Map<String, Deployment> offered = new ConcurrentHashMap<>();

    Targets(Gateway gateway, Swaps swaps) {
        this.gateway = gateway;
        this.swaps = swaps;
    }

    @Override
    public void offer(Deployment deployment) {
        offered.put(deployment.id(), deployment);
        String endpoint = deployment.spec().endpoint();
        if (listed(endpoint)) set(endpoint, deployment);
    }

    @Override
    public void shrink(Deployment before) throws InterruptedException {
        await(before, Math.max(Endpoints.DRAIN_MILLIS, longest(before.spec()).toMillis()));
    }

    /// What a request may take: nobody hurries where fewer servers are enough.
    static Duration longest(DeploymentSpec spec) {
        Capacity limited = capacity(spec);
        return limited == null ? Limits.DEFAULT.upstreamTimeout() : limited.timeout();
    }

    private void set(String endpoint, Deployment deployment) {
        swaps.at(endpoint, () -> gateway.setTarget(endpoint, target(deployment)));
    }

    @Override
    public void withdraw(Deployment deployment) throws InterruptedException {
        offered.remove(deployment.id());
        String endpoint = deployment.spec().endpoint();
        if (!listed(endpoint)) return;
        swaps.around(endpoint,
                () -> gateway.removeTarget(endpoint, deployment.spec().name(), Endpoints.DRAIN_MILLIS));
    }

    @Override
    public void drain(Deployment old) throws InterruptedException {
        await(old, Endpoints.DRAIN_MILLIS);
    }

    /// What still goes on after that is cut.
    private void await(Deployment old, long millis) throws InterruptedException {
        gateway.awaitReplaced(old.spec().endpoint(), old.spec().name(), old.revision(), millis);
    }

    /// Gives an endpoint that has just begun to listen the targets that it should have.
    void listening(String endpoint) {
        offered.values().stream().filter(deployment -> deployment.spec().endpoint().equals(endpoint))
                .forEach(deployment -> set(endpoint, deployment));
    }

    private boolean listed(String endpoint) {
        return gateway.endpoints().get().stream().anyMatch(view -> view.name().equals(endpoint));
    }

    static Target target(Deployment deployment) {
        ServingContract contract = Contracts.byId(deployment.contract()).orElseThrow();
        DeploymentSpec spec = deployment.spec();
        ServerRoutes routes = ServerRoutes.of(contract, spec, modelName(deployment));
        Model model = deployment.model();
        boolean asleep = deployment.urls().isEmpty();
        // what is held is mapped once a server is there: until then nothing of it is collected
        boolean bodies = !asleep && DeploymentSpec.Extension.MAPPING_BODY.equals(spec.slipway().mapping());
        Integer mbps = spec.slipway().bandwidthMbps();
        return new Target(spec.name(), deployment.revision(), deployment.urls(), contract.id(), routes.predict(),
                routes.live(), routes.ready(), routes.triton(),
                bodies ? (model == null ? Signature.UNKNOWN : model.signature()) : null,
                asleep ? asleep(spec.slipway().scale()) : capacity(spec), contract.maxBodyBytes(),
                mbps == null ? 0 : mbps);
    }

    /// What waits while a first server is started.
    private static Capacity asleep(@Nullable ScaleSpec scale) {
        Integer held = scale == null ? null : scale.hold();
        Duration longest = scale == null ? null : scale.holdFor();
        return Capacity.asleep(held == null ? HELD : held, longest == null ? HELD_FOR : longest);
    }

    /// Azure's limits, where the file asks for them or for Azure's contract; anybody else's server takes what it takes.
    private static @Nullable Capacity capacity(DeploymentSpec spec) {
        DeploymentSpec.RequestSettings requests = spec.requests();
        if (!requests.said() && !AZURE.equals(spec.slipway().contract())) return null;
        return new Capacity(requests.maxConcurrentPerInstance(), requests.timeout(), requests.maxQueueWait());
    }

    /// The name that the server knows its model by, as the deploy story told it.
    private static String modelName(Deployment deployment) {
        Model model = deployment.model();
        if (model != null) return model.name();
        String named = deployment.spec().model().name();
        return named == null ? deployment.spec().name() : named;
    }
}
