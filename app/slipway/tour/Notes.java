package slipway.tour;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.load.LoadResult;

/// What the tour has seen so far; becomes its [Report]. One thread.
final class Notes {
    private final String startedAt = Instant.now().toString();
    private final List<Report.StepRun> steps = new ArrayList<>();
    private final List<Report.ModelScore> models = new ArrayList<>();
    private final List<Report.Split> splits = new ArrayList<>();
    private final List<Report.Mirror> mirrors = new ArrayList<>();
    private final Map<String, Report.Latency> latencies = new TreeMap<>();
    private final List<Report.Picture> pictures = new ArrayList<>();
    private final Progress progress;

    Notes(Progress progress) {
        this.progress = progress;
    }

    /// A step of the tour; answers what was seen, in a few words.
    @FunctionalInterface
    interface Step {
        String run() throws InterruptedException;
    }

    /// Runs `step` and notes its time; a failure is noted and answers false, so that the tour can tell the rest.
    ///
    /// @param name what the report calls it, in any language
    /// @param key  of what the person is told meanwhile, with its `args`
    boolean step(String name, Step step, String key, Object... args) throws InterruptedException {
        progress.stage(key, args);
        long start = System.nanoTime();
        boolean good = true;
        String detail;
        try {
            detail = step.run();
        } catch (StudioException e) {
            good = false;
            detail = e.problem().what() + " " + e.problem().why();
        }
        add(name, (System.nanoTime() - start) / 1_000_000, good, detail);
        return good;
    }

    void add(String name, long millis, boolean good, String detail) {
        steps.add(new Report.StepRun(name, millis, good, detail));
    }

    void model(Report.ModelScore score) {
        models.add(score);
    }

    void split(Report.Split split) {
        splits.add(split);
    }

    void mirror(Report.Mirror mirror) {
        mirrors.add(mirror);
    }

    void latency(String endpoint, LoadResult result) {
        result.perDeployment().forEach((name, part) -> latencies.put(endpoint + "/" + name,
                new Report.Latency(part.latency().p50(), part.latency().p99())));
    }

    void picture(Report.Picture picture) {
        pictures.add(picture);
    }

    /// Good when every step went well and every figure is what it must be, and each kind was measured at all.
    Report report(String engine) {
        boolean ok = steps.stream().allMatch(Report.StepRun::ok) && !models.isEmpty() && !splits.isEmpty()
                && !mirrors.isEmpty() && models.stream().allMatch(Report.ModelScore::good)
                && splits.stream().allMatch(Report.Split::good) && mirrors.stream().allMatch(Report.Mirror::good);
        return new Report(ok, engine, startedAt, List.copyOf(steps), List.copyOf(models), List.copyOf(splits),
                List.copyOf(mirrors), new TreeMap<>(latencies), List.copyOf(pictures));
    }
}
