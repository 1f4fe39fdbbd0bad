package slipway.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import slipway.contract.Tensor;

/// The payload of the Open Inference Protocol: named tensors in JSON. Stateless.
final class TensorBodies {
    private static final JsonMapper JSON = JsonMapper.shared();

    private TensorBodies() {}

    /// Whether `root` is a request of the protocol and none of the forms that share its word `inputs`.
    static boolean isRequest(JsonNode root) {
        JsonNode first = root.path("inputs").path(0);
        return first.isObject() && first.has("datatype") && first.has("shape");
    }

    /// The tensors below `key`: `inputs` or `outputs`.
    static List<Block> read(JsonNode root, String key) throws Untranslatable {
        var blocks = new ArrayList<Block>();
        for (JsonNode each : root.path(key)) {
            String name = each.path("name").asString("");
            var shape = new ArrayList<Integer>();
            long size = 1;
            for (JsonNode dimension : each.path("shape")) {
                shape.add(Math.max(0, dimension.asInt(0)));
                size *= Math.max(0, dimension.asInt(0));
            }
            // flat or nested, as the protocol leaves open
            Block data = flat(name, each.path("data"));
            if (data.values().size() != size) throw Untranslatable.shape(name);
            blocks.add(data.shaped(shape));
        }
        if (blocks.isEmpty()) throw Untranslatable.form();
        return blocks;
    }

    private static Block flat(String name, JsonNode data) throws Untranslatable {
        if (!data.isArray()) throw Untranslatable.shape(name);
        return Block.of(name, data);
    }

    /// The blocks as a model with these inputs takes them: columns joined into its one tensor or the other way round,
    /// and named where the request did not.
    static List<Block> fit(List<Block> blocks, List<Tensor> inputs) throws Untranslatable {
        if (inputs.size() == 1 && blocks.size() > 1) return List.of(joined(blocks, inputs.getFirst().name()));
        Block only = blocks.getFirst();
        if (inputs.size() > 1 && blocks.size() == 1 && only.shape().size() == 2
                && only.shape().get(1) == inputs.size()) {
            return columns(only, inputs);
        }
        var fitting = new ArrayList<Block>();
        for (int i = 0; i < blocks.size(); i++) {
            Block each = blocks.get(i);
            if (each.name().isEmpty()) each = each.named(i < inputs.size() ? inputs.get(i).name() : "input-" + i);
            Optional<Tensor> known = named(inputs, each.name());
            boolean deeper = known.isPresent() && known.get().shape().size() == 2 && each.shape().size() == 1;
            fitting.add(deeper ? each.shaped(List.of(each.rows(), 1)) : each);
        }
        return fitting;
    }

    private static Block joined(List<Block> columns, String name) throws Untranslatable {
        int rows = columns.getFirst().rows();
        var values = new ArrayList<JsonNode>();
        for (Block each : columns) {
            if (!each.isColumn() || each.rows() != rows) throw Untranslatable.shape(each.name());
        }
        for (int row = 0; row < rows; row++) {
            for (Block each : columns)
                values.add(each.values().get(row));
        }
        return new Block(name, List.of(rows, columns.size()), values);
    }

    private static List<Block> columns(Block matrix, List<Tensor> inputs) {
        var blocks = new ArrayList<Block>();
        int width = inputs.size();
        for (int i = 0; i < width; i++) {
            var values = new ArrayList<JsonNode>();
            for (int at = i; at < matrix.values().size(); at += width)
                values.add(matrix.values().get(at));
            List<Integer> shape = inputs.get(i).shape().size() == 2
                    ? List.of(matrix.rows(), 1)
                    : List.of(matrix.rows());
            blocks.add(new Block(inputs.get(i).name(), shape, values));
        }
        return blocks;
    }

    /// Writes `blocks` below `key` of `root`.
    static ObjectNode write(ObjectNode root, String key, List<Block> blocks, List<Tensor> known) {
        ArrayNode list = root.putArray(key);
        for (Block each : blocks) {
            ObjectNode one = list.addObject().put("name", each.name());
            ArrayNode shape = one.putArray("shape");
            each.shape().forEach(shape::add);
            one.put("datatype", each.datatype(named(known, each.name())));
            ArrayNode data = one.putArray("data");
            each.values().forEach(data::add);
        }
        return root;
    }

    static Optional<Tensor> named(List<Tensor> tensors, String name) {
        return tensors.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }
}
