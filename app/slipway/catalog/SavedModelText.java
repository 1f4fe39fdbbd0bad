package slipway.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import slipway.catalog.SavedModelHeader.Call;
import slipway.contract.Tensor;

/// Reads `saved_model.pbtxt`, the text form of a SavedModel; its graph is walked and not kept. Stateless.
final class SavedModelText {
    private static final Set<String> PASSED = Set.of("graph_def", "saver_def", "collection_def", "asset_file_def",
            "object_graph_def", "stripped_op_list", "any_info");
    /// Types that are not called as their number is with `DT_` before it.
    private static final Map<String, String> TYPES = Map.of("float", "float32", "double", "float64", "half",
            "float16");

    private SavedModelText() {}

    static SavedModelHeader read(String text) throws Malformed {
        Map<String, List<Object>> said = TextProto.read(text, PASSED);
        for (String field : said.keySet()) {
            if (!field.equals("saved_model_schema_version") && !field.equals("meta_graphs")) {
                throw new Malformed("unknown field " + field, 0);
            }
        }
        var header = new SavedModelHeader();
        for (var graph : TextProto.messages(said, "meta_graphs"))
            graph(graph, header);
        return header;
    }

    private static void graph(Map<String, List<Object>> graph, SavedModelHeader header) throws Malformed {
        var labels = new ArrayList<String>();
        String version = "";
        for (var about : TextProto.messages(graph, "meta_info_def")) {
            for (Object tag : about.getOrDefault("tags", List.of())) {
                if (tag instanceof TextProto.Text word && labels.size() < 100) labels.add(word.text());
            }
            version = scalar(about, "tensorflow_version");
        }
        var found = new TreeMap<String, Call>();
        for (var entry : TextProto.messages(graph, "signature_def")) {
            if (found.size() >= SavedModelBinary.MOST_SIGNATURES) break;
            var call = Call.none();
            for (var value : TextProto.messages(entry, "value"))
                call = new Call(tensors(value, "inputs"), tensors(value, "outputs"), scalar(value, "method_name"));
            found.put(scalar(entry, "key"), call);
        }
        header.graph(labels, version, found);
    }

    private static Map<String, Tensor> tensors(Map<String, List<Object>> call, String field) throws Malformed {
        var tensors = new TreeMap<String, Tensor>();
        for (var entry : TextProto.messages(call, field)) {
            if (tensors.size() >= SavedModelBinary.MOST_TENSORS) throw new Malformed("too many tensors", 0);
            String key = scalar(entry, "key");
            var tensor = new Tensor(key, "unknown", List.of());
            for (var value : TextProto.messages(entry, "value"))
                tensor = new Tensor(key, type(scalar(value, "dtype")), shape(value));
            tensors.put(key, tensor);
        }
        return tensors;
    }

    private static String type(String said) throws Malformed {
        if (said.isEmpty()) return "unknown";
        if (Character.isDigit(said.charAt(0))) return SavedModelHeader.type(TextProto.integer(said));
        String name = said.toLowerCase(Locale.ROOT).replaceFirst("^dt_", "").replaceFirst("_ref$", "");
        return TYPES.getOrDefault(name, name);
    }

    private static List<Object> shape(Map<String, List<Object>> info) throws Malformed {
        var shape = new ArrayList<Object>();
        for (var stated : TextProto.messages(info, "tensor_shape")) {
            for (var dimension : TextProto.messages(stated, "dim")) {
                if (shape.size() >= SavedModelBinary.MOST_DIMENSIONS) throw new Malformed("too many dimensions", 0);
                String size = scalar(dimension, "size");
                shape.add(MlflowSignature.dimension(size.isEmpty() ? 0 : TextProto.integer(size)));
            }
        }
        return shape;
    }

    private static String scalar(Map<String, List<Object>> said, String field) throws Malformed {
        String value = TextProto.scalar(said, field);
        return value == null ? "" : value;
    }
}
