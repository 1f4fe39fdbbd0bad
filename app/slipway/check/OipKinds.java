package slipway.check;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;
import slipway.base.JsonTree;
import slipway.contract.Profile;
import slipway.contract.SampleRequest;

/// Looks at what only the Open Inference Protocol says: the shapes of metadata and of answers.
final class OipKinds {
    private static final Set<String> TYPES = Set.of("BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16",
            "INT32", "INT64", "FP16", "FP32", "FP64", "BF16", "BYTES");
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String ID = "slipway-42";

    static final List<Kind> ALL = List.of(
            Kind.of("oip-tensors", StartKinds.REACHED, OipKinds::metadata),
            Kind.of("oip-answer", List.of("predict"), OipKinds::answer),
            Kind.of("oip-version", List.of("predict"), OipKinds::version),
            Kind.of("oip-datatype", List.of("malformed"), OipKinds::datatype),
            Kind.of("oip-id", List.of("predict"), OipKinds::id),
            Kind.of("unknown-model", List.of("predict-time"), OipKinds::unknown));

    private OipKinds() {}

    private static Client.Reply metadata(Bench bench) throws InterruptedException {
        return bench.client().ask(new Client.Ask(bench.server().url(), "GET", bench.model("/v2/models/{model}"), null,
                null, LIMIT));
    }

    private static Outcome metadata(Bench bench, Profile.Rule rule) throws InterruptedException {
        Client.Reply reply = metadata(bench);
        if (reply.exchange().status() != 200) return Outcome.unreached("model-metadata");
        Map<?, ?> object = StartKinds.object(reply);
        boolean kept = object != null && tensors(object.get("inputs"), false) && tensors(object.get("outputs"), false);
        return Outcome.of(kept, PredictKinds.brief(reply.exchange()), List.of(reply.exchange()));
    }

    private static Outcome answer(Bench bench, Profile.Rule rule) throws InterruptedException {
        if (bench.requests().isEmpty()) return Outcome.skipped("no-request");
        Client.Reply reply = bench.predict(bench.request());
        Map<?, ?> object = StartKinds.object(reply);
        boolean kept = object != null && object.get("model_name") instanceof String
                && tensors(object.get("outputs"), true);
        return Outcome.of(kept, PredictKinds.brief(reply.exchange()), List.of(reply.exchange()));
    }

    /// Tensors with a name, a known type and a shape; with `data`, as many numbers as the shape says.
    private static boolean tensors(@Nullable Object value, boolean data) {
        if (!(value instanceof List<?> list) || list.isEmpty()) return false;
        for (Object each : list) {
            if (!(each instanceof Map<?, ?> tensor) || !(tensor.get("name") instanceof String)
                    || !(tensor.get("datatype") instanceof String type) || !TYPES.contains(type)
                    || !(tensor.get("shape") instanceof List<?> shape)) {
                return false;
            }
            if (data && !fits(tensor, shape)) return false;
        }
        return true;
    }

    private static boolean fits(Map<?, ?> tensor, List<?> shape) {
        if (tensor.get("parameters") instanceof Map<?, ?> with && with.containsKey("binary_data_size")) return true;
        if (!(tensor.get("data") instanceof List<?> data)) return false;
        long product = 1;
        for (Object dimension : shape) {
            if (!(dimension instanceof Long size) || size < 0) return false;
            product *= size;
        }
        return count(data) == product;
    }

    /// Numbers in a list, flat or nested.
    private static long count(List<?> data) {
        return data.stream().mapToLong(each -> each instanceof List<?> inner ? count(inner) : 1).sum();
    }

    /// Each version that the metadata names can be asked by its number.
    private static Outcome version(Bench bench, Profile.Rule rule) throws InterruptedException {
        if (bench.requests().isEmpty()) return Outcome.skipped("no-request");
        Map<?, ?> object = StartKinds.object(metadata(bench));
        String version = object != null && object.get("versions") instanceof List<?> list
                ? list.stream().map(String::valueOf).filter(each -> each.matches("[0-9]+")).findFirst().orElse(null)
                : null;
        if (version == null) return Outcome.skipped("no-versions");
        SampleRequest request = bench.request();
        String path = request.path().replaceFirst("/infer$", "/versions/" + version + "/infer");
        Exchange answer = bench.client().ask(bench.ask(new SampleRequest(request.form(), "POST", path,
                request.contentType(), request.body()))).exchange();
        return Outcome.of(answer.status() == 200, answer);
    }

    private static Outcome datatype(Bench bench, Profile.Rule rule) throws InterruptedException {
        if (bench.requests().isEmpty()) return Outcome.skipped("no-request");
        String body = bench.request().body().replaceAll("\"datatype\"\\s*:\\s*\"[A-Z0-9]+\"",
                "\"datatype\":\"FP128\"");
        Exchange answer = PredictKinds.post(bench, "application/json", body).exchange();
        return Outcome.of(answer.status() >= 400 && answer.status() < 500, answer);
    }

    private static Outcome id(Bench bench, Profile.Rule rule) throws InterruptedException {
        if (bench.requests().isEmpty()) return Outcome.skipped("no-request");
        String body = bench.request().body();
        String own = ownId(body);
        Client.Reply reply = PredictKinds.post(bench, "application/json",
                own == null ? body.replaceFirst("\\{", "{\"id\":\"" + ID + "\",") : body);
        Map<?, ?> object = StartKinds.object(reply);
        return Outcome.of(object != null && (own == null ? ID : own).equals(object.get("id")),
                PredictKinds.brief(reply.exchange()), List.of(reply.exchange()));
    }

    /// The id that a request has already; null where it has none.
    private static @Nullable String ownId(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try {
            return JsonTree.read(bytes, 0, bytes.length) instanceof Map<?, ?> map && map.get("id") instanceof String id
                    ? id
                    : null;
        } catch (JsonTree.Malformed e) {
            return null;
        }
    }

    private static Outcome unknown(Bench bench, Profile.Rule rule) throws InterruptedException {
        Exchange answer = bench.client().ask(new Client.Ask(bench.server().url(), "POST",
                "/v2/models/no-such-model-here/infer", "application/json",
                Bytes.utf8(bench.request().body()), LIMIT)).exchange();
        return Outcome.of(answer.status() >= 400 && answer.status() < 500, answer);
    }
}
