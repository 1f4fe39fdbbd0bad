package slipway.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import slipway.contract.Profile;
import slipway.engine.Images;

/// Looks at routes of SageMaker that a container may offer: what it does offer must be right.
final class SageMakerKinds {
    private static final String MULTI = "com.amazonaws.sagemaker.capabilities.multi-models";
    private static final Set<String> STRATEGIES = Set.of("MULTI_RECORD", "SINGLE_RECORD", "MultiRecord",
            "SingleRecord");
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /// Megabytes that all requests of a batch job together may have under way.
    private static final long BATCH_MB = 100;

    static final List<Kind> ALL = List.of(
            Kind.of("execution-parameters", List.of("live"), SageMakerKinds::parameters),
            Kind.of("multi-model", List.of("live"), SageMakerKinds::multiModel));

    private SageMakerKinds() {}

    private static Client.Reply get(Bench bench, String path) throws InterruptedException {
        return bench.client().ask(new Client.Ask(bench.server().url(), "GET", path, null, null, LIMIT));
    }

    private static Outcome parameters(Bench bench, Profile.Rule rule) throws InterruptedException {
        Client.Reply reply = get(bench, "/execution-parameters");
        if (reply.exchange().status() == 404 || reply.exchange().status() == 405) {
            return Outcome.kept("batch-defaults").with(List.of(reply.exchange()));
        }
        Map<?, ?> object = StartKinds.object(reply);
        boolean kept = reply.exchange().status() == 200 && object != null
                && object.get("MaxConcurrentTransforms") instanceof Long at && at > 0
                && object.get("MaxPayloadInMB") instanceof Long mb && mb > 0 && at * mb <= BATCH_MB
                && object.get("BatchStrategy") instanceof String strategy && STRATEGIES.contains(strategy);
        return Outcome.of(kept, PredictKinds.brief(reply.exchange()), List.of(reply.exchange()));
    }

    private static Outcome multiModel(Bench bench, Profile.Rule rule) throws InterruptedException {
        Images.Local image = bench.image();
        if (image == null || !"true".equals(image.labels().get(MULTI))) return Outcome.skipped("no-multi-model");
        Client.Reply reply = get(bench, "/models");
        Map<?, ?> object = StartKinds.object(reply);
        boolean kept = reply.exchange().status() == 200 && object != null && object.get("models") instanceof List;
        return Outcome.of(kept, reply.exchange());
    }
}
