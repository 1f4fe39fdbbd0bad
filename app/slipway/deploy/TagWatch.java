package slipway.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.engine.Engine;
import slipway.engine.Engines;
import slipway.engine.Images;

/// Looks now and then whether the tag that a running deployment was started from means another image by now; what runs
/// stays as it is. One loop for all deployments.
final class TagWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TagWatch.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(20);

    private final Engines engines;
    private final Supplier<List<Deployment>> deployments;
    private final BiConsumer<String, Boolean> news;
    private final Tasks.Task loop;

    /// `news` is told of every deployment whose tag was looked at: its id, and whether the tag has moved.
    TagWatch(Tasks tasks, Engines engines, Supplier<List<Deployment>> deployments, BiConsumer<String, Boolean> news) {
        this(tasks, engines, deployments, news, PERIOD);
    }

    TagWatch(Tasks tasks, Engines engines, Supplier<List<Deployment>> deployments, BiConsumer<String, Boolean> news,
            Duration period) {
        this.engines = engines;
        this.deployments = deployments;
        this.news = news;
        this.loop = tasks.quiet("tags", progress -> {
            while (true) {
                Tasks.pause(period);
                look();
            }
        });
    }

    private void look() throws InterruptedException {
        for (Deployment deployment : deployments.get()) {
            ImageUse use = deployment.image();
            // a digest cannot move
            if (use == null || use.reference().contains("@") || use.id().isEmpty()) continue;
            Images images = engines.byId(deployment.engine()).map(Engine::images).orElse(null);
            if (images == null) continue;
            try {
                Optional<Images.Local> now = images.find(use.reference());
                news.accept(deployment.id(), now.isPresent() && !now.get().id().equals(use.id()));
            } catch (StudioException e) {
                LOG.log(System.Logger.Level.DEBUG, deployment.id(), e);
            }
        }
    }

    @Override
    public void close() {
        loop.cancel();
    }
}
