package slipway.ui.requests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import slipway.contract.Contracts;
import slipway.contract.SampleRequest;
import slipway.contract.Signature;
import slipway.contract.Tensor;
import slipway.requests.TableBody;

/// What a person types for each input of a model, and the body that its contract makes of it. Pure; any thread.
record ModelForm(Signature signature, String model, String contract, @Nullable String example) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// The typed words of the first row of `text`, by input; empty where it holds none of this model.
    Optional<Map<String, String>> read(String text, String contentType) {
        if (signature.inputs().isEmpty()) return Optional.empty();
        Optional<TableBody> table = TableBody.read(text, contentType);
        if (table.isPresent() && !table.get().rows().isEmpty()) {
            Map<String, String> row = row(table.get());
            if (row.size() == signature.inputs().size()) return Optional.of(row);
        }
        return tensors(text);
    }

    private Map<String, String> row(TableBody table) {
        var found = new LinkedHashMap<String, String>();
        List<String> first = table.rows().getFirst();
        for (int i = 0; i < signature.inputs().size(); i++) {
            String name = signature.inputs().get(i).name();
            int at = table.columns().indexOf(name);
            if (at < 0 && first.size() == signature.inputs().size()) at = i;
            if (at >= 0) found.put(name, first.get(at));
        }
        return found;
    }

    private Optional<Map<String, String>> tensors(String text) {
        try {
            JsonNode inputs = JSON.readTree(text).path("inputs");
            var found = new LinkedHashMap<String, String>();
            for (Tensor each : signature.inputs()) {
                JsonNode value = inputs.isObject() ? inputs.path(each.name()).path(0) : data(inputs, each);
                if (value.isMissingNode()) return Optional.empty();
                found.put(each.name(), value.isString() ? value.asString() : value.toString());
            }
            return Optional.of(found);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static JsonNode data(JsonNode inputs, Tensor tensor) {
        for (JsonNode input : inputs) {
            if (!input.path("name").asString("").equals(tensor.name())) continue;
            JsonNode data = input.path("data");
            return tensor.shape().size() <= 1 || data.path(0).isArray() ? data.path(0) : data;
        }
        return JSON.missingNode();
    }

    /// Why `text` is no value of `tensor`; null where it is one.
    static @Nullable String fault(Tensor tensor, String text) {
        if (tensor.type().equals("string") && tensor.shape().size() <= 1) return null;
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JacksonException e) {
            return tensor.shown();
        }
        boolean list = tensor.shape().size() > 1;
        if (node.isMissingNode() || list != node.isArray()) return tensor.shown();
        if (list) return null;
        boolean fits = switch (tensor.type()) {
            case "bool" -> node.isBoolean();
            case "float16", "bfloat16", "float32", "float64" -> node.isNumber();
            case "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64" ->
                node.isIntegralNumber() && !(tensor.type().startsWith("u") && text.strip().startsWith("-"));
            default -> true;
        };
        return fits ? null : tensor.shown();
    }

    /// The body for these words, in the payload form `form` where the contract has it; empty where a word does not fit.
    Optional<SampleRequest> write(Map<String, String> words, String form) {
        ObjectNode values = JSON.createObjectNode();
        ObjectNode inputs = values.putObject("inputs");
        for (Tensor each : signature.inputs()) {
            String text = words.getOrDefault(each.name(), "");
            if (fault(each, text) != null) return Optional.empty();
            ArrayNode batch = inputs.putArray(each.name());
            boolean plain = each.type().equals("string") && each.shape().size() <= 1;
            JsonNode value = plain ? JSON.getNodeFactory().stringNode(text) : JSON.readTree(text);
            batch.add(value);
        }
        return requests(values.toString()).stream().filter(each -> each.form().equals(form)).findFirst().or(
                () -> requests(values.toString()).stream().findFirst());
    }

    /// Height and width of the one input that can be drawn: a picture of one channel.
    Optional<int[]> picture() {
        if (signature.inputs().size() != 1) return Optional.empty();
        var sides = new ArrayList<Integer>();
        List<Object> shape = signature.inputs().getFirst().shape();
        for (Object each : shape.subList(Math.min(1, shape.size()), shape.size())) {
            if (!(each instanceof Number side)) return Optional.empty();
            if (side.intValue() != 1) sides.add(side.intValue());
        }
        boolean drawn = sides.size() == 2 && sides.stream().allMatch(side -> side >= 4 && side <= 128);
        return drawn ? Optional.of(new int[]{sides.getFirst(), sides.getLast()}) : Optional.empty();
    }

    /// The body for a picture; `pixels` from 0 to 1, row by row.
    Optional<SampleRequest> draw(double[][] pixels, String form) {
        Tensor input = signature.inputs().getFirst();
        boolean first = input.shape().size() > 1 && Integer.valueOf(1).equals(number(input.shape().get(1)));
        boolean last = Integer.valueOf(1).equals(number(input.shape().getLast())) && input.shape().size() > 3;
        double most = brightest();
        ArrayNode rows = JSON.createArrayNode();
        for (double[] line : pixels) {
            ArrayNode row = rows.addArray();
            for (double each : line) {
                double value = most > 1 ? Math.round(each * most) : Math.round(each * 1000) / 1000.0;
                ArrayNode cell = last ? row.addArray() : row;
                if (input.type().contains("int")) cell.add((long) value);
                else
                    cell.add(value);
            }
        }
        JsonNode picture = first ? JSON.createArrayNode().add(rows) : rows;
        return write(Map.of(input.name(), picture.toString()), form);
    }

    /// The pixels of `text`, from 0 to 1, where it holds this picture.
    Optional<double[][]> pixels(String text, int height, int width) {
        Optional<Map<String, String>> words = read(text, "application/json");
        if (words.isEmpty()) return Optional.empty();
        var flat = new ArrayList<Double>();
        numbers(JSON.readTree(words.get().values().iterator().next()), flat);
        if (flat.size() != height * width) return Optional.empty();
        var pixels = new double[height][width];
        double most = brightest();
        for (int i = 0; i < flat.size(); i++)
            pixels[i / width][i % width] = Math.clamp(flat.get(i) / most, 0, 1);
        return Optional.of(pixels);
    }

    /// The greatest number of the model's own example: 16, 255; 1 where there is none.
    private double brightest() {
        String kept = example;
        if (kept == null) return 1;
        var flat = new ArrayList<Double>();
        try {
            numbers(JSON.readTree(kept), flat);
        } catch (JacksonException e) {
            return 1;
        }
        return flat.stream().mapToDouble(each -> each).max().stream().map(most -> most > 16 ? 255 : most > 1 ? 16 : 1)
                .findFirst().orElse(1);
    }

    private static void numbers(JsonNode node, List<Double> into) {
        if (node.isNumber()) into.add(node.doubleValue());
        node.forEach(each -> numbers(each, into));
    }

    private static @Nullable Integer number(Object dimension) {
        return dimension instanceof Number each ? Integer.valueOf(each.intValue()) : null;
    }

    private List<SampleRequest> requests(String inputs) {
        return Contracts.byId(contract).map(each -> each.examples(signature, model, inputs)).orElse(List.of());
    }
}
