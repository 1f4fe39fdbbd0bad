package slipway.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.catalog.Model;
import slipway.contract.Profile;
import slipway.contract.SampleRequest;
import slipway.contract.ServingContract;
import slipway.engine.ContainerSettings;
import slipway.engine.Images;

/// What the rules of one contract look at while a target is checked under it: the image, the artifact, the running
/// server and the requests that suit it. Owned by one [ContractRun]; its rules run one after the other.
final class Bench {
    private static final Duration LAST = Duration.ofSeconds(20);

    private final Subject subject;
    private final Profile profile;
    private final ServingContract contract;
    private final Tasks tasks;
    private final Client client = new Client();
    private final List<SampleRequest> requests;
    private final List<Exchange> predictions = new ArrayList<>();
    private final List<Exchange> probes = new ArrayList<>();
    private @Nullable SampleRequest answered;
    private @Nullable Server server;
    private @Nullable Start start;
    private Pressure.@Nullable Load load;
    private @Nullable Beside<Aside> isolated;
    private @Nullable Beside<Aside> elsewhere;

    Bench(Subject subject, Profile profile, ServingContract contract, Tasks tasks) {
        this.subject = subject;
        this.profile = profile;
        this.contract = contract;
        this.tasks = tasks;
        this.requests = subject.requests(contract);
    }

    Subject subject() {
        return subject;
    }

    Profile profile() {
        return profile;
    }

    ServingContract contract() {
        return contract;
    }

    Client client() {
        return client;
    }

    Tasks tasks() {
        return tasks;
    }

    /// The image; null where none runs.
    Images.@Nullable Local image() {
        return subject.image();
    }

    Images.@Nullable Config config() {
        return subject.config();
    }

    @Nullable
    Model model() {
        return subject.model();
    }

    /// The server that the start is watched of.
    void began(Server running) {
        server = running;
    }

    /// It could not even be launched.
    void failed(Start how) {
        start = how;
    }

    void started(Server running, Start how) {
        server = running;
        start = how;
    }

    /// For rules that need a running server, which their needs see to where the profile has those rules.
    Server server() {
        if (server == null) throw StudioException.of("check.no-server", subject.target().name());
        return server;
    }

    @Nullable
    Start start() {
        return start;
    }

    /// The port that is asked inside the container.
    int port() {
        return subject.port(contract, profile);
    }

    String model(String route) {
        return route.replace("{model}", subject.modelName());
    }

    /// Predictions that fit, the usual form first; empty where neither a signature nor a person says one.
    List<SampleRequest> requests() {
        return requests;
    }

    /// The prediction that the rules send: the one that was answered first, empty braces where none is known.
    SampleRequest request() {
        SampleRequest chosen = answered;
        if (chosen != null) return chosen;
        return requests.isEmpty()
                ? new SampleRequest("none", "POST", contract.predictPath(subject.modelName()), "application/json", "{}")
                : requests.getFirst();
    }

    /// From now on this one is sent.
    void choose(SampleRequest request) {
        answered = request;
    }

    /// The prediction of one form; null where the signature has none.
    @Nullable
    SampleRequest request(String form) {
        return requests.stream().filter(each -> each.form().equals(form)).findFirst().orElse(null);
    }

    /// Longest that a prediction is waited for: more than the platform does, so that a slow answer can be told.
    Duration patience() {
        return profile.predictTime().multipliedBy(3).dividedBy(2).plusSeconds(2);
    }

    Client.Ask ask(SampleRequest request) {
        return ask(request, server());
    }

    Client.Ask ask(SampleRequest request, Server of) {
        return new Client.Ask(of.url(), request.method(), request.path(), request.contentType(),
                Bytes.utf8(request.body()), patience());
    }

    /// Sends a prediction in the quiet and remembers how long it took.
    Client.Reply predict(SampleRequest request) throws InterruptedException {
        Client.Reply reply = client.ask(ask(request));
        predictions.add(reply.exchange());
        return reply;
    }

    /// Predictions sent while nothing else was.
    List<Exchange> predictions() {
        return predictions;
    }

    /// Asks the health route in the quiet and remembers how long it took.
    Exchange probe() throws InterruptedException {
        Exchange probe = client.get(server().healthUrl(), profile.live(), profile.health().timeout().multipliedBy(3));
        probes.add(probe);
        return probe;
    }

    /// Whether readiness has a route of its own.
    boolean twoRoutes() {
        return !profile.ready().equals(profile.live());
    }

    Exchange readiness() throws InterruptedException {
        return client.get(server().healthUrl(), model(profile.ready()), profile.health().timeout().multipliedBy(3));
    }

    List<Exchange> probes() {
        return probes;
    }

    /// The load of the rules about pressure, made once.
    Pressure.Load load(Profile.Rule rule) throws InterruptedException {
        Pressure.Load made = load;
        if (made == null) {
            made = Pressure.load(this, (int) rule.number("clients", 8), (int) rule.number("requests", 5));
            load = made;
        }
        return made;
    }

    /// Begins the launches in other circumstances that rules of the profile ask for: one without a way out, one at
    /// another port. They run beside the quiet rules.
    void beginAsides(Servers servers) {
        if (AsideKinds.wanted(profile, AsideKinds.NO_NETWORK) || AsideKinds.wanted(profile, AsideKinds.NO_CALLS)) {
            isolated = beside("check without network", () -> Aside.isolated(this, servers));
        }
        if (AsideKinds.wanted(profile, AsideKinds.BIND)) {
            elsewhere = beside("check at another port", () -> Aside.run(this, servers,
                    new Servers.Way(ContainerSettings.NETWORK_DEFAULT, port() + 1)));
        }
    }

    /// The launch without a way out; null where nothing can be launched.
    @Nullable
    Beside<Aside> isolated() {
        return isolated;
    }

    /// The launch at another port; likewise.
    @Nullable
    Beside<Aside> elsewhere() {
        return elsewhere;
    }

    /// Work beside the rules, begun now.
    <T> Beside<T> beside(String name, Callable<T> work) {
        return new Beside<>(tasks, name, work);
    }

    /// Work that runs while rules are judged; [#get] waits for it. Interruption of the waiter cancels it.
    static final class Beside<T> {
        private final FutureTask<T> future;
        private final Tasks.Task task;

        Beside(Tasks tasks, String name, Callable<T> work) {
            future = new FutureTask<>(work);
            task = tasks.quiet(name, progress -> future.run());
        }

        T get() throws InterruptedException {
            try {
                return future.get();
            } catch (InterruptedException e) {
                task.cancel();
                throw e;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException known) throw known;
                throw new IllegalStateException(e.getCause());
            }
        }

        /// Ends it and waits until it has let go of everything.
        void end(Duration limit) throws InterruptedException {
            task.cancel();
            task.await(limit);
        }
    }

    /// Ends what still runs beside.
    void close() throws InterruptedException {
        for (Beside<Aside> aside : Stream.of(isolated, elsewhere).filter(Objects::nonNull).toList())
            aside.end(LAST);
        client.close();
    }
}
