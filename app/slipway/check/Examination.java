package slipway.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Version;
import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.contract.Profile;
import slipway.contract.Profiles;
import slipway.contract.ServingContract;
import slipway.engine.Engine;
import slipway.engine.Images;
import slipway.observe.LogBuffer;

/// Checks a target against contracts, a few of them at a time, each with servers of its own. Any thread.
public final class Examination implements Examiner {
    /// Contracts judged at once: more would take the time from one another that rules measure.
    private static final int AT_ONCE = 2;

    private final Engine docker;
    private final Engine embedded;
    private final Supplier<Profiles> profiles;
    private final Tasks tasks;

    /// @param docker   the container engine, whether it answers or not; `embedded` serves what needs no container
    /// @param profiles asked anew for each examination, so that an edited one counts
    public Examination(Engine docker, Engine embedded, Supplier<Profiles> profiles, Tasks tasks) {
        this.docker = docker;
        this.embedded = embedded;
        this.profiles = profiles;
        this.tasks = tasks;
    }

    @Override
    public Passport examine(CheckTarget target, List<String> contracts, Consumer<ContractResult> each,
            Progress progress) throws InterruptedException {
        Instant started = Instant.now();
        long begin = System.nanoTime();
        List<Profile> chosen = chosen(contracts);
        boolean containers = docker.info().available();
        var subjects = new Subjects(target, containers ? docker.images() : null, progress);
        var digest = new AtomicReference<@Nullable String>();
        var steps = new Steps(chosen, progress);
        var results = together(chosen, profile -> {
            ContractResult result = one(subjects, profile, digest, steps);
            each.accept(result);
            return result;
        });
        var machine = new LinkedHashMap<String, String>();
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        machine.put("cpus", String.valueOf(Runtime.getRuntime().availableProcessors()));
        machine.put("engine", (containers ? docker : embedded).info().title());
        machine.put("slipway", Version.NUMBER);
        return new Passport(target.name(), target.kind(), digest.get(), started, (System.nanoTime() - begin) / 1e6,
                machine, results);
    }

    private List<Profile> chosen(List<String> contracts) {
        Profiles known = profiles.get();
        return contracts.stream().map(id -> known.byId(id).orElseThrow(() -> StudioException.of("check.no-contract", id,
                String.join(", ", known.ids())))).toList();
    }

    /// Counts the rules judged of all contracts.
    private static final class Steps {
        private final AtomicInteger done = new AtomicInteger();
        private final int total;
        private final Progress progress;

        Steps(List<Profile> profiles, Progress progress) {
            this.total = profiles.stream().mapToInt(profile -> profile.rules().size()).sum();
            this.progress = progress;
        }

        void judged() {
            progress.count(done.incrementAndGet(), total, Progress.Unit.STEPS);
        }
    }

    private ContractResult one(Subjects subjects, Profile profile, AtomicReference<@Nullable String> digest,
            Steps steps) throws InterruptedException {
        ServingContract contract = Contracts.of(profile);
        Subject subject = subjects.under(contract);
        Images.Local image = subject.image();
        if (image != null) digest.compareAndSet(null, digestOf(image));
        var run = new ContractRun(new Bench(subject, profile, contract, tasks), steps::judged);
        var url = subject.target().url();
        if (url != null) return run.run(null, new Server(null, url, 0, new LogBuffer(), false));
        return run.run(servers(subjects, subject, contract), null);
    }

    /// What can launch it; null where nothing can: no recipe makes an image of it, and it is no model of our own
    /// server.
    private @Nullable Servers servers(Subjects subjects, Subject subject, ServingContract contract)
            throws InterruptedException {
        if (subject.image() != null) return new Servers(docker, subjects.runtimeImage());
        Model model = subject.model();
        boolean ours = model != null && (model.format().equals("onnx") || model.contains().contains("onnx"))
                && !contract.id().equals("openai") && !contract.id().equals("oci-conda");
        return ours ? new Servers(embedded, null) : null;
    }

    private static String digestOf(Images.Local image) {
        return image.digests().stream().map(each -> each.substring(each.indexOf('@') + 1)).findFirst()
                .orElse(image.id());
    }

    /// A piece of work for one profile.
    private interface Work {
        ContractResult of(Profile profile) throws InterruptedException;
    }

    /// Runs `work` for all, [#AT_ONCE] at a time; interrupted, it ends them all and waits for their servers to be gone.
    private List<ContractResult> together(List<Profile> all, Work work) throws InterruptedException {
        var turn = new Semaphore(AT_ONCE, true);
        var running = new ArrayList<Bench.Beside<ContractResult>>();
        try {
            for (Profile profile : all) {
                running.add(new Bench.Beside<>(tasks, "check " + profile.id(), () -> {
                    turn.acquire();
                    try {
                        return work.of(profile);
                    } finally {
                        turn.release();
                    }
                }));
            }
            var results = new ArrayList<ContractResult>();
            for (Bench.Beside<ContractResult> one : running)
                results.add(Objects.requireNonNull(one.get()));
            return results;
        } finally {
            boolean interrupted = Thread.interrupted();
            for (Bench.Beside<ContractResult> one : running)
                one.end(java.time.Duration.ofSeconds(60));
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
