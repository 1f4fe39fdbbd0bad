package slipway.check;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import slipway.base.Bytes;
import slipway.base.JsonTree;
import slipway.base.Tasks;
import slipway.base.Units;
import slipway.contract.Profile;
import slipway.contract.SampleRequest;

/// Looks at how predictions are answered, good ones and bad ones, one at a time.
final class PredictKinds {
    private static final int TIMES = 3;
    /// Larger ones take long and show nothing more.
    private static final long LARGEST = 25_000_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(250);

    static final List<Kind> ALL = List.of(
            Kind.of("predict", List.of("starts", "listens", "binds-all", "start-time", "not-redirected"),
                    PredictKinds::route, PredictKinds::predict),
            Kind.of("form", List.of("predict"), (bench, rule) -> List.of(rule.text("form", "")), PredictKinds::form),
            Kind.of("not-redirected", StartKinds.REACHED, PredictKinds::route, (bench, rule) -> {
                Exchange answer = bench.client().ask(bench.ask(bench.request())).exchange();
                return Outcome.of(!redirect(answer), where(answer), List.of(answer));
            }),
            Kind.of("slash", StartKinds.REACHED, PredictKinds::route, (bench, rule) -> {
                SampleRequest request = bench.request();
                Exchange answer = bench.client().ask(bench.ask(new SampleRequest(request.form(), request.method(),
                        request.path() + "/", request.contentType(), request.body()))).exchange();
                return Outcome.of(!redirect(answer), where(answer), List.of(answer));
            }),
            Kind.of("predict-time", List.of("predict"), (bench, rule) -> List.of(StartKinds.time(
                    bench.profile().predictTime())), PredictKinds::time),
            Kind.of("wrong-method", List.of("predict"), PredictKinds::route, (bench, rule) -> {
                Exchange answer = bench.client().get(bench.server().url(), bench.request().path(), LIMIT);
                return Outcome.of(answer.status() >= 400 && answer.status() < 500, answer);
            }),
            Kind.of("malformed", List.of("predict-time"), PredictKinds::accepted, (bench, rule) -> {
                Exchange answer = post(bench, "application/json", "{\"instances\": [[").exchange();
                return Outcome.of(accepts(rule, answer), answer);
            }),
            Kind.of("bad-form", List.of("malformed"), (bench, rule) -> List.of(rule.text("body", "{}")),
                    (bench, rule) -> {
                        Exchange answer = post(bench, "application/json", rule.text("body", "{}")).exchange();
                        return Outcome.of(answer.status() == 400, answer);
                    }),
            Kind.of("error-shape", List.of("malformed"),
                    (bench, rule) -> List.of(String.join(", ", rule.texts("keys"))), PredictKinds::errorShape),
            Kind.of("content-type", List.of("predict-time"), PredictKinds::accepted, (bench, rule) -> {
                Exchange answer = post(bench, rule.text("type", "application/x-unknown"), bench.request().body())
                        .exchange();
                return Outcome.of(accepts(rule, answer), answer);
            }),
            Kind.of("answer-key", List.of("predict"), (bench, rule) -> List.of(rule.text("key", "")),
                    (bench, rule) -> {
                        Client.Reply reply = bench.predict(bench.request());
                        Map<?, ?> object = StartKinds.object(reply);
                        return Outcome.of(object != null && object.containsKey(rule.text("key", "")),
                                brief(reply.exchange()), List.of(reply.exchange()));
                    }),
            Kind.of("double-encoding", List.of("predict"), PredictKinds::encodedOnce),
            Kind.of("large-body", List.of("predict-time"), (bench, rule) -> List.of(Units.bytes(large(bench))),
                    PredictKinds::largeBody));

    private PredictKinds() {}

    /// Where a good request is known it must be answered, in one of the forms that the signature has; else the route
    /// must at least be there.
    private static Outcome predict(Bench bench, Profile.Rule rule) throws InterruptedException {
        Exchange answer = patiently(bench, bench.client(), bench.server());
        for (SampleRequest form : bench.requests()) {
            if (answered(bench, answer)) break;
            Exchange other = bench.client().ask(bench.ask(form)).exchange();
            if (!answered(bench, other)) continue;
            bench.choose(form);
            answer = other;
        }
        bench.predictions().add(answer);
        Outcome outcome = Outcome.of(answered(bench, answer), answer);
        if (outcome.kind() == Outcome.Kind.KEPT && bench.requests().isEmpty()) {
            return Outcome.kept("route-there", Client.line(answer)).with(List.of(answer));
        }
        return outcome;
    }

    /// Predicts once. A server that called itself ready too early is waited for: another rule tells that.
    static Exchange patiently(Bench bench, Client client, Server server) throws InterruptedException {
        long until = System.nanoTime() + shorter(LIMIT, bench.profile().health().startLimit()).toNanos();
        Client.Ask ask = bench.ask(bench.request(), server);
        Exchange answer = client.ask(ask).exchange();
        while (answer.status() >= 500 && answer.millis() < 1000 && System.nanoTime() < until && server.running()) {
            Tasks.pause(LOOK);
            answer = client.ask(ask).exchange();
        }
        return answer;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// Whether a prediction was answered as it should be.
    static boolean answered(Bench bench, Exchange answer) {
        if (!bench.requests().isEmpty()) return answer.good();
        return answer.good() || Set.of(400, 415, 422).contains(answer.status());
    }

    private static Outcome form(Bench bench, Profile.Rule rule) throws InterruptedException {
        String form = rule.text("form", "");
        SampleRequest request = bench.request(form);
        if (request == null) return Outcome.skipped("no-form", form);
        Exchange answer = bench.predict(request).exchange();
        return Outcome.of(answer.good(), answer);
    }

    private static Outcome time(Bench bench, Profile.Rule rule) throws InterruptedException {
        // one answer within the limit is no proof, one beyond it is
        while (bench.predictions().size() < TIMES && slowest(bench) <= bench.profile().predictTime().toMillis()) {
            bench.predict(bench.request());
        }
        Exchange slowest = StartKinds.slowest(bench.predictions());
        return Outcome.of(slowest.error() == null && slowest.millis() <= bench.profile().predictTime().toMillis(),
                Client.line(slowest), List.of(slowest));
    }

    private static double slowest(Bench bench) {
        return bench.predictions().stream().mapToDouble(Exchange::millis).max().orElse(0);
    }

    private static Outcome errorShape(Bench bench, Profile.Rule rule) throws InterruptedException {
        Client.Reply reply = post(bench, "application/json", "{\"instances\": [[");
        Map<?, ?> object = StartKinds.object(reply);
        List<String> keys = rule.texts("keys");
        boolean kept = object != null && keys.stream().allMatch(object::containsKey);
        return Outcome.of(kept, brief(reply.exchange()), List.of(reply.exchange()));
    }

    /// A text that is JSON again was encoded twice: the script gave a text where it meant an object.
    private static Outcome encodedOnce(Bench bench, Profile.Rule rule) throws InterruptedException {
        Client.Reply reply = bench.predict(bench.request());
        try {
            Object value = reply.json();
            if (value instanceof String text && (text.startsWith("{") || text.startsWith("["))) {
                byte[] inner = text.getBytes(StandardCharsets.UTF_8);
                JsonTree.read(inner, 0, inner.length);
                return Outcome.of(false, brief(reply.exchange()), List.of(reply.exchange()));
            }
        } catch (JsonTree.Malformed e) {
            // an answer that is no JSON was not encoded twice
        }
        return Outcome.of(true, brief(reply.exchange()), List.of(reply.exchange()));
    }

    /// A body as large as the platform lets through is answered, whatever the answer says of its contents, and the
    /// server lives on.
    private static Outcome largeBody(Bench bench, Profile.Rule rule) throws InterruptedException {
        byte[] body = new byte[(int) large(bench)];
        Arrays.fill(body, (byte) 'a');
        byte[] head = "{\"padding\": \"".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, body, 0, head.length);
        body[body.length - 2] = '"';
        body[body.length - 1] = '}';
        Exchange answer = bench.client().ask(new Client.Ask(bench.server().url(), "POST", bench.request().path(),
                "application/json", Bytes.copyOf(body), LIMIT)).exchange();
        Exchange after = bench.probe();
        boolean kept = answer.status() > 0 && answer.status() != 413 && after.status() > 0;
        return Outcome.of(kept, Client.line(after.status() > 0 ? answer : after), List.of(answer, after));
    }

    private static long large(Bench bench) {
        return Math.min(LARGEST, bench.profile().maxBodyBytes());
    }

    static Client.Reply post(Bench bench, String type, String body) throws InterruptedException {
        return bench.client().ask(new Client.Ask(bench.server().url(), "POST", bench.request().path(), type,
                Bytes.utf8(body), bench.patience()));
    }

    /// Whether a status is among those that the rule takes: `415`, `4xx`.
    private static boolean accepts(Profile.Rule rule, Exchange answer) {
        String status = String.valueOf(answer.status());
        return rule.texts("accept").stream().anyMatch(each -> each.endsWith("xx")
                ? answer.status() >= 100 && status.charAt(0) == each.charAt(0)
                : each.equals(status));
    }

    private static boolean redirect(Exchange answer) {
        return answer.status() >= 300 && answer.status() < 400;
    }

    private static String where(Exchange answer) {
        String location = answer.headers().get("location");
        return Client.line(answer) + (location == null ? "" : " · Location: " + location);
    }

    static String brief(Exchange answer) {
        String one = answer.body().strip().replaceAll("\\s+", " ");
        return answer.status() + " " + (one.length() <= 160 ? one : one.substring(0, 160) + "…");
    }

    private static List<Object> route(Bench bench, Profile.Rule rule) {
        return List.of(bench.contract().predictPath(bench.subject().modelName()));
    }

    private static List<Object> accepted(Bench bench, Profile.Rule rule) {
        return List.of(String.join(", ", rule.texts("accept")), rule.text("type", "application/x-unknown"));
    }
}
