package slipway;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.compare.ShadowView;
import slipway.contract.Contracts;
import slipway.contract.SampleRequest;
import slipway.contract.Signature;
import slipway.deploy.Deployment;
import slipway.deploy.Deployments;
import slipway.requests.Draft;
import slipway.requests.Sender;
import slipway.rollout.Measured;
import slipway.rollout.SafeStage;
import slipway.rollout.Snapshot;
import slipway.rollout.Split;
import slipway.rollout.Standing;
import slipway.rollout.Standing.Health;
import slipway.rollout.SwapReport;
import slipway.rollout.stats.Agreement;
import slipway.spec.DeploymentSpec;
import slipway.spec.EndpointSpec;
import slipway.spec.Workspace;
import slipway.spec.WorkspaceSpec.EndpointFolder;
import slipway.traffic.EndpointView;
import slipway.traffic.Gateway;

/// Glue: the studio as a rollout sees it. The files are edited, and what follows them is awaited.
final class RolloutStage implements SafeStage {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration DEPLOY = Duration.ofMinutes(20);
    private static final Duration GLANCE = Duration.ofMillis(50);

    private final Workspace workspace;
    private final Deployments deployments;
    private final Gateway gateway;
    private final Sender sender;
    private final Shadows shadows;
    private final Swaps swaps;
    /// By endpoint: who had copies last.
    private final Map<String, String> candidates = new ConcurrentHashMap<>();

    private interface Condition {
        boolean holds();
    }

    RolloutStage(Workspace workspace, Deployments deployments, Gateway gateway, Sender sender, Shadows shadows,
            Swaps swaps) {
        this.workspace = workspace;
        this.deployments = deployments;
        this.gateway = gateway;
        this.sender = sender;
        this.shadows = shadows;
        this.swaps = swaps;
    }

    @Override
    public Split split(String endpoint) {
        workspace.refresh();
        EndpointSpec spec = spec(endpoint);
        return new Split(spec.traffic(), spec.mirror());
    }

    private EndpointSpec spec(String endpoint) {
        return workspace.spec().get().endpoint(endpoint).map(EndpointFolder::spec)
                .orElseThrow(() -> StudioException.of("traffic.unknown", endpoint));
    }

    @Override
    public void setSplit(String endpoint, Split split) throws InterruptedException {
        workspace.setSplit(endpoint, split.live(), split.mirror());
        Split all = new Split(split.live(), spec(endpoint).mirrors());
        await(PATIENCE, "rollout.not-followed", endpoint, () -> Numbers.split(view(endpoint).policy()).equals(all));
    }

    private EndpointView view(String endpoint) {
        return gateway.endpoints().get().stream().filter(each -> each.name().equals(endpoint)).findFirst()
                .orElseThrow(() -> StudioException.of("traffic.unknown", endpoint));
    }

    private static void await(Duration most, String code, String about, Condition condition)
            throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) throw StudioException.of(code, about);
            Tasks.pause(GLANCE);
        }
    }

    @Override
    public Snapshot snapshot(String endpoint, String candidate) {
        ShadowView seen = shadows.of(endpoint).get(candidate);
        return new Snapshot(measured(endpoint), seen == null ? Agreement.NONE : agreement(seen));
    }

    /// Of the labels where the answers have some: two versions of a model hardly ever give the same scores.
    private static Agreement agreement(ShadowView seen) {
        boolean labels = seen.labelled() > 0;
        ShadowView.Noise noise = seen.noise();
        Agreement plain = counted(seen, labels);
        if (noise == null || noise.problem() != null) return plain;
        Agreement twin = counted(noise.view(), labels);
        return new Agreement(plain.compared(), plain.agreeing(), twin.compared(), twin.agreeing());
    }

    private static Agreement counted(ShadowView view, boolean labels) {
        return labels
                ? new Agreement(view.labelled(), view.labelsAgreeing())
                : new Agreement(view.compared(), view.agreeing());
    }

    /// Of every revision, for the rollouts of other processes too.
    private List<Measured> measured(String endpoint) {
        return gateway.measured(endpoint).stream().map(each -> new Measured(each.deployment(), each.revision(),
                each.copies(), each.requests(), each.errors(), each.latencies())).toList();
    }

    /// Of the endpoint; its agreement is that of who has a rollout’s copies, or had them last.
    Snapshot snapshot(String endpoint) {
        Map<String, ShadowView> seen = shadows.of(endpoint);
        String copied = workspace.spec().get().endpoint(endpoint).map(EndpointFolder::spec)
                .flatMap(spec -> spec.mirror().keySet().stream().filter(seen::containsKey).findFirst())
                .orElse(candidates.get(endpoint));
        if (copied != null) candidates.put(endpoint, copied);
        String twin = shadows.twin(endpoint);
        return new Snapshot(measured(endpoint), seen.entrySet().stream()
                .filter(each -> copied == null ? !each.getKey().equals(twin) : each.getKey().equals(copied))
                .map(each -> agreement(each.getValue())).findFirst().orElse(Agreement.NONE));
    }

    @Override
    public Standing standing(String endpoint, String deployment) {
        Deployment found = deployments.byId(id(endpoint, deployment)).orElse(null);
        if (found == null) return Standing.NONE;
        Health health = switch (found.state()) {
            case READY, ASLEEP -> Health.READY;
            case QUEUED, PREPARING, STARTING -> Health.STARTING;
            case UNHEALTHY -> Health.UNHEALTHY;
            case STOPPING, STOPPED, FAILED -> Health.GONE;
        };
        return new Standing(health, found.revision(), found.spec().instanceCount());
    }

    private static String id(String endpoint, String deployment) {
        return endpoint + "/" + deployment;
    }

    @Override
    public List<SwapReport> swaps(String endpoint, Instant from) {
        return swaps.of(endpoint).stream().filter(swap -> !swap.at().isBefore(from)).toList();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        Tasks.pause(time);
    }

    @Override
    public void deploy(String endpoint, String deployment) throws InterruptedException {
        deployments.deploy(spec(endpoint, deployment));
        awaitReady(endpoint, deployment);
    }

    private DeploymentSpec spec(String endpoint, String deployment) {
        return workspace.spec().get().endpoint(endpoint).stream().flatMap(folder -> folder.deployments().stream())
                .filter(spec -> spec.name().equals(deployment)).findFirst()
                .orElseThrow(() -> StudioException.of("spec.no-deployment", deployment, endpoint));
    }

    private void awaitReady(String endpoint, String deployment) throws InterruptedException {
        String id = id(endpoint, deployment);
        await(DEPLOY, "rollout.not-ready", deployment, () -> {
            Deployment now = deployments.byId(id).orElse(null);
            if (now != null && now.problem() != null && !now.state().active()) throw new StudioException(now.problem());
            return standing(endpoint, deployment).health() == Health.READY
                    && now != null && now.spec().equals(spec(endpoint, deployment));
        });
    }

    @Override
    public void stop(String endpoint, String deployment) throws InterruptedException {
        deployments.stop(id(endpoint, deployment));
        await(PATIENCE, "rollout.not-followed", endpoint,
                () -> standing(endpoint, deployment).health() == Health.GONE);
    }

    @Override
    public void scale(String endpoint, String deployment, int replicas) throws InterruptedException {
        workspace.setInstanceCount(endpoint, deployment, replicas);
        await(PATIENCE, "rollout.not-followed", endpoint,
                () -> standing(endpoint, deployment).replicas() == replicas);
        // those that run go on while others are started beside them: ready says nothing of these
        String id = id(endpoint, deployment);
        int wanted = deployments.replicas(id);
        await(DEPLOY, "rollout.not-ready", deployment, () -> deployments.byId(id).filter(now -> {
            if (now.problem() != null) throw new StudioException(now.problem());
            return now.urls().size() == wanted;
        }).isPresent());
        awaitReady(endpoint, deployment);
    }

    @Override
    public String delete(String endpoint, String deployment) throws InterruptedException {
        String text = workspace.text(endpoint, deployment);
        deployments.remove(id(endpoint, deployment));
        workspace.deleteDeployment(endpoint, deployment);
        return text;
    }

    @Override
    public void bringBack(String endpoint, String deployment, String file) throws InterruptedException {
        workspace.restoreDeployment(endpoint, deployment, file);
        deploy(endpoint, deployment);
    }

    @Override
    public Tried tryAlone(String endpoint, String deployment, int requests) throws InterruptedException {
        Deployment one = deployments.byId(id(endpoint, deployment))
                .orElseThrow(() -> StudioException.of("rollout.not-ready", deployment));
        EndpointView view = view(endpoint);
        Draft draft = draft(one, view);
        int right = 0;
        String wrong = null;
        for (int i = 0; i < requests; i++) {
            var answer = sender.send(endpoint, draft);
            var problem = answer.problem();
            boolean good = problem == null && answer.status() >= 200 && answer.status() < 300
                    && answer.body().length() > 0
                    && deployment.equals(answer.servedBy());
            if (good) right++;
            else if (wrong == null)
                wrong = wrong(answer.status(), problem == null
                        ? answer.body().text()
                        : problem.what());
        }
        return new Tried(requests, right, wrong);
    }

    private static String wrong(int status, String body) {
        return status + " " + body.substring(0, Math.min(200, body.length()));
    }

    private static Draft draft(Deployment one, EndpointView view) {
        var model = one.model();
        Signature signature = model == null ? Signature.UNKNOWN : model.signature();
        String name = model == null ? one.spec().name() : model.name();
        @Nullable
        String example = model == null ? null : model.inputExample();
        SampleRequest sample = Contracts.byId(one.contract()).stream()
                .flatMap(contract -> contract.examples(signature, name, example).stream()).findFirst()
                .orElseThrow(() -> StudioException.of("rollout.no-sample", one.spec().name()));
        String key = view.policy().key();
        var headers = new java.util.LinkedHashMap<String, String>(Map.of("content-type", sample.contentType(),
                "azureml-model-deployment", one.spec().name()));
        if (key != null) headers.put("authorization", "Bearer " + key);
        return new Draft(sample.form(), sample.method(), view.url() + sample.path(), headers, sample.body());
    }
}
