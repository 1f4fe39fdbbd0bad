package slipway.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import slipway.base.Text;
import slipway.base.Units;
import slipway.scale.Planner;

/// `rehearse replicas`: how long requests would wait with how many replicas, by a queueing model.
@Command(name = "replicas", mixinStandardHelpOptions = true, sortOptions = false)
final class RehearseReplicasCommand extends Action {
    @Option(names = "--qps", paramLabel = "Q", required = true)
    private double qps;

    @Option(names = "--seconds", paramLabel = "S", required = true)
    private double seconds;

    @Option(names = "--spread", paramLabel = "CV2")
    private double spread = 1;

    @Option(names = "--per-replica", paramLabel = "N")
    private int perReplica = 1;

    @Option(names = "--wait", paramLabel = "S")
    private double wait = 0.1;

    @Override
    int run() {
        var planner = new Planner(qps, seconds, spread, perReplica);
        Planner.Outcome fewest = planner.fewest(wait).orElse(null);
        // where none is enough, the most say how far from it they are
        int around = fewest == null ? planner.outcomes().size() : fewest.replicas();
        List<Planner.Outcome> shown = planner.outcomes().stream()
                .filter(each -> Math.abs(each.replicas() - around) <= 2).toList();
        if (app().json()) {
            var map = new LinkedHashMap<String, Object>();
            if (fewest != null) map.put("replicas", fewest.replicas());
            map.put("outcomes", shown.stream().map(RehearseReplicasCommand::map).toList());
            console().json(map);
        } else {
            shown.forEach(each -> console().line(each.keepsUp()
                    ? Text.of("rehearse.replicas.line", each.replicas(), each.utilisation(), time(each.mean()),
                            time(each.p95()), time(each.p99()))
                    : Text.of("rehearse.replicas.behind", each.replicas())));
            console().line(fewest == null
                    ? Text.of("rehearse.replicas.none", time(wait))
                    : Text.of("rehearse.replicas.fewest", fewest.replicas(), time(wait)));
        }
        return fewest == null ? 1 : 0;
    }

    private static Map<String, Object> map(Planner.Outcome each) {
        var map = new LinkedHashMap<String, Object>();
        map.put("replicas", each.replicas());
        map.put("utilisation", each.utilisation());
        if (!each.keepsUp()) return map;
        map.put("waits", each.waits());
        map.put("meanSeconds", each.mean());
        map.put("p95Seconds", each.p95());
        map.put("p99Seconds", each.p99());
        return map;
    }

    private static String time(double seconds) {
        return Units.nanos((long) (seconds * 1e9));
    }
}
