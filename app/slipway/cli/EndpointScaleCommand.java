package slipway.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.spec.DeploymentSpec;
import slipway.spec.ScaleSpec;
import slipway.spec.ScaleWords;
import slipway.spec.Workspace;

/// `endpoint scale ENDPOINT/DEPLOYMENT …`: changes how many replicas the file asks for, or the policy that they follow; a
/// running studio does so without touching those that stay.
@Command(name = "scale", mixinStandardHelpOptions = true, sortOptions = false)
final class EndpointScaleCommand extends EndpointCommands.OnWorkspace {
    @Parameters(index = "0", paramLabel = "ENDPOINT/DEPLOYMENT")
    private String deployment = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "N")
    private @Nullable Integer replicas;

    @Option(names = "--min", paramLabel = "N")
    private @Nullable Integer min;

    @Option(names = "--max", paramLabel = "N")
    private @Nullable Integer max;

    @Option(names = "--concurrency", paramLabel = "N")
    private @Nullable Double concurrency;

    @Option(names = "--down-after", paramLabel = "TIME", converter = Durations.class)
    private @Nullable Duration downAfter;

    @Option(names = "--zero-after", paramLabel = "TIME", converter = Durations.class)
    private @Nullable Duration zeroAfter;

    @Option(names = "--plan", paramLabel = "PLAN")
    private @Nullable String plan;

    @Option(names = "--off")
    private boolean off;

    @Override
    int run(Workspace workspace) {
        int slash = deployment.indexOf('/');
        if (slash < 1) throw StudioException.of("cli.deployment-form", deployment);
        String endpoint = deployment.substring(0, slash);
        String name = deployment.substring(slash + 1);
        DeploymentSpec spec = spec(workspace, endpoint, name);
        boolean policy = min != null || max != null || concurrency != null || downAfter != null || zeroAfter != null
                || plan != null;
        if (replicas == null && !policy && !off) throw StudioException.of("cli.nothing-to-do");
        if (off && policy) throw StudioException.of("cli.scale-off");
        int count = replicas == null ? spec.instanceCount() : replicas;
        ScaleSpec old = spec.slipway().scale();
        workspace.setReplicas(endpoint, name, count, off ? null : policy ? policy(count, old) : old);
        show(spec(workspace, endpoint, name));
        return 0;
    }

    private DeploymentSpec spec(Workspace workspace, String endpoint, String name) {
        return folder(workspace, endpoint).deployments().stream().filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow(() -> StudioException.of("spec.no-deployment", name, endpoint));
    }

    /// What is not said stays as it was.
    private ScaleSpec policy(int count, @Nullable ScaleSpec old) {
        ScaleSpec from = old == null
                ? new ScaleSpec(1, Math.max(1, count), null, null, null, new TreeMap<>(), null, null)
                : old;
        return new ScaleSpec(min == null ? from.min() : min, max == null ? from.max() : max,
                concurrency == null ? from.concurrency() : concurrency,
                downAfter == null ? from.downAfter() : downAfter, zeroAfter == null ? from.zeroAfter() : zeroAfter,
                plan == null ? from.plan() : ScaleWords.plan(plan), from.hold(), from.holdFor());
    }

    private void show(DeploymentSpec spec) {
        ScaleSpec scale = spec.slipway().scale();
        if (app().json()) {
            var map = new LinkedHashMap<String, Object>();
            map.put("deployment", spec.id());
            map.put("instance_count", spec.instanceCount());
            if (scale != null) {
                map.put("min", scale.min());
                map.put("max", scale.max());
            }
            console().json(map);
        } else if (scale == null) {
            console().line(Text.of("cli.scale.count", spec.id(), spec.instanceCount()));
        } else {
            console().line(Text.of("cli.scale.policy", spec.id(), spec.instanceCount(), scale.min(), scale.max()));
        }
    }
}
