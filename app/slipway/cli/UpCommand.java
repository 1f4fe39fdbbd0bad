package slipway.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import slipway.base.Problem;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.spec.SpecProblem;
import slipway.spec.WorkspaceSpec;
import slipway.traffic.EndpointView;

/// `up [DIR]`: brings the workspace up in the foreground and tells what happens, until it is interrupted.
@Command(name = "up", mixinStandardHelpOptions = true)
final class UpCommand extends Action {
    @Parameters(arity = "0..1", paramLabel = "DIR")
    private @Nullable Path folder;

    @Option(names = "--for", paramLabel = "TIME", converter = Durations.class)
    private @Nullable Duration limit;

    @Option(names = "--engine", paramLabel = "E")
    private @Nullable String engine;

    @Option(names = "--registry", paramLabel = "HOST/PATH")
    private @Nullable String registry;

    @Option(names = "--metrics-port", paramLabel = "PORT")
    private @Nullable Integer metricsPort;

    private final Map<String, String> told = new HashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);

    @Override
    int run() throws InterruptedException {
        Path root = folder == null ? app().workspace() : folder.toAbsolutePath().normalize();
        if (registry != null) app().opener().pushTo(registry(registry));
        // Ctrl-C and SIGTERM end the wait below; the hook then holds the JVM until everything is drained and stopped
        var closed = new CountDownLatch(1);
        Tasks.atShutdown("drain", () -> {
            end.countDown();
            awaitQuietly(closed);
        });
        try (Session session = app().opener().open(root, true, engine)) {
            if (metricsPort != null) metrics(session.gateway().openMetrics(metricsPort));
            session.deployments().all().onChange(() -> deployments(session));
            session.gateway().endpoints().onChange(() -> endpoints(session));
            session.workspace().spec().onChange(() -> problems(session));
            deployments(session);
            endpoints(session);
            problems(session);
            if (limit == null) {
                end.await();
            } else {
                end.await(limit.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            closed.countDown();
        }
        return 0;
    }

    private String registry(String named) {
        if (named.matches(WorkspaceSpec.REGISTRY_FORM)) return named;
        throw new ParameterException(spec().commandLine(), Text.of("cli.registry-form", named));
    }

    private void metrics(String url) {
        if (app().json()) console().jsonLine(Map.of("event", "metrics", "url", url));
        else
            console().line(Text.of("cli.up.metrics", url));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void deployments(Session session) {
        for (Deployment deployment : session.deployments().all().get()) {
            String state = deployment.state().word();
            String url = deployment.urls().isEmpty() ? "" : deployment.urls().getFirst().toString();
            Problem problem = deployment.problem();
            String about = "deployment " + deployment.id();
            // listed and not begun yet is no news: a script that waits for “stopped” means the end of it
            if (deployment.state() == DeploymentState.STOPPED && !told.containsKey(about)) continue;
            if (!news(about, state + url + problem)) continue;
            var event = new LinkedHashMap<String, Object>();
            event.put("event", "deployment");
            event.put("endpoint", deployment.spec().endpoint());
            event.put("deployment", deployment.spec().name());
            event.put("state", state);
            if (!url.isEmpty()) event.put("url", url);
            if (problem != null) event.put("problem", problemMap(problem));
            if (app().json()) {
                console().jsonLine(event);
            } else {
                console().line(Text.of("cli.up.deployment", deployment.id(), state, url).stripTrailing());
                if (problem != null) console().problem(problem);
            }
        }
    }

    private synchronized void endpoints(Session session) {
        for (EndpointView view : session.gateway().endpoints().get()) {
            String key = view.policy().key();
            Problem problem = view.problem();
            if (!news("endpoint " + view.name(), view.port() + " " + view.policy() + problem)) continue;
            var event = new LinkedHashMap<String, Object>();
            event.put("event", "endpoint");
            event.put("endpoint", view.name());
            if (problem != null) {
                event.put("problem", problemMap(problem));
            } else {
                event.put("url", view.url());
            }
            if (key != null) event.put("key", key);
            event.put("traffic", view.policy().weights());
            String mirror = view.policy().mirror();
            if (mirror != null) event.put("mirror_traffic", Map.of(mirror, view.policy().mirrorPercent()));
            if (app().json()) {
                console().jsonLine(event);
            } else if (problem != null) {
                console().problem(problem);
            } else {
                console().line(
                        Text.of("cli.up.endpoint", view.name(), view.url(), Splits.shown(view.policy().weights())));
            }
        }
    }

    /// What breaks no rule but was hardly meant: a key that nobody knows is told once.
    private void notes(List<SpecProblem> notes) {
        if (app().json()) return;
        for (SpecProblem found : notes) {
            String place = found.file() + ":" + found.line() + ":" + found.column();
            if (!news("note " + place, found.problem().what())) continue;
            console().message(place);
            console().problem(found.problem());
        }
    }

    private synchronized void problems(Session session) {
        List<SpecProblem> problems = session.workspace().spec().get().problems();
        notes(session.workspace().spec().get().notes());
        var places = new ArrayList<String>();
        for (SpecProblem found : problems) {
            String place = found.file() + ":" + found.line() + ":" + found.column();
            places.add(place + found.problem());
            if (!news("problem " + place, found.problem().toString())) continue;
            if (app().json()) {
                var event = new LinkedHashMap<String, Object>();
                event.put("event", "problem");
                event.put("file", found.file().toString());
                event.put("line", found.line());
                event.put("column", found.column());
                event.put("problem", problemMap(found.problem()));
                console().jsonLine(event);
            } else {
                console().message(place);
                console().problem(found.problem());
            }
        }
        List<String> before = brokenFiles();
        // a mistake that was mended and made again is told again
        told.keySet().removeIf(key -> key.startsWith("problem ")
                && places.stream().noneMatch(place -> place.startsWith(key.substring("problem ".length()))));
        if (app().json()) return;
        before.removeAll(brokenFiles());
        before.forEach(file -> console().message(Text.of("cli.up.mended", file)));
    }

    /// Those with a mistake that was told.
    private List<String> brokenFiles() {
        return told.keySet().stream().filter(key -> key.startsWith("problem "))
                .map(key -> key.replaceFirst("^problem (.*):\\d+:\\d+$", "$1")).distinct().sorted()
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private boolean news(String about, String now) {
        return !now.equals(told.put(about, now));
    }

    private static Map<String, Object> problemMap(Problem problem) {
        var map = new LinkedHashMap<String, Object>();
        map.put("code", problem.code());
        map.put("what", problem.what());
        map.put("why", problem.why());
        map.put("fix", problem.fix());
        return map;
    }
}
