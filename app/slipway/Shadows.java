package slipway;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import slipway.base.Activity;
import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Tasks;
import slipway.compare.Answer;
import slipway.compare.ShadowPairs;
import slipway.compare.ShadowView;
import slipway.compare.Tolerance;
import slipway.traffic.EndpointView;
import slipway.traffic.Exchange;
import slipway.traffic.Gateway;
import slipway.traffic.Watcher;

/// Glue: while an endpoint has mirrors, the answers of their copies are compared with the live ones, and with what its
/// twin, if it has one, shows of chance alone. What was found stays when a mirror ends; all begin together when one more
/// begins. Any thread.
final class Shadows implements AutoCloseable {
    private final Gateway gateway;
    private final Tasks tasks;
    private final Function<String, @Nullable String> twins;
    private final Function<String, @Nullable Problem> wrong;
    private final Activity activity;
    /// By endpoint: what was last said of its twin.
    private final Map<String, Problem> said = new HashMap<>();
    private final Map<String, Shadow> shadows = new HashMap<>();

    private final class Shadow implements Watcher, AutoCloseable {
        final ShadowPairs pairs = new ShadowPairs(tasks, Tolerance.STRICT, ShadowPairs.Limits.STANDARD);
        final Set<String> mirrors;
        private final Live.Subscription watching;

        Shadow(String endpoint, Set<String> mirrors) {
            this.mirrors = new HashSet<>(mirrors);
            this.watching = gateway.watch(endpoint, this);
        }

        @Override
        public int bodyLimit() {
            return Answer.COMPARED;
        }

        @Override
        public void exchanged(Exchange exchange) {
            var request = exchange.request();
            // a body that was cut cannot be compared
            if (exchange.answerCut()) return;
            String mirrored = request.mirrored();
            if (request.copy()) pairs.copy(request.requestId(), request.deployment(), answer(exchange));
            else if (mirrored != null)
                pairs.live(request.requestId(), answer(exchange), mirrored.split(",", -1).length);
        }

        /// Goes on with those that are there still, which may be none.
        void keep(Set<String> still) {
            if (mirrors.retainAll(still) && mirrors.isEmpty()) watching.close();
        }

        @Override
        public void close() {
            keep(Set.of());
            pairs.close();
        }
    }

    /// @param twins the name of an endpoint’s mirror that runs its live version; null for none
    /// @param wrong why an endpoint’s twin is none; null where it is one
    Shadows(Gateway gateway, Tasks tasks, Function<String, @Nullable String> twins,
            Function<String, @Nullable Problem> wrong, Activity activity) {
        this.wrong = wrong;
        this.activity = activity;
        this.gateway = gateway;
        this.tasks = tasks;
        this.twins = twins;
    }

    private static Answer answer(Exchange exchange) {
        var request = exchange.request();
        String error = request.error();
        if (error != null) return Answer.failed(error, request.totalNanos());
        String type = exchange.answerHeaders().stream().filter(each -> each.getKey().equalsIgnoreCase("content-type"))
                .map(Map.Entry::getValue).findFirst().orElse("");
        return Answer.of(request.status(), type, exchange.answer(), request.totalNanos());
    }

    /// Begins and ends with the mirrors of the moment.
    synchronized void follow() {
        for (EndpointView view : gateway.endpoints().get()) {
            say(view.name(), wrong.apply(view.name()));
            Set<String> wanted = view.policy().mirrors().keySet();
            Shadow now = shadows.get(view.name());
            if (now != null && now.mirrors.containsAll(wanted)) {
                now.keep(wanted);
            } else if (!wanted.isEmpty()) {
                if (now != null) now.close();
                shadows.put(view.name(), new Shadow(view.name(), wanted));
            }
        }
    }

    private void say(String endpoint, @Nullable Problem problem) {
        Problem before = problem == null ? said.remove(endpoint) : said.put(endpoint, problem);
        if (problem != null && !problem.equals(before)) activity.failed(problem, "studio.twin-other", endpoint);
    }

    /// What was found at `endpoint`, by deployment. With a twin it is judged by what the twin shows, which then stands
    /// in no view of its own.
    synchronized Map<String, ShadowView> of(String endpoint) {
        Shadow shadow = shadows.get(endpoint);
        if (shadow == null) return Map.of();
        Map<String, ShadowView> views = shadow.pairs.views();
        String twin = twins.apply(endpoint);
        ShadowView noise = twin == null ? null : views.get(twin);
        if (twin == null || noise == null || views.size() == 1) return views;
        Problem problem = wrong.apply(endpoint);
        var judged = new TreeMap<String, ShadowView>();
        views.forEach((name, view) -> {
            if (name.equals(twin)) return;
            judged.put(name, problem == null ? view.against(twin, noise) : view.without(twin, noise, problem));
        });
        return judged;
    }

    /// The endpoint’s twin, null for none.
    @Nullable
    String twin(String endpoint) {
        return twins.apply(endpoint);
    }

    @Override
    public synchronized void close() {
        shadows.values().forEach(Shadow::close);
        shadows.clear();
    }
}
