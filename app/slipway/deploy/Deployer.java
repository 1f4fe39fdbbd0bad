package slipway.deploy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.catalog.Model;
import slipway.contract.SampleRequest;
import slipway.engine.Instance;
import slipway.engine.LogOrigin;
import slipway.engine.Replicas;
import slipway.engine.Workload;
import slipway.observe.Health;
import slipway.observe.Health.Answer;
import slipway.observe.Health.Kind;
import slipway.observe.Health.Probed;
import slipway.observe.HealthWatch.Check;
import slipway.observe.LogBuffer;
import slipway.observe.LogLine;
import slipway.observe.Probe;
import slipway.spec.DeploymentSpec.ProbeSpec;

/// The deploy story: launch, wait until alive, until ready, prove with one real prediction. Blocking; interrupted or
/// failed, it leaves nothing running.
final class Deployer {
    private static final System.Logger LOG = System.getLogger(Deployer.class.getName());
    static final Duration GRACE = Duration.ofSeconds(10);
    /// Last log lines that a failure keeps.
    static final int LAST_LINES = 20;

    private static final Duration LOOK = Duration.ofMillis(100);
    /// How often it is looked where a server listens that does not answer.
    private static final Duration LISTEN_LOOK = Duration.ofSeconds(3);

    private final Plan plan;
    private final LogBuffer log;
    private final Archive archive;
    private final long firstLine;

    /// For one run of `plan`, whose output goes to `log` from now on.
    Deployer(Plan plan, LogBuffer log, Archive archive) {
        this.plan = plan;
        this.log = log;
        this.archive = archive;
        this.firstLine = log.next();
    }

    /// What a story ends with: replicas that run, and what their proof found.
    record Proved(List<Instance> instances, Health health) {}

    /// Launches `count` replicas; `launched` is told once they exist.
    Proved bring(int count, StoryBoard board, Progress progress, Consumer<List<Instance>> launched)
            throws InterruptedException {
        var instances = new ArrayList<Instance>();
        try {
            board.begin("launch");
            launch(0, count, progress, instances);
            launched.accept(List.copyOf(instances));
            settle(instances, board);
            board.done("launch", where(instances));
            return verify(instances, board);
        } catch (InterruptedException | RuntimeException e) {
            stopAll(instances);
            throw e;
        }
    }

    /// Waits for replicas that exist and proves them; the part of the story that an adopted process goes through.
    Proved verify(List<Instance> instances, StoryBoard board) throws InterruptedException {
        settle(instances, board);
        board.begin("alive");
        for (Instance one : instances)
            await(one, Kind.ALIVE, plan.alive(), plan.spec().liveness(), board::note);
        board.done("alive", "GET " + plan.alive().path());
        board.begin("ready");
        var recent = new ArrayList<Probed>();
        for (Instance one : instances) {
            recent.addAll(await(one, Kind.READY, plan.ready(), plan.spec().readiness(), board::note));
        }
        board.done("ready", "GET " + plan.ready().path());
        Answer proved = prove(instances, board, recent);
        long now = System.currentTimeMillis();
        return new Proved(List.copyOf(instances),
                new Health(Answer.YES, Answer.YES, proved, recent, new Health.Since(now, now, now)));
    }

    /// Lets an engine that replicates bring up all that are wanted; else there is nothing to wait for yet.
    private static void settle(List<Instance> instances, StoryBoard board) throws InterruptedException {
        for (Instance one : instances) {
            Replicas several = one.replicas();
            if (several != null) several.settle(board::note);
        }
    }

    private void launch(int from, int to, Progress progress, List<Instance> into) throws InterruptedException {
        for (Workload workload : plan.workloads(from, to)) {
            Instance instance = plan.engine().launch(workload, progress);
            into.add(instance);
            archive.follow(instance, log, false);
        }
    }

    /// Launches the replicas from number `from` up to `to`, without that, all at once, and hands each over when it is
    /// ready and has predicted; those not handed over end with a failure.
    void more(int from, int to, Progress progress, Consumer<Instance> ready) throws InterruptedException {
        var left = new ArrayList<Instance>();
        try {
            launch(from, to, progress, left);
            List<SampleRequest> examples = examples();
            while (!left.isEmpty()) {
                Instance first = left.getFirst();
                await(first, Kind.READY, plan.ready(), plan.spec().readiness(), seen -> {});
                if (!examples.isEmpty()) prove(first, examples.getFirst(), new ArrayList<>());
                left.removeFirst();
                ready.accept(first);
            }
        } catch (InterruptedException | RuntimeException e) {
            stopAll(left);
            throw e;
        }
    }

    /// Starts one replica again, or all `wanted` where the engine replicates, and waits until it is ready.
    Instance again(int replica, int wanted) throws InterruptedException {
        Instance instance = plan.engine().launch(plan.again(replica, wanted), Progress.NONE);
        try {
            archive.follow(instance, log, false);
            settle(List.of(instance), new StoryBoard(Progress.NONE, steps -> {}));
            await(instance, Kind.READY, plan.ready(), plan.spec().readiness(), seen -> {});
            return instance;
        } catch (InterruptedException | RuntimeException e) {
            stopAll(List.of(instance));
            throw e;
        }
    }

    /// Asks often at first, so that a fast model is ready fast, then less; gives up after the time that the spec's
    /// probe would take to give up, and at once when the instance has ended. `unreached` is told what keeps it from
    /// being reached, as soon as that is seen.
    private List<Probed> await(Instance instance, Kind kind, Check check, ProbeSpec spec, Consumer<String> unreached)
            throws InterruptedException {
        var good = new ArrayList<Probed>();
        for (URI at : plan.probed(instance))
            good.add(await(instance, at, kind, check, spec, unreached));
        return good;
    }

    private Probed await(Instance instance, URI at, Kind kind, Check check, ProbeSpec spec, Consumer<String> unreached)
            throws InterruptedException {
        Duration budget = spec.initialDelay().plus(spec.period().multipliedBy(Math.max(1, spec.failureThreshold())));
        long begin = System.nanoTime();
        long nextLook = LISTEN_LOOK.toNanos();
        URI url = at.resolve(check.path());
        while (true) {
            Probed probed = Probe.get(kind, url, check.timeout());
            if (probed.good()) return probed;
            if (!instance.state().get().running()) throw died(instance);
            long waited = System.nanoTime() - begin;
            if (waited > budget.toNanos()) throw late(instance, kind, check, budget, probed);
            if (probed.status() == 0 && waited > nextLook) {
                Problem seen = unreached(instance, true, "GET " + check.path());
                unreached.accept(seen == null ? "" : seen.what());
                nextLook = System.nanoTime() - begin + LISTEN_LOOK.toNanos();
            }
            Tasks.pause(waited < Duration.ofSeconds(10).toNanos() ? LOOK : LOOK.multipliedBy(5));
        }
    }

    /// What to say of one that did not answer in time: where it listens says more than that it is late.
    private StudioException late(Instance instance, Kind kind, Check check, Duration budget, Probed last)
            throws InterruptedException {
        String asked = "GET " + check.path();
        Problem unreached = last.status() == 0 ? unreached(instance, true, asked) : null;
        if (unreached != null) return failed(unreached);
        String answer = last.status() == 0 ? last.output() : "HTTP " + last.status() + " " + last.output();
        return failed(Problem.of(kind == Kind.ALIVE ? "deploy.never-alive" : "deploy.never-ready", plan.spec().id(),
                asked, Units.nanos(budget.toNanos()), answer));
    }

    /// What keeps `instance` from being reached, by where it listens; null where nothing is known to. A look that
    /// fails says nothing.
    @Nullable
    Problem unreached(Instance instance, boolean probing, String asked) throws InterruptedException {
        try {
            return Reach.problem(plan.spec().id(), plan.listening(instance), probing, asked);
        } catch (StudioException e) {
            return null;
        }
    }

    private Answer prove(List<Instance> instances, StoryBoard board, List<Probed> recent)
            throws InterruptedException {
        List<SampleRequest> examples = examples();
        if (examples.isEmpty()) {
            board.skipped("prove", Text.of("deploy.prove.no-example"));
            return Answer.UNKNOWN;
        }
        board.begin("prove");
        SampleRequest example = examples.getFirst();
        for (Instance instance : instances)
            prove(instance, example, recent);
        board.done("prove", asked(example) + " · "
                + Units.nanos(recent.getLast().nanos()));
        return Answer.YES;
    }

    private static String asked(SampleRequest example) {
        return example.method() + " " + example.path();
    }

    /// One real prediction of each of its servers, which must be good.
    private void prove(Instance instance, SampleRequest example, List<Probed> recent) throws InterruptedException {
        // the first prediction of a fresh server warms it up, so it is given more than a request is
        Probed probed = predict(instance, example, plan.spec().requests().timeout().multipliedBy(2), recent);
        if (probed.good()) return;
        if (!instance.state().get().running()) throw died(instance);
        Problem unreached = probed.status() == 0 ? unreached(instance, false, asked(example)) : null;
        if (unreached != null) throw failed(unreached);
        String answer = probed.status() == 0 ? probed.output() : "HTTP " + probed.status() + " " + probed.output();
        throw failed(Problem.of("deploy.prediction-failed", plan.spec().id(), asked(example), example.form(), answer));
    }

    private List<SampleRequest> examples() {
        Model model = plan.model();
        return model == null || !plan.platformPredicts()
                ? List.of()
                : plan.contract().examples(model.signature(), plan.modelName(), model.inputExample());
    }

    /// Asks each server of it in turn until one does not answer well; the last answer.
    private static Probed predict(Instance instance, SampleRequest example, Duration limit, List<Probed> recent)
            throws InterruptedException {
        List<URI> urls = instance.urls();
        int next = 0;
        do {
            // one whose servers are all gone has a url that nothing listens at
            URI url = urls.isEmpty() ? instance.url() : urls.get(next);
            recent.add(Probe.predict(url.resolve(example.path()), example.method(), example.contentType(),
                    example.body(), limit));
            next++;
        } while (recent.getLast().good() && next < urls.size());
        return recent.getLast();
    }

    /// One real prediction now, which fails nothing; null where there is no example to send.
    @Nullable
    Probed proof(Instance instance) throws InterruptedException {
        List<SampleRequest> examples = examples();
        if (examples.isEmpty()) return null;
        return predict(instance, examples.getFirst(), plan.spec().requests().timeout().multipliedBy(2),
                new ArrayList<>());
    }

    /// What to say of an instance that has ended; the sample server says with status 3 that it cannot load the model.
    StudioException died(Instance instance) {
        int code = instance.state().get().exitCode();
        List<String> lines = lastLines();
        String last = lastWord(lines);
        boolean outOfMemory = lines.stream().anyMatch(line -> line.startsWith("OOM: ", LogOrigin.end(line)));
        boolean sampleServer = plan.sampleServer();
        String key = outOfMemory
                ? "deploy.out-of-memory"
                : sampleServer && code == 3 ? "deploy.model-unreadable" : "deploy.exited";
        String explained = instance.state().get().explained();
        if (explained != null && key.equals("deploy.exited")) {
            return failed(Problem.of("deploy.exited-explained", plan.spec().id(), code, explained, last));
        }
        return failed(Problem.of(key, plan.spec().id(), code, last));
    }

    /// The last error it wrote, else its last line: after an error many servers still say that they stop.
    private String lastWord(List<String> lines) {
        if (lines.isEmpty()) return Text.of("deploy.no-output");
        return log.read(Math.max(firstLine, log.next() - LAST_LINES), LAST_LINES).stream()
                .filter(line -> line.level() == LogLine.Level.ERROR).map(LogLine::text).reduce((one, next) -> next)
                .orElse(lines.getLast());
    }

    List<String> lastLines() {
        return log.read(Math.max(firstLine, log.next() - LAST_LINES), LAST_LINES).stream().map(LogLine::text).toList();
    }

    private StudioException failed(Problem problem) {
        return new StudioException(problem.withDetail(String.join("\n", lastLines())));
    }

    private static String where(List<Instance> instances) {
        return String.join(", ", instances.stream().flatMap(one -> one.urls().stream()).map(String::valueOf).toList());
    }

    /// Stops all, whatever comes of one, and again the rest where an interruption came between; it is passed on by the
    /// flag.
    static void stopAll(List<Instance> instances) {
        boolean interrupted = false;
        for (Instance instance : instances) {
            try {
                instance.stop(interrupted ? Duration.ZERO : GRACE);
            } catch (InterruptedException e) {
                interrupted = true; // its tree was killed all the same
            } catch (StudioException e) {
                LOG.log(System.Logger.Level.WARNING, "not stopped: " + instance.workload().key(), e);
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
