package slipway.ui.endpoints;

import java.util.List;
import java.util.Map;

import slipway.base.Text;
import slipway.base.Units;
import slipway.traffic.Connections;
import slipway.traffic.RequestRecord;
import slipway.traffic.Window;
import slipway.ui.widget.Hues;

/// What the flow picture says, in words and widths, from what was measured. Pure; any thread.
final class FlowFigures {
    /// Figures of the flow picture are over this many seconds.
    static final int SECONDS = 5;

    private FlowFigures() {}

    /// @param totals   over [#SECONDS], by deployment, the whole under `""`
    /// @param seen     how requests were spread since the split was set
    /// @param selected name of a deployment, empty for none
    static FlowView.Flow flow(EndpointRow row, Map<String, Window.Totals> totals, SeenShare seen,
            List<RequestRecord> recent, Connections connections, String selected) {
        Window.Totals all = totals.getOrDefault("", Window.Totals.NONE);
        var branches = row.parts().stream().map(part -> branch(row, part, totals.getOrDefault(part.name(),
                Window.Totals.NONE), seen)).toList();
        long added = addedMedian(recent);
        return new FlowView.Flow(Text.of("endpoints.rate", Units.number(all.requestsPerSecond())), connections,
                row.name(),
                row.url().replace("http://", ""), added < 0 ? "" : Text.of("flow.adds", Units.nanos(added)),
                all.requestsPerSecond(), branches, selected);
    }

    /// The median time that the gateway itself took, in nanoseconds, of the live requests that a server answered; -1
    /// without any.
    static long addedMedian(List<RequestRecord> requests) {
        long[] own = requests.stream().filter(request -> !request.copy() && request.upstreamNanos() > 0)
                .mapToLong(request -> Math.max(0, request.totalNanos() - request.upstreamNanos())).sorted().toArray();
        return own.length == 0 ? -1 : own[own.length / 2];
    }

    private static FlowView.Branch branch(EndpointRow row, EndpointRow.Part part, Window.Totals totals,
            SeenShare seen) {
        int weight = row.split().weight(part.name());
        boolean copied = row.mirrors().getOrDefault(part.name(), 0) > 0;
        // in free mode one may have both: then its line is that of its live requests
        boolean mirror = copied && weight == 0;
        double rate = mirror ? (double) totals.copies() / SECONDS : totals.requestsPerSecond();
        return new FlowView.Branch(part.name(), detail(part), share(row, part, seen, mirror),
                Text.of("endpoints.rate", Units.number(rate)), rate, Hues.of(part.name(), row.names()), mirror,
                weight > 0 || mirror, part.state());
    }

    private static String share(EndpointRow row, EndpointRow.Part part, SeenShare seen, boolean mirror) {
        if (mirror) return Text.of("endpoints.copies", row.mirrors().getOrDefault(part.name(), 0));
        return seen.total() == 0
                ? Text.of("flow.asked", row.split().weight(part.name()))
                : Text.of("flow.seen", Units.percent(seen.share(part.name())));
    }

    private static String detail(EndpointRow.Part part) {
        String replicas = part.running() == part.replicas()
                ? Text.of(part.replicas() == 1 ? "flow.replica" : "flow.replicas", part.replicas())
                : Text.of("flow.replicas-of", part.running(), part.replicas());
        return String.join(" · ", java.util.stream.Stream.of(part.model(), replicas, part.contract())
                .filter(word -> !word.isEmpty()).toList());
    }
}
