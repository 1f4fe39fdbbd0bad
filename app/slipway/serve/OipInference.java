package slipway.serve;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.contract.Tensor;

/// One inference of the Open Inference Protocol, its tensors in JSON or, with `Inference-Header-Content-Length`, as raw
/// bytes behind it. A table may be given as one tensor a column, or as the graph's own stacked input.
final class OipInference {
    private static final String HEADER = "Inference-Header-Content-Length";

    private final ServedModel model;

    OipInference(ServedModel model) {
        this.model = model;
    }

    Reply answer(Call call, byte[] body) {
        int json = jsonLength(call.header(HEADER), body.length);
        if (!(Json.read(body, 0, json) instanceof Map<?, ?> request))
            throw Refusal.bad("The body must be a JSON object.");
        if (!(request.get("inputs") instanceof List<?> inputs) || inputs.isEmpty()) {
            throw Refusal.bad("The request has no list \"inputs\".");
        }
        var raw = ByteBuffer.wrap(body, json, body.length - json);
        var given = new LinkedHashMap<String, TensorValue>();
        for (Object input : inputs) {
            TensorValue value = input(input, raw);
            if (given.put(value.name, value) != null) throw Refusal.bad("Input " + value.name + " is given twice.");
        }
        if (raw.hasRemaining()) throw Refusal.bad(raw.remaining() + " bytes of tensor data belong to no input.");
        var wanted = new LinkedHashMap<String, Boolean>();
        boolean binary = flag(request.get("parameters"), "binary_data_output");
        if (request.get("outputs") instanceof List<?> outputs && !outputs.isEmpty()) {
            for (Object output : outputs)
                want(output, binary, wanted);
        } else {
            model.outputs().forEach(output -> wanted.put(output.name(), binary));
        }
        List<TensorValue> results = model.run(feeds(given)).stream().filter(each -> wanted.containsKey(each.name))
                .toList();
        return reply(request.get("id"), results, wanted);
    }

    private static int jsonLength(@Nullable String header, int all) {
        if (header == null) return all;
        try {
            int length = Integer.parseInt(header.strip());
            if (length > 0 && length <= all) return length;
        } catch (NumberFormatException e) {
            // said below, together with lengths out of range
        }
        throw Refusal.bad(HEADER + " is " + header + ", but the body has " + all + " bytes.");
    }

    private static TensorValue input(@Nullable Object input, ByteBuffer raw) {
        if (!(input instanceof Map<?, ?> map) || !(map.get("name") instanceof String name)) {
            throw Refusal.bad("Each input must be an object with a name.");
        }
        if (!(map.get("datatype") instanceof String datatype)) throw Refusal.bad("Input " + name + " has no datatype.");
        if (!(map.get("shape") instanceof List<?> sizes)) throw Refusal.bad("Input " + name + " has no shape.");
        var shape = new long[sizes.size()];
        for (int i = 0; i < shape.length; i++) {
            if (!(sizes.get(i) instanceof Long size))
                throw Refusal.bad("The shape of input " + name + " is not of numbers.");
            shape[i] = size;
        }
        String type = OipTensors.type(name, datatype);
        long count = Nest.count(shape);
        List<@Nullable Object> flat = new ArrayList<>();
        Object size = map.get("parameters") instanceof Map<?, ?> parameters ? parameters.get("binary_data_size") : null;
        if (size instanceof Long bytes) {
            if (map.containsKey("data")) throw Refusal.bad("Input " + name + " has both data and binary_data_size.");
            if (bytes < 0 || bytes > raw.remaining()) throw Refusal.bad("The body ends inside input " + name + ".");
            flat = OipTensors.decode(name, type, count, raw.slice(raw.position(), bytes.intValue()));
            raw.position(raw.position() + bytes.intValue());
        } else if (map.get("data") instanceof List<?> data) {
            flatten(data, flat);
        } else {
            throw Refusal.bad("Input " + name + " has no data.");
        }
        if (flat.size() != count) {
            throw Refusal
                    .bad("Input " + name + " has " + flat.size() + " values, but its shape " + Arrays.toString(shape)
                            + " asks for " + count + ".");
        }
        return TensorValue.of(name, type, shape, flat, i -> Nest.place(name, i, shape));
    }

    private List<TensorValue> feeds(Map<String, TensorValue> given) {
        Set<String> graph = new HashSet<>(model.graphInputs().stream().map(Tensor::name).toList());
        if (model.tabular() && !graph.equals(given.keySet())) {
            var columns = new LinkedHashMap<String, @Nullable Object>();
            given.forEach((name, value) -> columns.put(name, boxed(value)));
            return new Forms(model, "oip-v2").columns(columns);
        }
        var feeds = new ArrayList<TensorValue>();
        for (Tensor tensor : model.graphInputs()) {
            TensorValue value = given.get(tensor.name());
            if (value == null)
                throw Refusal.misfit("Input " + tensor.name() + " is missing; given are " + given.keySet() + ".");
            Nest.checkShape(tensor, value.shape);
            if (!value.type.equals(tensor.type())) {
                throw Refusal.misfit(
                        "Input " + tensor.name() + " must have the datatype " + OipTensors.datatype(tensor.type())
                                + " and has " + OipTensors.datatype(value.type) + ".");
            }
            feeds.add(value);
        }
        if (feeds.size() < given.size())
            throw Refusal.misfit("The model's inputs are " + graph + "; given are " + given.keySet() + ".");
        return feeds;
    }

    private static List<@Nullable Object> boxed(TensorValue value) {
        var list = new ArrayList<@Nullable Object>();
        switch (value.values) {
            case float[] array -> {
                for (float each : array)
                    list.add((double) each);
            }
            case double[] array -> {
                for (double each : array)
                    list.add(each);
            }
            case long[] array -> {
                for (long each : array)
                    list.add(each);
            }
            case int[] array -> {
                for (int each : array)
                    list.add((long) each);
            }
            case short[] array -> {
                for (short each : array)
                    list.add((long) each);
            }
            case byte[] array -> {
                for (byte each : array)
                    list.add((long) each);
            }
            case String[] array -> list.addAll(List.of(array));
            default -> throw new IllegalStateException(value.type);
        }
        return list;
    }

    private void want(@Nullable Object output, boolean binary, Map<String, Boolean> wanted) {
        Object name = output instanceof Map<?, ?> map ? map.get("name") : null;
        if (!(name instanceof String known) || model.outputs().stream().noneMatch(each -> each.name().equals(known))) {
            throw Refusal.misfit("The model has no output " + name + "; it has "
                    + model.outputs().stream().map(Tensor::name).toList() + ".");
        }
        Object parameters = output instanceof Map<?, ?> map ? map.get("parameters") : null;
        boolean said = parameters instanceof Map<?, ?> map && map.containsKey("binary_data");
        wanted.put(known, said ? flag(parameters, "binary_data") : binary);
    }

    private Reply reply(@Nullable Object id, List<TensorValue> results, Map<String, Boolean> binary) {
        var tail = new ByteArrayOutputStream();
        byte[] json = Json.write(out -> {
            out.writeStartObject();
            out.writeStringProperty("model_name", model.name);
            out.writeStringProperty("model_version", model.version);
            if (id instanceof String given) out.writeStringProperty("id", given);
            out.writeArrayPropertyStart("outputs");
            for (TensorValue result : results) {
                out.writeStartObject();
                out.writeStringProperty("name", result.name);
                out.writeStringProperty("datatype", OipTensors.datatype(result.type));
                out.writeName("shape");
                out.writeArray(result.shape, 0, result.shape.length);
                if (binary.getOrDefault(result.name, false)) {
                    byte[] bytes = OipTensors.encode(result);
                    out.writeObjectPropertyStart("parameters");
                    out.writeNumberProperty("binary_data_size", bytes.length);
                    out.writeEndObject();
                    tail.writeBytes(bytes);
                } else {
                    out.writeName("data");
                    Answers.flat(out, result);
                }
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
        if (!binary.containsValue(true)) return Reply.ok(Reply.JSON, json);
        byte[] whole = Arrays.copyOf(json, json.length + tail.size());
        System.arraycopy(tail.toByteArray(), 0, whole, json.length, tail.size());
        return Reply.ok("application/octet-stream", whole).with(HEADER, String.valueOf(json.length));
    }

    private static void flatten(@Nullable Object nest, List<@Nullable Object> into) {
        if (nest instanceof List<?> list) list.forEach(each -> flatten(each, into));
        else
            into.add(nest);
    }

    private static boolean flag(@Nullable Object parameters, String key) {
        return parameters instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get(key));
    }
}
