package slipway.scale;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;

/// What was decided for the deployments of a workspace and how long cold starts took, newest first, the last [#KEPT].
/// Any thread.
public final class ScaleStory {
    public static final int KEPT = 500;

    private final Live<List<Entry>> entries = new Live<>(List.of());

    /// One decision and what it led to.
    ///
    /// @param deployment `iris/blue`
    /// @param coldStart  from the decision until the first replica was ready, for one that slept; null for others and
    ///                   until it is known
    public record Entry(String deployment, Decision decision, @Nullable Duration coldStart) {}

    public Live<List<Entry>> entries() {
        return entries;
    }

    /// Of one deployment, newest first.
    public List<Entry> of(String deployment) {
        return entries.get().stream().filter(each -> each.deployment.equals(deployment)).toList();
    }

    /// How long its cold starts took, newest first.
    public List<Duration> coldStarts(String deployment) {
        return of(deployment).stream().flatMap(each -> Stream.ofNullable(each.coldStart)).toList();
    }

    public void add(String deployment, Decision decision) {
        entries.update(old -> {
            var next = new ArrayList<Entry>(old.size() + 1);
            next.add(new Entry(deployment, decision, null));
            next.addAll(old.subList(0, Math.min(old.size(), KEPT - 1)));
            return List.copyOf(next);
        });
    }

    /// Notes how long the cold start took that `decision` began.
    public void cold(String deployment, Decision decision, Duration took) {
        var known = new Entry(deployment, decision, null);
        entries.update(old -> old.stream()
                .map(each -> each.equals(known) ? new Entry(deployment, decision, took) : each).toList());
    }
}
