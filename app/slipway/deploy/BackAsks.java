package slipway.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.deploy.BackAsk.Said;
import slipway.deploy.BackAsk.State;

/// Does what other processes ask by a [BackAsk], and tells them how far it is: it looks into the folder twice a second.
/// One for each studio, which owns it; on its own thread.
public final class BackAsks implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final Path folder;
    private final Deployments deployments;
    private final Map<Path, BackAsk> running = new HashMap<>();
    private final Map<Path, Said> said = new HashMap<>();
    private final Tasks.Task loop;

    /// What was asked of an earlier studio is not done any more.
    public BackAsks(Path stateFolder, Deployments deployments, Tasks tasks) {
        this.folder = stateFolder.resolve(BackAsk.FOLDER);
        this.deployments = deployments;
        BackAsk.files(folder).forEach(BackAsk::delete);
        this.loop = tasks.every(EVERY, "asks", this::look);
    }

    private synchronized void look() {
        for (Path file : BackAsk.all(folder)) {
            if (!said.containsKey(file)) BackAsk.read(file).ifPresent(ask -> begin(file, ask));
        }
        for (Iterator<Map.Entry<Path, BackAsk>> all = running.entrySet().iterator(); all.hasNext();) {
            Map.Entry<Path, BackAsk> each = all.next();
            BackAsk ask = each.getValue();
            if (!Files.exists(each.getKey())) deployments.cancel(ask.deployment(), ask.revision());
            Said now = now(ask);
            tell(each.getKey(), now);
            if (now.state() != State.RUNNING) all.remove();
        }
        said.keySet().removeIf(file -> {
            boolean over = !running.containsKey(file) && !Files.exists(file);
            if (over) clear(file);
            return over;
        });
    }

    private void begin(Path file, BackAsk ask) {
        try {
            deployments.rollBack(ask.deployment(), ask.revision());
            running.put(file, ask);
            tell(file, Said.of(State.RUNNING, ""));
        } catch (StudioException e) {
            tell(file, Said.failed(e.problem()));
        }
    }

    private void tell(Path file, Said now) {
        if (!now.equals(said.put(file, now))) BackAsk.say(file, now);
    }

    private Said now(BackAsk ask) {
        Deployment at = deployments.byId(ask.deployment()).orElse(null);
        if (at == null) return Said.of(State.CANCELLED, "");
        return switch (at.state()) {
            // of another revision, it is another order that took its place
            case QUEUED, PREPARING, STARTING -> at.revision() == ask.revision()
                    ? Said.of(State.RUNNING, step(at))
                    : Said.of(State.CANCELLED, "");
            case READY, UNHEALTHY, ASLEEP, FAILED, STOPPING, STOPPED -> {
                Problem problem = at.problem();
                if (at.revision() == ask.revision() && at.state().kept()) yield Said.of(State.DONE, "");
                yield problem == null ? Said.of(State.CANCELLED, "") : Said.failed(problem);
            }
        };
    }

    private static String step(Deployment of) {
        for (Deployment.Step step : of.story()) {
            if (step.state() != Deployment.StepState.RUNNING) continue;
            String name = Text.of("deploy.step." + step.name());
            return step.detail().isEmpty() ? name : name + " · " + step.detail();
        }
        return "";
    }

    private static void clear(Path file) {
        BackAsk.delete(file);
        BackAsk.delete(BackAsk.answer(file));
    }

    @Override
    public void close() {
        loop.cancel();
    }
}
