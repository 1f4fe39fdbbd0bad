package slipway;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import slipway.base.Activity;
import slipway.base.Live;
import slipway.base.Problem;
import slipway.engine.Engine;
import slipway.engine.EngineInfo;
import slipway.engine.Engines;

/// Writes what an engine warns of into the activity, once for each time it begins to. Any thread.
final class EngineWarnings implements AutoCloseable {
    private final Activity activity;
    private final Map<String, Problem> told = new ConcurrentHashMap<>();
    private final List<Live.Subscription> following;

    EngineWarnings(Engines engines, Activity activity) {
        this.activity = activity;
        this.following = engines.all().stream().map(this::follow).toList();
    }

    private Live.Subscription follow(Engine engine) {
        Live<EngineInfo> live = engine.live();
        Live.Subscription following = live.onChange(() -> look(live.get()));
        look(live.get());
        return following;
    }

    private synchronized void look(EngineInfo info) {
        Problem warning = info.warning();
        if (warning == null) {
            // away for a moment is no other engine
            if (info.available()) told.remove(info.id());
        } else if (!warning.equals(told.put(info.id(), warning))) {
            activity.failed(warning, "studio.engine-warning", info.title());
        }
    }

    @Override
    public void close() {
        following.forEach(Live.Subscription::close);
    }
}
