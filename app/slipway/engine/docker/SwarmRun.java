package slipway.engine.docker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.engine.Replicas.Member;
import slipway.engine.SwarmNode;
import slipway.engine.SwarmTask;

/// The one service of a deployment, whatever its revision: made, changed, taken back, removed. Owned by [SwarmEngine];
/// any thread, orders take turns.
final class SwarmRun {
    private static final System.Logger LOG = System.getLogger(SwarmRun.class.getName());
    private static final Duration LOOK = Duration.ofMillis(300);
    /// What the manager may need to place tasks that a node has room for.
    private static final Duration PLACING = Duration.ofSeconds(15);
    private static final Duration ENDING = Duration.ofSeconds(30);
    /// Ended tasks of a new service after which it is given up; those of a changed one the swarm counts itself.
    private static final int DEATHS = 3;
    private static final String PENDING = "pending";

    private final SwarmApi api;
    private final SwarmWatch watch;
    private final SwarmFiles files;
    private final String key;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Live<List<Member>> members = new Live<>(List.of());
    private volatile String id = "";
    private volatile @Nullable SwarmInstance current;
    /// Whether it is not sure that the manager runs what is current, or nothing where nothing is.
    private volatile boolean owed;

    SwarmRun(SwarmApi api, SwarmWatch watch, SwarmFiles files, String key) {
        this.api = api;
        this.watch = watch;
        this.files = files;
        this.key = key;
    }

    String id() {
        return id;
    }

    Live<List<Member>> members() {
        return members;
    }

    /// What runs now; null when it is removed.
    @Nullable
    SwarmInstance current() {
        return current;
    }

    /// One that was found.
    void found(String service, SwarmInstance instance) {
        id = service;
        current = instance;
    }

    boolean owed() {
        return owed;
    }

    /// Makes what the service is to be, with the files that it names.
    interface Making {
        ObjectNode make() throws InterruptedException;
    }

    /// Makes it, or changes what is there, into `next`.
    void run(Making making, Map<String, String> login, SwarmInstance next) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            tell();
            // in this turn, as nobody may remove its files before the service names them
            ObjectNode spec = making.make();
            JsonNode there = api.service(spec.path("Name").asString(""));
            SwarmInstance last = current;
            boolean fresh = there.isMissingNode();
            if (fresh || last == null || !last.state().get().running()) last = null;
            current = last;
            // should it fail, the manager may have done it all the same
            owed = true;
            id = fresh ? spec.path("Name").asString("") : there.path("ID").asString("");
            String known = id;
            boolean back = !fresh && isBefore(spec, there);
            if (fresh) known = api.create(spec, login);
            else if (back) api.rollBack(known);
            else
                api.update(known, spec, login);
            next.made(spec, watch.begun(), back);
            next.after(last);
            current = next;
            id = known;
            owed = false;
        } finally {
            turn.unlock();
        }
        try {
            watch.look();
        } catch (StudioException e) {
            // it runs: who launched it must have it, or nobody could stop it
            LOG.log(System.Logger.Level.INFO, "not looked at: " + key + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether `spec` is what `service` ran before: the manager goes back to that by itself, replica by replica and
    /// each watched, and stops where one does not stay healthy.
    private static boolean isBefore(ObjectNode spec, JsonNode service) {
        JsonNode before = service.path("PreviousSpec");
        return SwarmReading.revision(before) == SwarmReading.revision(spec) && SwarmSpec.same(spec, before);
    }

    /// Tells the manager again what it may not have heard, and removes the files that nothing needs after that.
    void pay() throws InterruptedException {
        turn.lockInterruptibly();
        try {
            if (!owed) return;
            tell();
            SwarmInstance now = current;
            prune(now != null && now.before() != null);
        } finally {
            turn.unlock();
        }
    }

    private void tell() throws InterruptedException {
        if (!owed) return;
        SwarmInstance now = current;
        if (now == null) api.remove(id);
        else
            goBack(now);
        owed = false;
    }

    /// Has it run `to` again, however far the manager is; twice is no harm, unlike the manager's own way back.
    private void goBack(SwarmInstance to) throws InterruptedException {
        JsonNode now = api.service(id);
        if (now.isMissingNode() || to.is(now.path("Spec"))) return;
        ObjectNode spec = to.spec();
        if (to.is(now.path("PreviousSpec")) || spec == null) api.rollBack(id);
        else {
            // with as many as were wanted last
            ObjectNode again = spec.deepCopy();
            SwarmSpec.replicas(again, to.wanted());
            api.update(id, again, Map.of());
        }
    }

    /// Another number is wanted: of those of a service that is to have none, none takes requests any more.
    void counts(SwarmInstance which) {
        if (current == which && which.wanted() == 0) members.set(List.of());
    }

    /// Has the swarm run as many tasks as are wanted of `which`; what it replaced cannot be gone back to after that.
    void resize(SwarmInstance which) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            if (current != which) throw StudioException.of("swarm.service-gone", key);
            api.scale(id, which.wanted());
            which.after(null);
        } finally {
            turn.unlock();
        }
        watch.look();
    }

    /// Takes what was last looked at.
    void seen(SwarmWatch.Seen seen) {
        if (id.isEmpty()) return;
        SwarmInstance now = current;
        if (now == null) {
            members.set(List.of());
            return;
        }
        if (seen.role() == SwarmWatch.Role.MANAGER && !seen.services().containsKey(id)
                && seen.number() > now.madeAt()) {
            members.set(List.of());
            now.removed();
            return;
        }
        if (now.wanted() == 0) {
            members.set(List.of());
            return;
        }
        members.set(seen.tasksOf(id).stream().filter(each -> each.shown().serves()).map(SwarmRun::member)
                .sorted(Comparator.comparing(each -> each.url().toString())).toList());
    }

    private static Member member(SwarmReading.Task task) {
        var url = java.util.Objects.requireNonNull(task.shown().url());
        return new Member(url, task.health() == null ? url : task.health());
    }

    /// See [slipway.engine.Replicas#settle].
    void settle(SwarmInstance which, Consumer<String> told) throws InterruptedException {
        long stuckSince = System.nanoTime();
        while (true) {
            SwarmWatch.Seen seen = watch.look();
            JsonNode service = seen.services().get(id);
            if (service == null || current != which) throw StudioException.of("swarm.service-gone", key);
            List<SwarmReading.Task> fresh = fresh(seen, service, which);
            String update = service.path("UpdateStatus").path("State").asString("");
            boolean went = update.startsWith("rollback") || update.equals("paused");
            if (which.back()) stuck(which, update);
            else if (went && which.before() != null) goneBack(which, update);
            long running = fresh.stream().filter(each -> each.shown().serves()).count();
            boolean only = seen.tasksOf(id).stream().filter(each -> each.shown().serves()).count() == running;
            boolean over = update.isEmpty() || update.equals("completed")
                    || (which.back() ? update.equals("rollback_completed") : went);
            if (running == which.wanted() && only && over) return;
            // after a change, and in one that went well, nobody but us counts
            if (update.isEmpty() || update.equals("completed")) enoughDeaths(fresh);
            String lacking = lacking(fresh);
            if (lacking.isEmpty()) stuckSince = System.nanoTime();
            if (System.nanoTime() - stuckSince > PLACING.toNanos())
                throw StudioException.of("swarm.no-node", key, lacking);
            told.accept(lacking.isEmpty()
                    ? Text.of("swarm.running", running, which.wanted())
                    : lacking);
            Tasks.pause(LOOK);
        }
    }

    /// The tasks of what is asked for now, newest first.
    private List<SwarmReading.Task> fresh(SwarmWatch.Seen seen, JsonNode service, SwarmInstance which) {
        String template = service.path("Spec").path("TaskTemplate").path("ContainerSpec").path("Labels")
                .path(SwarmSpec.TEMPLATE).asString("");
        Instant since = which.since();
        return seen.tasksOf(id).stream().filter(each -> each.template().equals(template))
                .filter(each -> each.shown().wanted() || !each.created().isBefore(since)).toList();
    }

    private static String lacking(List<SwarmReading.Task> tasks) {
        return tasks.stream().map(SwarmReading.Task::shown).filter(each -> each.state().equals(PENDING))
                .map(SwarmTask::error).filter(each -> !each.isEmpty()).findFirst().orElse("");
    }

    private void enoughDeaths(List<SwarmReading.Task> tasks) {
        List<SwarmTask> failed = tasks.stream().map(SwarmReading.Task::shown).filter(SwarmTask::failed).toList();
        if (failed.size() < DEATHS) return;
        throw new StudioException(Problem.of("swarm.tasks-fail", key, failed.size(), said(failed))
                .withDetail(errors(failed)));
    }

    /// Fails where the swarm gave up going back, which it does not undo: who stops `which` does.
    private void stuck(SwarmInstance which, String update) {
        if (!update.equals("rollback_paused") && !update.equals("paused")) return;
        List<SwarmTask> failed = failed(which);
        throw new StudioException(Problem.of("swarm.back-failed", key, said(failed)).withDetail(errors(failed)));
    }

    /// Tasks of `which` that failed, the last first.
    private List<SwarmTask> failed(SwarmInstance which) {
        return watch.seen().get().tasksOf(id).stream()
                .filter(each -> !each.created().isBefore(which.since())).map(SwarmReading.Task::shown)
                .filter(SwarmTask::failed).sorted(Comparator.comparing(SwarmTask::since).reversed()).toList();
    }

    /// The swarm itself went back: what ran before is what runs, and there is nothing to take away.
    private void goneBack(SwarmInstance which, String update)
            throws InterruptedException {
        List<SwarmTask> failed = failed(which);
        which.goneBack();
        current = which.before();
        long begin = System.nanoTime();
        while (update.equals("rollback_started") && System.nanoTime() - begin < ENDING.toNanos()) {
            Tasks.pause(LOOK);
            JsonNode service = watch.look().services().get(id);
            update = service == null ? "" : service.path("UpdateStatus").path("State").asString("");
        }
        prune(false);
        throw new StudioException(Problem.of("swarm.rolled-back", key, said(failed)).withDetail(errors(failed)));
    }

    private static String said(List<SwarmTask> failed) {
        return failed.stream().map(SwarmTask::error).filter(each -> !each.isEmpty()).findFirst()
                .orElseGet(() -> Text.of("swarm.no-error"));
    }

    private static String errors(List<SwarmTask> failed) {
        var lines = new ArrayList<String>();
        failed.forEach(each -> lines.add(Text.of("swarm.task-error", each.slot(), each.node(), each.state(),
                each.error())));
        return String.join("\n", lines);
    }

    /// See [slipway.engine.Engine#replicates]: removes the service, goes back to what ran before, or only lets go of
    /// what has been replaced. A manager that does not hear it now is told by the next [#pay].
    void stop(SwarmInstance which) throws InterruptedException {
        // what is to be stopped is noted also where the manager is not told any more
        turn.lock();
        try {
            SwarmInstance now = current;
            if (now == null || id.isEmpty()) return;
            if (now != which) {
                if (now.before() == which) now.after(null);
                prune(now.before() != null);
                return;
            }
            current = which.before();
            if (current == null) members.set(List.of());
            owed = true;
            pay();
            if (current == null) awaitGone();
        } catch (StudioException e) {
            LOG.log(System.Logger.Level.INFO, "told later: " + key + ": " + e.getMessage());
        } finally {
            turn.unlock();
        }
    }

    /// Removes the secrets and configs that nothing needs: neither what the manager has, with `before` also what it may
    /// go back to, nor what we would have it run again.
    void prune(boolean before) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            var needed = new ArrayList<ObjectNode>();
            for (SwarmInstance each = current; each != null; each = each.before()) {
                ObjectNode spec = each.spec();
                if (spec != null) needed.add(spec);
            }
            files.prune(key, id.isEmpty() ? MissingNode.getInstance() : api.service(id), needed, before);
        } catch (StudioException e) {
            // they are found again with the next change, and by the next studio
            LOG.log(System.Logger.Level.INFO, "secrets of " + key + " are left: " + e.getMessage());
        } finally {
            turn.unlock();
        }
    }

    private void awaitGone() throws InterruptedException {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < ENDING.toNanos()) {
            boolean left = api.tasks().stream().anyMatch(each -> SwarmReading.text(each, "ServiceID").equals(id)
                    && SwarmReading.text(each.path("Status"), "State").equals("running") && !lost(each));
            if (!left) return;
            Tasks.pause(LOOK);
        }
    }

    /// What ran on a node that is gone is said to run for as long as nobody hears otherwise.
    private boolean lost(JsonNode task) {
        String node = SwarmReading.text(task, "NodeID");
        return watch.seen().get().nodes().stream()
                .anyMatch(each -> each.id().equals(node) && each.state() == SwarmNode.State.DOWN);
    }
}
