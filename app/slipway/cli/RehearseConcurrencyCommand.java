package slipway.cli;

import java.util.LinkedHashMap;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import slipway.base.Text;
import slipway.rehearse.ConcurrencyPlan;
import slipway.rehearse.WorkloadSize;

/// `rehearse concurrency`: requests at once from requests a second and their time, and what platforms reserve for it.
@Command(name = "concurrency", mixinStandardHelpOptions = true, sortOptions = false)
final class RehearseConcurrencyCommand extends Action {
    @Option(names = "--qps", paramLabel = "Q", required = true)
    private double qps;

    @Option(names = "--seconds", paramLabel = "S", required = true)
    private double seconds;

    @Option(names = "--p95", paramLabel = "S")
    private @Nullable Double slow;

    @Option(names = "--per-instance", paramLabel = "N")
    private int perInstance = 1;

    @Override
    int run() {
        ConcurrencyPlan plan = ConcurrencyPlan.of(qps, seconds, slow == null ? seconds : slow, perInstance);
        String size = plan.size().map(WorkloadSize::title).orElse(null);
        if (app().json()) {
            var map = new LinkedHashMap<String, Object>();
            map.put("concurrency", plan.concurrency());
            map.put("concurrencyAtP95", plan.busy());
            if (size != null) map.put("databricksSize", size);
            map.put("azureInstances", plan.instances());
            map.put("azureReserved", plan.reserved());
            console().json(map);
        } else {
            console().line(Text.of("rehearse.concurrency.sum", qps, seconds, plan.concurrency()));
            if (slow != null) console().line(Text.of("rehearse.concurrency.busy", qps, slow, plan.busy()));
            console().line(plan.size().map(each -> Text.of("rehearse.concurrency.size", each.title(), each.least(),
                    each.most())).orElseGet(() -> Text.of("rehearse.concurrency.no-size", WorkloadSize.LARGE.most())));
            console().line(Text.of("rehearse.concurrency.azure", plan.instances(), perInstance, plan.reserved()));
        }
        return size == null ? 1 : 0;
    }
}
