package slipway.serve;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

import slipway.contract.Tensor;

/// The routes of the Open Inference Protocol v2; made anew for each request.
record OipRoutes(@Nullable ServedModel model, long limit) {
    private static final Pattern MODEL = Pattern
            .compile("/v2/models/([^/]+)(?:/versions/([0-9]+))?(?:/(infer|ready))?");

    Reply answer(Call call) throws IOException {
        return switch (call.path) {
            case "/v2/health/live" -> get(call, "{\"live\":true}");
            case "/v2/health/ready" -> {
                loaded();
                yield get(call, "{\"ready\":true}");
            }
            case "/v2" ->
                get(call, "{\"name\":\"slipway\",\"version\":\"0.1.0\",\"extensions\":[\"binary_tensor_data\"]}");
            default -> ofModel(call);
        };
    }

    private static Reply get(Call call, String body) {
        Routes.only("GET", call);
        return Reply.ok(Reply.JSON, body);
    }

    private Reply ofModel(Call call) throws IOException {
        Matcher path = MODEL.matcher(call.path);
        if (!path.matches()) throw new Refusal(404, "NOT_FOUND", "There is nothing at " + call.path + ".");
        ServedModel served = loaded();
        String asked = URLDecoder.decode(path.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
        if (!asked.equals(served.name)) {
            throw new Refusal(404, "NOT_FOUND",
                    "There is no model " + asked + "; this server has " + served.name + ".");
        }
        String version = path.group(2);
        if (version != null && !version.equals(served.version)) {
            throw new Refusal(404, "NOT_FOUND", "Model " + asked + " has no version " + version + "; this server has "
                    + served.version + ".");
        }
        String what = path.group(3);
        Routes.only("infer".equals(what) ? "POST" : "GET", call);
        if (what == null) return Reply.ok(Reply.JSON, metadata(served));
        if (what.equals("infer")) return new OipInference(served).answer(call, call.body(limit));
        return Reply.ok(Reply.JSON, Json.write(out -> {
            out.writeStartObject();
            out.writeStringProperty("name", served.name);
            out.writeBooleanProperty("ready", true);
            out.writeEndObject();
        }));
    }

    private ServedModel loaded() {
        if (model == null) throw new Refusal(503, "TEMPORARILY_UNAVAILABLE", "The model is not ready.");
        return model;
    }

    private static byte[] metadata(ServedModel served) {
        return Json.write(out -> {
            out.writeStartObject();
            out.writeStringProperty("name", served.name);
            out.writeArrayPropertyStart("versions");
            out.writeString(served.version);
            out.writeEndArray();
            out.writeStringProperty("platform", "onnxruntime_onnx");
            tensors(out, "inputs", served.inputs());
            tensors(out, "outputs", served.outputs());
            out.writeEndObject();
        });
    }

    private static void tensors(JsonGenerator out, String key, List<Tensor> tensors) {
        out.writeArrayPropertyStart(key);
        for (Tensor tensor : tensors) {
            out.writeStartObject();
            out.writeStringProperty("name", tensor.name());
            out.writeStringProperty("datatype", OipTensors.datatype(tensor.type()));
            out.writeArrayPropertyStart("shape");
            for (int d = 0; d < tensor.shape().size(); d++)
                out.writeNumber(Nest.size(tensor, d));
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
