package slipway.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import slipway.base.Live;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.rollout.PauseReason;
import slipway.rollout.PlanStep;
import slipway.rollout.Rollout;
import slipway.rollout.RolloutFiles;
import slipway.rollout.RolloutPlan;
import slipway.rollout.RolloutPlan.Then;
import slipway.rollout.RolloutReport;
import slipway.rollout.RolloutState;
import slipway.rollout.RolloutState.Status;
import slipway.rollout.Rollouts;
import slipway.rollout.Split;
import slipway.spec.Workspace;
import slipway.store.WorkspaceKey;

/// `rollout ENDPOINT --to DEPLOYMENT`: stepwise, with a verdict at each step, on a workspace that is up in another
/// process. Ends 0 when the last step is passed, 1 when it was rolled back or could not be decided.
@Command(name = "rollout", mixinStandardHelpOptions = true)
final class RolloutCommand extends Action {
    /// How long a way back that does not succeed at once is tried.
    private static final Duration BACK = Duration.ofSeconds(15);

    @Parameters(paramLabel = "ENDPOINT")
    private String endpoint = "";

    @Option(names = "--to", paramLabel = "DEPLOYMENT")
    private @Nullable String to;

    @Option(names = "--from", paramLabel = "DEPLOYMENT")
    private @Nullable String from;

    @Option(names = "--steps", paramLabel = "PERCENT[,PERCENT…]", split = ",", hideParamSyntax = true)
    private List<Integer> steps = List.of(5, 25, 50, 100);

    @Option(names = "--mirror", paramLabel = "PERCENT")
    private @Nullable Integer mirror;

    @Option(names = "--hold", paramLabel = "TIME", converter = Durations.class)
    private Duration hold = Duration.ofSeconds(10);

    @Option(names = "--limit", paramLabel = "TIME", converter = Durations.class)
    private Duration limit = Duration.ofMinutes(10);

    @Option(names = "--least", paramLabel = "N")
    private long least = 200;

    @Option(names = "--warm-up", paramLabel = "N")
    private long warmUp = RolloutPlan.WARM_UP;

    @Option(names = "--gates", paramLabel = "GATES")
    private String gates = "";

    @Option(names = "--pause-on-worse")
    private boolean pauseOnWorse;

    @Option(names = "--pause-on-limit")
    private boolean pauseOnLimit;

    @Option(names = "--manual")
    private boolean manual;

    @Option(names = "--resume")
    private boolean resume;

    @Option(names = "--roll-back")
    private boolean rollBack;

    @Option(names = "--report", paramLabel = "FILE")
    private @Nullable Path report;

    @Override
    int run() throws InterruptedException {
        int asked = (to == null ? 0 : 1) + (resume ? 1 : 0) + (rollBack ? 1 : 0);
        if (asked == 0 || to != null) refuseCut();
        if (asked != 1) throw new ParameterException(spec().commandLine(), Text.of("cli.rollout.one-of"));
        Running.endpoint(app().workspace(), endpoint);
        try (Tasks tasks = new Tasks(); Workspace workspace = Workspace.open(app().workspace(), tasks)) {
            var stage = new FileStage(workspace);
            stage.awaitNumbers(endpoint);
            var rollouts = new Rollouts(tasks, stage, workspace.stateFolder());
            if (rollBack) {
                rollouts.rollBack(interrupted(rollouts));
                console().line(Text.of("cli.rollout.back", endpoint, Splits.shown(stage.split(endpoint).live())));
                return 0;
            }
            Rollout rollout = to == null
                    ? rollouts.resume(interrupted(rollouts))
                    : rollouts.start(plan(to, stage.split(endpoint)));
            RolloutState end = follow(rollout);
            if (report != null) {
                RolloutReport.write(end, report, WorkspaceKey.open(workspace.stateFolder()));
            }
            if (end.status() == Status.INTERRUPTED) throw cut(end);
            return end.status() == Status.DONE ? 0 : 1;
        }
    }

    /// One that was cut off holds the way back: it is decided on before another begins.
    private void refuseCut() {
        new RolloutFiles(app().workspace().resolve(".slipway")).all().stream().filter(this::isCut).findFirst()
                .ifPresent(state -> {
                    throw cut(state);
                });
    }

    private boolean isCut(RolloutState state) {
        return state.plan().endpoint().equals(endpoint) && state.status() == Status.INTERRUPTED;
    }

    private StudioException cut(RolloutState state) {
        return StudioException.of("cli.rollout-cut", endpoint, state.plan().candidate());
    }

    private String interrupted(Rollouts rollouts) {
        return rollouts.all().get().stream().filter(this::isCut).map(RolloutState::id).findFirst()
                .orElseThrow(() -> StudioException.of("cli.rollout-none", endpoint));
    }

    /// What is wrong with the plan is wrong usage, before anything is done.
    RolloutPlan plan(String candidate, Split split) {
        String baseline = from != null
                ? from
                : split.live().entrySet().stream().filter(entry -> !entry.getKey().equals(candidate))
                        .max(Comparator.comparingInt(Map.Entry::getValue)).map(Map.Entry::getKey)
                        .orElseThrow(() -> StudioException.of("cli.rollout-no-baseline", endpoint));
        try {
            var all = new ArrayList<PlanStep>();
            if (mirror != null) all.add(new PlanStep(true, mirror, least, hold, limit, manual));
            for (int i = 0; i < steps.size(); i++) {
                boolean asks = manual && i < steps.size() - 1;
                all.add(new PlanStep(false, steps.get(i), least, hold, limit, asks));
            }
            // nobody may be there to decide: unless it is told to wait it decides itself
            return new RolloutPlan(endpoint, baseline, candidate, all, GateWords.parse(gates), warmUp,
                    pauseOnWorse ? Then.PAUSE : Then.ROLL_BACK, pauseOnLimit ? Then.PAUSE : Then.ROLL_BACK);
        } catch (StudioException e) {
            throw new ParameterException(spec().commandLine(), e.problem().what() + " " + e.problem().fix(), e);
        }
    }

    private RolloutState follow(Rollout rollout) throws InterruptedException {
        var lines = new RolloutLines(console(), app().json());
        var news = new Semaphore(1);
        PauseReason met = null;
        Live.Subscription listening = rollout.state().onChange(news::release);
        try {
            while (!rollout.state().get().status().over()) {
                boolean told = news.tryAcquire(BACK.toMillis(), TimeUnit.MILLISECONDS);
                news.drainPermits();
                RolloutState now = rollout.state().get();
                lines.tell(now);
                // the way back fails again and again: it stays to be resumed
                if (!told && met == PauseReason.FAULT) break;
                if (now.paused() != null && now.paused() != met) settle(rollout, now.paused());
                met = now.paused();
            }
        } finally {
            listening.close();
        }
        RolloutState end = rollout.state().get();
        lines.end(end);
        return end;
    }

    /// Decides what a person would have to: on a terminal the person does, where only they can.
    private void settle(Rollout rollout, PauseReason reason) {
        switch (reason) {
            case PLAN, WORSE, LIMIT -> {
                Optional<Boolean> said = goOn(reason);
                if (said.isEmpty()) rollout.giveUp();
                else if (said.get()) rollout.resume();
                else
                    rollout.rollBack();
            }
            // the change of somebody else stands
            case EDITED -> rollout.abort();
            case PERSON, REVISION, FAULT -> rollout.giveUp();
        }
    }

    /// What the person says, who goes on from a step that is passed, and from no other, with Enter alone; empty where
    /// nobody can be asked.
    private Optional<Boolean> goOn(PauseReason reason) {
        String question = switch (reason) {
            case WORSE -> "cli.rollout.ask-worse";
            case LIMIT -> "cli.rollout.ask-limit";
            case PLAN, PERSON, EDITED, REVISION, FAULT -> "cli.rollout.ask";
        };
        return console().ask(Text.of(question) + " ").map(answer -> answer.strip().isEmpty()
                ? reason == PauseReason.PLAN
                : answer.strip().toLowerCase(java.util.Locale.ROOT).startsWith("y"));
    }
}
