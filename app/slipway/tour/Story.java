package slipway.tour;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Bytes;
import slipway.base.Language;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.catalog.Model;
import slipway.check.ChecksView;
import slipway.check.RuleResult;
import slipway.check.Verdict;
import slipway.contract.Contracts;
import slipway.contract.SampleRequest;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.load.LoadPlan;
import slipway.load.LoadResult;
import slipway.load.LoadRunner;
import slipway.requests.Draft;
import slipway.spec.DeploymentSpec;
import slipway.store.AtomicFiles;
import slipway.traffic.EndpointView;
import slipway.ui.Parts;
import slipway.ui.Tour;

/// The guided tour, read from top to bottom: scan, deploy, score, ask, split, mirror, take pictures, report. Everything
/// goes through the same features and the same window that a person uses. Runs on a task; one thread.
public final class Story {
    private static final Duration SCAN_LIMIT = Duration.ofSeconds(60);
    /// Images are built on the way, where the engine has images.
    private static final Duration CHECK_LIMIT = Duration.ofMinutes(5);
    private static final Duration START_LIMIT = Duration.ofMinutes(8);
    private static final double RATE = 250;
    private static final double BACKGROUND_RATE = 40;
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration RUN = Duration.ofSeconds(4);

    private final Path out;
    private final Parts parts;
    private final Tour tour;
    private final Notes notes;

    private final boolean languages;

    private Story(Path out, boolean languages, Parts parts, Tour tour, Notes notes) {
        this.out = out;
        this.languages = languages;
        this.parts = parts;
        this.tour = tour;
        this.notes = notes;
    }

    /// Tells the whole story on `engine` and leaves pictures, `report.json` and `report.html` in `out`; the answer says
    /// how it went. With `languages` the pictures are taken in every language too.
    public static Report tell(Path out, String engine, boolean languages, Parts parts, Tour tour, Progress progress)
            throws InterruptedException {
        var notes = new Notes(progress);
        new Story(out, languages, parts, tour, notes).run();
        Report report = notes.report(engine);
        var json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        AtomicFiles.write(out.resolve("report.json"), json.writeValueAsString(report) + "\n");
        AtomicFiles.write(out.resolve("report.html"), Html.of(report));
        return report;
    }

    private void run() throws InterruptedException {
        tour.open("models", "");
        notes.step("scan models", this::scan, "tour.step.scan");
        deploy();
        for (Deployment deployment : parts.deployments().all().get()) {
            notes.step("score " + deployment.id(), () -> score(deployment), "tour.step.score", deployment.id());
        }
        notes.step("ask by hand", this::ask, "tour.step.ask");
        tour.open("endpoints", "iris");
        notes.step("warm up", this::warmUp, "tour.step.warm");
        notes.step("split iris 90/10", () -> split("iris", Map.of()), "tour.step.split", "iris", "90/10");
        notes.step("split iris 50/50 under load", () -> split("iris", pair("blue", 50, "green", 50)),
                "tour.step.split", "iris", "50/50");
        notes.step("split diabetes", () -> split("diabetes", Map.of()), "tour.step.load", "diabetes");
        notes.step("mirror digits", this::mirror, "tour.step.mirror", "digits");
        notes.step("split iris back to 90/10", () -> split("iris", pair("blue", 90, "green", 10)),
                "tour.step.split", "iris", "90/10");
        notes.step("lab iris", this::lab, "tour.step.lab", "iris");
        tour.open("checks", "");
        notes.step("check iris 2", this::check, "tour.step.check", "iris 2");
        // the pictures show the window at work, not at rest
        List<Tasks.Task> traffic = parts.gateway().endpoints().get().stream().map(this::keepBusy).toList();
        notes.step("pictures", () -> new Pictures(out, tour, notes).take(), "tour.step.pictures");
        if (languages) {
            Language before = Text.language();
            notes.step("pictures in every language", () -> new Pictures(out, tour, notes).translated(),
                    "tour.step.languages");
            tour.language(before.tag());
        }
        traffic.forEach(Tasks.Task::cancel);
        for (Tasks.Task one : traffic) {
            one.await(Duration.ofSeconds(10));
        }
        tour.theme("system");
        tour.open("overview", "");
    }

    /// The passport of one model under every contract that suits it; good when no rule fails.
    private String check() throws InterruptedException {
        ChecksView.Row row = Await.until(parts.checks().view(), view -> iris(view).isPresent(), SCAN_LIMIT, "checks")
                .rows().stream().filter(Story::isIris).findFirst().orElseThrow();
        parts.checks().start(row.target(), row.contracts());
        ChecksView done = Await.until(parts.checks().view(), view -> iris(view).filter(now -> now.running().isEmpty()
                && now.cells().keySet().containsAll(row.contracts())).isPresent(), CHECK_LIMIT, "check iris 2");
        List<String> failed = iris(done).orElseThrow().cells().values().stream().map(ChecksView.Cell::result)
                .flatMap(result -> result.rules().stream()).filter(rule -> rule.verdict() == Verdict.FAIL)
                .map(RuleResult::id).toList();
        if (!failed.isEmpty()) throw StudioException.of("tour.check-failed", String.join(", ", failed));
        tour.open("checks", row.target().name() + " sagemaker");
        return Text.of("tour.checked", row.contracts().size());
    }

    private static Optional<ChecksView.Row> iris(ChecksView view) {
        return view.rows().stream().filter(Story::isIris).findFirst();
    }

    private static boolean isIris(ChecksView.Row row) {
        return row.title().equals("iris 2");
    }

    private static Map<String, Integer> pair(String one, int first, String two, int second) {
        var split = new LinkedHashMap<String, Integer>();
        split.put(one, first);
        split.put(two, second);
        return split;
    }

    private String scan() throws InterruptedException {
        List<Model> models = Await.until(parts.catalog().view(), view -> !view.scanning() && !view.models().isEmpty(),
                SCAN_LIMIT, "catalog").models();
        return Text.of("tour.scanned", models.size());
    }

    private void deploy() throws InterruptedException {
        tour.open("deployments", "");
        List<DeploymentSpec> specs = parts.workspace().spec().get().endpoints().stream()
                .flatMap(folder -> folder.deployments().stream()).toList();
        long start = System.nanoTime();
        specs.forEach(parts.deployments()::deploy);
        for (DeploymentSpec spec : specs) {
            Deployment ended = parts.deployments().byId(spec.id()).orElse(null);
            try {
                Await.until(parts.deployments().all(), all -> settled(all, spec.id()), START_LIMIT, spec.id());
                ended = parts.deployments().byId(spec.id()).orElseThrow();
            } catch (StudioException e) {
                notes.add("deploy " + spec.id(), (System.nanoTime() - start) / 1_000_000, false, e.problem().what());
                continue;
            }
            boolean ready = ended.state() == DeploymentState.READY;
            long millis = ended.story().stream().mapToLong(step -> Math.max(0, step.millis())).sum();
            String detail = ready
                    ? String.valueOf(ended.urls())
                    : ended.problem() == null ? ended.state().word() : ended.problem().what();
            notes.add("deploy " + spec.endpoint() + " " + spec.name(), millis, ready, detail);
        }
    }

    private static boolean settled(List<Deployment> all, String id) {
        return all.stream().anyMatch(deployment -> deployment.id().equals(id)
                && (deployment.state() == DeploymentState.READY || deployment.state() == DeploymentState.FAILED));
    }

    private String score(Deployment deployment) throws InterruptedException {
        Model model = deployment.model();
        if (model == null) throw StudioException.of("tour.no-model", deployment.id());
        Report.ModelScore score = new Scorer(parts.sender()).score(endpoint(deployment.spec().endpoint()), deployment,
                model);
        notes.model(score);
        return score.metric() + " " + score.served();
    }

    /// A request of every payload form, kept in the history like those that a person sends.
    private String ask() throws InterruptedException {
        int sent = 0;
        for (EndpointView endpoint : parts.gateway().endpoints().get()) {
            for (SampleRequest example : examples(endpoint.name())) {
                Map<String, String> headers = Scorer.headers(endpoint);
                headers.put("Content-Type", example.contentType());
                var draft = new Draft(endpoint.name() + " · " + example.form(), example.method(),
                        endpoint.url() + example.path(), headers, example.body());
                parts.history().add(parts.sender().send(endpoint.name(), draft));
                sent++;
            }
        }
        return Text.of("tour.asked-all", sent);
    }

    /// Fresh servers compile their code while they answer; what is measured below is how they serve after that.
    private String warmUp() throws InterruptedException {
        long sent = 0;
        for (EndpointView endpoint : parts.gateway().endpoints().get()) {
            sent += load(endpoint, WARM_UP).sent();
        }
        return Text.of("tour.asked-all", sent);
    }

    private String split(String endpoint, Map<String, Integer> traffic) throws InterruptedException {
        if (!traffic.isEmpty()) route(endpoint, traffic);
        EndpointView view = endpoint(endpoint);
        LoadResult result = load(view, RUN);
        var counted = new LinkedHashMap<String, Long>();
        view.policy().weights().keySet().forEach(name -> counted.put(name,
                result.perDeployment().containsKey(name) ? result.perDeployment().get(name).requests() : 0L));
        notes.split(new Report.Split(endpoint, result.sent(), view.policy().weights(), counted,
                result.sent() - result.ok()));
        notes.latency(endpoint, result);
        return counted.toString();
    }

    /// Writes the split, and waits until the gateway has it.
    private void route(String endpoint, Map<String, Integer> traffic) throws InterruptedException {
        parts.workspace().setTraffic(endpoint, traffic);
        Await.until(parts.gateway().endpoints(), all -> all.stream().anyMatch(view -> view.name().equals(endpoint)
                && view.policy().weights().equals(traffic)), Duration.ofSeconds(5), endpoint);
    }

    private String mirror() throws InterruptedException {
        EndpointView view = endpoint("digits");
        String to = view.policy().mirror();
        if (to == null) throw StudioException.of("tour.no-mirror", "digits");
        parts.gateway().resetCounts("digits");
        LoadResult result = load(view, RUN);
        notes.latency("digits", result);
        Map<String, Long> counts = parts.gateway().mirrorCounts("digits");
        long sent = counts.getOrDefault("sent", 0L);
        long dropped = counts.getOrDefault("dropped", 0L);
        notes.mirror(new Report.Mirror("digits", to, view.policy().mirrorPercent(), result.sent(), sent, dropped));
        return Text.of("tour.mirrored", sent, result.sent());
    }

    /// A load and a rollout under it; the split is the one of the files again when it ends.
    private String lab() throws InterruptedException {
        try {
            route("iris", pair("blue", 100, "green", 0));
            return new Trial(parts, tour, "iris", "blue", "green").run();
        } finally {
            route("iris", pair("blue", 90, "green", 10));
        }
    }

    private LoadResult load(EndpointView view, Duration duration) throws InterruptedException {
        try (LoadRunner runner = new LoadRunner()) {
            return runner.run(plan(view, RATE, duration), Progress.NONE, partial -> {});
        }
    }

    private LoadPlan plan(EndpointView view, double rate, Duration duration) {
        SampleRequest example = examples(view.name()).getFirst();
        Map<String, String> headers = Scorer.headers(view);
        headers.remove("Content-Type");
        return new LoadPlan(URI.create(view.url() + example.path()), rate, duration, example.contentType(),
                Bytes.utf8(example.body()), headers);
    }

    /// Examples of the endpoint's first deployment that knows its model.
    private List<SampleRequest> examples(String endpoint) {
        return parts.deployments().all().get().stream()
                .filter(deployment -> deployment.spec().endpoint().equals(endpoint) && deployment.model() != null)
                .findFirst().map(deployment -> {
                    Model model = java.util.Objects.requireNonNull(deployment.model());
                    return Contracts.byId(deployment.contract()).orElseThrow().examples(model.signature(),
                            model.name(), model.inputExample());
                }).orElseThrow(() -> StudioException.of("tour.no-model", endpoint));
    }

    /// Light traffic on every endpoint until it is interrupted.
    private Tasks.Task keepBusy(EndpointView view) {
        return parts.tasks().quiet("tour-traffic", progress -> {
            try (LoadRunner runner = new LoadRunner()) {
                runner.run(plan(view, BACKGROUND_RATE, Duration.ofMinutes(5)), Progress.NONE, partial -> {});
            }
        });
    }

    private EndpointView endpoint(String name) {
        return parts.gateway().endpoints().get().stream().filter(view -> view.name().equals(name)).findFirst()
                .orElseThrow(() -> StudioException.of("tour.no-endpoint", name));
    }
}
