package slipway.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.xml.stream.XMLStreamReader;

import org.jspecify.annotations.Nullable;

import slipway.contract.Signature;
import slipway.contract.Tensor;

/// Gathers what a PMML document says of itself while it is read: program, fields, and its first model. One reading.
final class PmmlFacts {
    private static final Set<String> MODELS = Set.of("Scorecard", "NeuralNetwork", "RuleSetModel", "TimeSeriesModel",
            "AnomalyDetectionModel");
    private static final Map<String, String> TYPES = Map.of("double", "float64", "float", "float32", "integer", "int64",
            "string", "string", "boolean", "bool");
    private static final int MOST_FIELDS = 10_000;
    /// Elements around a field of the first model: `PMML`, the model, its schema, the field.
    private static final int FIELD_DEPTH = 4;

    private final Map<String, String> types = new LinkedHashMap<>();
    private final List<Tensor> inputs = new ArrayList<>();
    private final List<Tensor> targets = new ArrayList<>();
    private final List<Tensor> outputs = new ArrayList<>();
    private final Map<String, String> facts = new LinkedHashMap<>();
    private @Nullable String framework;
    private @Nullable String name;
    private @Nullable String model;
    private boolean described;
    private int models;

    /// Whether the first model is described; its content may follow.
    boolean described() {
        return described;
    }

    void begin(XMLStreamReader at, int depth) {
        String element = at.getLocalName();
        if (depth == 1) put("pmml_version", attribute(at, "version"));
        if (element.equals("Application") && depth == 3) application(at);
        if (element.equals("DataField") && depth == 3 && types.size() < MOST_FIELDS) {
            types.put(or(attribute(at, "name"), ""), or(attribute(at, "dataType"), "unknown"));
        }
        if (depth == 2 && (element.endsWith("Model") || MODELS.contains(element))) model(at, element);
        if (depth != FIELD_DEPTH || models != 1) return;
        if (element.equals("MiningField")) field(at);
        if (element.equals("OutputField") && outputs.size() < MOST_FIELDS) {
            String named = or(attribute(at, "name"), "output");
            outputs.add(tensor(named, or(attribute(at, "dataType"), "unknown")));
        }
    }

    void end(String element, int depth) {
        // the description is over where the first element after schema and output begins; the schema is enough
        if (depth == 3 && element.equals("MiningSchema")) described = true;
    }

    private void application(XMLStreamReader at) {
        String made = attribute(at, "name");
        String version = attribute(at, "version");
        if (made != null && !made.isBlank()) framework = version == null ? made : (made + " " + version).strip();
    }

    private void model(XMLStreamReader at, String element) {
        if (++models > 1) return;
        model = element;
        name = attribute(at, "modelName");
        put("model", element);
        put("function", attribute(at, "functionName"));
        put("algorithm", attribute(at, "algorithmName"));
    }

    private void field(XMLStreamReader at) {
        String field = attribute(at, "name");
        if (field == null || inputs.size() + targets.size() > MOST_FIELDS) return;
        String usage = or(attribute(at, "usageType"), "active");
        Tensor tensor = tensor(field, or(types.get(field), "unknown"));
        if (usage.equals("active")) inputs.add(tensor);
        else if (usage.equals("target") || usage.equals("predicted")) targets.add(tensor);
    }

    private static Tensor tensor(String name, String type) {
        return new Tensor(name, TYPES.getOrDefault(type, type), List.of(-1));
    }

    private void put(String key, @Nullable String value) {
        if (value != null && !value.isBlank() && value.length() < 500) facts.put(key, value);
    }

    private static @Nullable String attribute(XMLStreamReader at, String attribute) {
        return at.getAttributeValue(null, attribute);
    }

    private static String or(@Nullable String value, String other) {
        return value == null ? other : value;
    }

    Header header() {
        var all = new ArrayList<>(targets);
        all.addAll(outputs);
        boolean known = !inputs.isEmpty() || !all.isEmpty();
        facts.put("data_fields", String.valueOf(types.size()));
        return new Header("pmml", name == null || name.isBlank() ? null : name, facts.get("pmml_version"), framework,
                known ? new Signature(inputs, all, true) : Signature.UNKNOWN, List.of(),
                model == null ? List.of() : List.of("oip-v2"), facts, List.of());
    }
}
