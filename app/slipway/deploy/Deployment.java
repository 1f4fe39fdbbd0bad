package slipway.deploy;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.catalog.Model;
import slipway.engine.Usage;
import slipway.observe.Health;
import slipway.spec.DeploymentSpec;

/// One deployment as it is now, an immutable snapshot.
///
/// @param contract contract id that is served
/// @param model    null where the server brings its own, or the model is not found
/// @param urls     one for each replica that runs
/// @param revision counts up with every deploy
/// @param story    the steps of the deploy story so far, in order
/// @param lastLines last log lines of a failed one
/// @param image     what its containers run; null on engines without images
/// @param past      what it can go back to, and whether it did
public record Deployment(DeploymentSpec spec, String engine, String contract, @Nullable Model model,
        DeploymentState state, long revision, List<URI> urls, List<Long> pids, Health health, Usage usage,
        int restarts, Instant since, @Nullable Instant readyAt, List<Step> story, @Nullable Problem problem,
        List<String> lastLines, @Nullable ImageUse image, Past past) {

    public Deployment {
        urls = List.copyOf(urls);
        pids = List.copyOf(pids);
        story = List.copyOf(story);
        lastLines = List.copyOf(lastLines);
    }

    /// A deployment that has nothing to go back to.
    public Deployment(DeploymentSpec spec, String engine, String contract, @Nullable Model model,
            DeploymentState state, long revision, List<URI> urls, List<Long> pids, Health health, Usage usage,
            int restarts, Instant since, @Nullable Instant readyAt, List<Step> story, @Nullable Problem problem,
            List<String> lastLines, @Nullable ImageUse image) {
        this(spec, engine, contract, model, state, revision, urls, pids, health, usage, restarts, since, readyAt, story,
                problem, lastLines, image, Past.NONE);
    }

    /// A deployment without an image.
    public Deployment(DeploymentSpec spec, String engine, String contract, @Nullable Model model,
            DeploymentState state, long revision, List<URI> urls, List<Long> pids, Health health, Usage usage,
            int restarts, Instant since, @Nullable Instant readyAt, List<Step> story, @Nullable Problem problem,
            List<String> lastLines) {
        this(spec, engine, contract, model, state, revision, urls, pids, health, usage, restarts, since, readyAt, story,
                problem, lastLines, null);
    }

    /// One step of the deploy story: `name` is stable (`resolve`, `image` for containers, `launch`, `alive`, `ready`, `prove`) with its text
    /// under `deploy.step.NAME`; `millis` is -1 while it runs.
    public record Step(String name, StepState state, long millis, String detail) {}

    public enum StepState {
        WAITING, RUNNING, DONE, FAILED, SKIPPED
    }

    /// `iris/blue`
    public String id() {
        return spec.id();
    }
}
