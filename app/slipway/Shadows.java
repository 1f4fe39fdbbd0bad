package slipway;

import java.util.HashMap;
import java.util.Map;

import slipway.base.Live;
import slipway.base.Tasks;
import slipway.compare.Answer;
import slipway.compare.ShadowPairs;
import slipway.compare.ShadowView;
import slipway.compare.Tolerance;
import slipway.traffic.EndpointView;
import slipway.traffic.Exchange;
import slipway.traffic.Gateway;
import slipway.traffic.Watcher;

/// Glue: while an endpoint has a mirror, the answers of its copies are compared with the live ones. What was found
/// stays when the mirror ends, until the next begins. Any thread.
final class Shadows implements AutoCloseable {
    private final Gateway gateway;
    private final Tasks tasks;
    private final Map<String, Shadow> shadows = new HashMap<>();

    private final class Shadow implements Watcher, AutoCloseable {
        final ShadowPairs pairs = new ShadowPairs(tasks, Tolerance.STRICT, ShadowPairs.Limits.of(1));
        final String mirror;
        private final Live.Subscription watching;
        private boolean over;

        Shadow(String endpoint, String mirror) {
            this.mirror = mirror;
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
            if (request.copy()) pairs.copy(request.requestId(), request.deployment(), answer(exchange));
            else if (request.mirrored() != null) pairs.live(request.requestId(), answer(exchange));
        }

        /// Watches no more; what was found stays.
        void end() {
            if (over) return;
            over = true;
            watching.close();
        }

        @Override
        public void close() {
            end();
            pairs.close();
        }
    }

    Shadows(Gateway gateway, Tasks tasks) {
        this.gateway = gateway;
        this.tasks = tasks;
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
            String mirror = view.policy().mirrorPercent() > 0 ? view.policy().mirror() : null;
            Shadow now = shadows.get(view.name());
            if (mirror == null) {
                if (now != null) now.end();
            } else if (now == null || now.over || !now.mirror.equals(mirror)) {
                if (now != null) now.close();
                shadows.put(view.name(), new Shadow(view.name(), mirror));
            }
        }
    }

    /// What was found at `endpoint`, by deployment.
    synchronized Map<String, ShadowView> of(String endpoint) {
        Shadow shadow = shadows.get(endpoint);
        return shadow == null ? Map.of() : shadow.pairs.views();
    }

    @Override
    public synchronized void close() {
        shadows.values().forEach(Shadow::close);
        shadows.clear();
    }
}
