package slipway.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import slipway.base.Progress;
import slipway.deploy.Deployment.Step;
import slipway.deploy.Deployment.StepState;

/// The steps of one deploy story as they go; each change is handed on as a new list. The story's thread only.
final class StoryBoard {
    static final List<String> STEPS = List.of("resolve", "launch", "alive", "ready", "prove");

    private final List<String> names = new ArrayList<>(STEPS);
    private final List<Step> steps = new ArrayList<>();
    private final Progress progress;
    private final Consumer<List<Step>> news;
    private long began;

    /// What is done while a board tells of it.
    @FunctionalInterface
    interface Story {
        void tell(StoryBoard board) throws InterruptedException;
    }

    StoryBoard(Progress progress, Consumer<List<Step>> news) {
        this.progress = progress;
        this.news = news;
        STEPS.forEach(name -> steps.add(new Step(name, StepState.WAITING, -1, "")));
    }

    /// Adds a step after the first, for a story that has one more.
    void insert(String name) {
        names.add(1, name);
        steps.add(1, new Step(name, StepState.WAITING, -1, ""));
    }

    void begin(String name) {
        began = System.nanoTime();
        progress.stage("deploy.step." + name);
        progress.count(names.indexOf(name), names.size(), Progress.Unit.STEPS);
        set(name, StepState.RUNNING, -1, "");
    }

    void done(String name, String detail) {
        set(name, StepState.DONE, (System.nanoTime() - began) / 1_000_000, detail);
    }

    /// What is seen meanwhile, beside the step under way.
    void note(String detail) {
        for (Step step : List.copyOf(steps)) {
            if (step.state() == StepState.RUNNING && !step.detail().equals(detail))
                set(step.name(), StepState.RUNNING, -1, detail);
        }
    }

    void skipped(String name, String reason) {
        set(name, StepState.SKIPPED, 0, reason);
    }

    /// The step under way is the one that failed.
    void failed(String detail) {
        for (Step step : List.copyOf(steps)) {
            if (step.state() != StepState.RUNNING) continue;
            set(step.name(), StepState.FAILED, (System.nanoTime() - began) / 1_000_000, detail);
        }
    }

    private void set(String name, StepState state, long millis, String detail) {
        steps.set(names.indexOf(name), new Step(name, state, millis, detail));
        news.accept(List.copyOf(steps));
    }
}
