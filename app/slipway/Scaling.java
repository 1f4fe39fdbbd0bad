package slipway;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import slipway.base.Activity;
import slipway.base.Beat;
import slipway.base.Tasks;
import slipway.base.Units;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.deploy.Deployments;
import slipway.scale.Decision;
import slipway.scale.Figures;
import slipway.scale.ScalePolicy;
import slipway.scale.ScaleStory;
import slipway.scale.Scaler;
import slipway.series.Mark;
import slipway.spec.DeploymentSpec;
import slipway.spec.ScaleSpec;
import slipway.traffic.EndpointView;
import slipway.traffic.Gateway;
import slipway.traffic.Load;

/// Glue: looks every second, and at once when a request comes for a deployment that sleeps, at what the gateway sees of
/// each deployment with a policy, and has it scaled as the policy decides. One task's own.
final class Scaling implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Scaling.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(1);
    /// After a scaling that failed the policy waits, so that it does not fail again every second.
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final Deployments deployments;
    private final Gateway gateway;
    private final Activity activity;
    private final Consumer<Mark> marks;
    private final ScaleStory story;
    private final Map<String, Pulse> pulses = new HashMap<>();
    private final Map<String, Watched> watched = new HashMap<>();
    private final Set<String> knocked = ConcurrentHashMap.newKeySet();
    private final Semaphore news = new Semaphore(0);
    private Tasks.@Nullable Task loop;
    private long looked = System.nanoTime();

    /// One deployment with a policy, between two looks.
    private static final class Watched {
        private final ScaleSpec spec;
        private final Scaler scaler;
        /// How many it is to have, as far as is known.
        private int expected;
        /// As System.nanoTime.
        private long silentUntil = System.nanoTime();
        private @Nullable Decision cold;
        private Pulse.Rate rate = Pulse.Rate.NONE;

        Watched(ScaleSpec spec, Scaler scaler, int expected) {
            this.spec = spec;
            this.scaler = scaler;
            this.expected = expected;
        }
    }

    Scaling(Deployments deployments, Gateway gateway, Activity activity, Consumer<Mark> marks, ScaleStory story) {
        this.deployments = deployments;
        this.gateway = gateway;
        this.activity = activity;
        this.marks = marks;
        this.story = story;
        gateway.onKnock((endpoint, deployment) -> {
            if (knocked.add(endpoint + "/" + deployment)) news.release();
        });
    }

    /// Looks from now on until [#close].
    void begin(Tasks tasks) {
        loop = tasks.quiet("scale", progress -> {
            while (true) {
                boolean called = news.tryAcquire(Beat.until(EVERY).toNanos(), TimeUnit.NANOSECONDS);
                news.drainPermits();
                try {
                    look(called);
                } catch (RuntimeException e) {
                    // an endpoint that is closed between two looks, say; the next look is another
                    LOG.log(System.Logger.Level.WARNING, "scale", e);
                }
            }
        });
    }

    @Override
    public void close() {
        Tasks.Task current = loop;
        if (current != null) current.cancel();
    }

    private void look(boolean called) {
        List<Deployment> scaled = deployments.all().get().stream().filter(Scaling::isScaled).toList();
        follow(scaled);
        long millis = (System.nanoTime() - looked) / 1_000_000;
        // a look for a call is too early for figures: those of the last one still hold
        boolean count = !called || millis >= EVERY.toMillis();
        if (count) looked = System.nanoTime();
        for (Deployment deployment : scaled)
            look(deployment, count ? millis : 0);
    }

    private static boolean isScaled(Deployment deployment) {
        boolean kept = switch (deployment.state()) {
            case READY, UNHEALTHY, ASLEEP -> true;
            case QUEUED, PREPARING, STARTING, STOPPING, STOPPED, FAILED -> false;
        };
        return kept && deployment.spec().slipway().scale() != null;
    }

    /// Counts for the endpoints that have a deployment with a policy, and for no others.
    private void follow(List<Deployment> scaled) {
        Set<String> endpoints = scaled.stream().map(each -> each.spec().endpoint()).collect(Collectors.toSet());
        endpoints.retainAll(gateway.endpoints().get().stream().map(EndpointView::name).toList());
        pulses.entrySet().removeIf(entry -> {
            boolean gone = !endpoints.contains(entry.getKey());
            if (gone) entry.getValue().close();
            return gone;
        });
        endpoints.forEach(name -> pulses.computeIfAbsent(name, each -> new Pulse(gateway, each)));
        watched.keySet().retainAll(scaled.stream().map(Deployment::id).toList());
    }

    private void look(Deployment deployment, long millis) {
        String id = deployment.id();
        Pulse pulse = pulses.get(deployment.spec().endpoint());
        ScaleSpec spec = deployment.spec().slipway().scale();
        if (pulse == null || spec == null) return;
        int replicas = deployments.replicas(id);
        Watched known = watched.get(id);
        if (known == null || !known.spec.equals(spec)) {
            known = new Watched(spec, new Scaler(policy(deployment.spec(), spec), ZoneId.systemDefault()), replicas);
            watched.put(id, known);
        }
        Load load = gateway.load(deployment.spec().endpoint()).getOrDefault(deployment.spec().name(),
                new Load(0, 0, 0));
        if (millis > 0) known.rate = pulse.look(deployment.spec().name(), millis, load.queued());
        boolean knock = knocked.remove(id);
        Figures figures = figures(load, known.rate, replicas, knock);
        settle(deployment, known, figures);
        if (figures.nanos() - known.silentUntil < 0) return;
        Watched at = known;
        known.scaler.look(figures).ifPresent(decision -> act(id, at, decision));
    }

    static ScalePolicy policy(DeploymentSpec deployment, ScaleSpec spec) {
        Double atOnce = spec.concurrency();
        return ScalePolicy.of(spec.min(), spec.max(),
                atOnce == null ? deployment.requests().maxConcurrentPerInstance() : atOnce, spec.downAfter(), spec
                        .zeroAfter(),
                spec.plan());
    }

    private static Figures figures(Load load, Pulse.Rate rate, int replicas, boolean knock) {
        // a copy knocks too, and nobody waits for it
        double waiting = replicas == 0 ? Math.max(load.queued(), knock ? 1 : 0) : rate.waiting();
        return new Figures(Instant.now(), System.nanoTime(), replicas, rate.rate(), rate.seconds(), rate.refused(),
                waiting, load.underWay());
    }

    /// Sees what became of the decision before, and what somebody else decided.
    private void settle(Deployment deployment, Watched known, Figures now) {
        Decision cold = known.cold;
        if (cold != null && deployment.state() == DeploymentState.READY && !deployment.urls().isEmpty()) {
            known.cold = null;
            Duration took = Duration.ofNanos(now.nanos() - cold.figures().nanos());
            story.cold(deployment.id(), cold, took);
            activity.did("", Units.nanos(took.toNanos()), "scale.activity.cold", List.of(deployment.id()));
        }
        if (now.replicas() == known.expected) return;
        if (deployment.problem() != null) {
            known.silentUntil = now.nanos() + RETRY.toNanos();
            known.cold = null;
        } else {
            story.add(deployment.id(),
                    new Decision(now.at(), known.expected, now.replicas(), Decision.Reason.HAND, now));
        }
        known.expected = now.replicas();
    }

    private void act(String id, Watched known, Decision decision) {
        if (!deployments.scale(id, decision.to())) return;
        known.expected = decision.to();
        if (decision.from() == 0) known.cold = decision;
        story.add(id, decision);
        activity.add(Activity.Outcome.NEUTRAL, "", "scale.activity.decided", id, decision.from(), decision.to(),
                decision.why());
        marks.accept(new Mark(decision.at().toEpochMilli(), id, Mark.Kind.SCALE,
                decision.from() + " → " + decision.to()));
    }
}
