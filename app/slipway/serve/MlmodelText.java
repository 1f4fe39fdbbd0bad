package slipway.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.contract.Signature;
import slipway.contract.Tensor;

/// The few lines of an `MLmodel` file that serving needs: the signature, and which file holds the graph.
///
/// MLflow writes this file itself, always in block style with plain or quoted scalars that may run over several lines;
/// that much YAML is read here without a YAML library, which would cost a good part of the start.
record MlmodelText(Signature signature, String onnxFile, @Nullable String artifactPath) {

    static MlmodelText of(String text) {
        Map<String, String> scalars = scalars(text);
        String inputs = scalars.get("signature.inputs");
        String outputs = scalars.get("signature.outputs");
        Signature signature = Signature.UNKNOWN;
        if (inputs != null && inputs.startsWith("[")) {
            List<Map<?, ?>> specs = objects(inputs);
            boolean tabular = specs.stream().noneMatch(spec -> "tensor".equals(spec.get("type")));
            signature = new Signature(tensors(specs),
                    outputs != null && outputs.startsWith("[") ? tensors(objects(outputs)) : List.of(), tabular);
        }
        String file = scalars.getOrDefault("flavors.onnx.data",
                scalars.getOrDefault("flavors.python_function.data", "model.onnx"));
        String artifact = scalars.get("artifact_path");
        return new MlmodelText(signature, file.endsWith(".onnx") ? file : file + "/model.onnx",
                artifact == null || artifact.equals("null") || artifact.contains("/") ? null : artifact);
    }

    /// Top-level `key: value` lines.
    static Map<String, String> flat(String text) {
        return scalars(text);
    }

    /// Every scalar by its dotted path.
    private static Map<String, String> scalars(String text) {
        var found = new LinkedHashMap<String, String>();
        var path = new ArrayList<String>();
        var indents = new ArrayList<Integer>();
        String open = null;
        var value = new StringBuilder();
        for (String line : text.lines().toList()) {
            String bare = line.strip();
            if (bare.isEmpty() || bare.startsWith("#")) continue;
            int indent = line.indexOf(bare.charAt(0));
            int colon = bare.indexOf(": ");
            boolean continues = open != null && !closed(value.toString());
            if (continues) {
                value.append(' ').append(bare);
                found.put(open, unquoted(value.toString()));
                continue;
            }
            if (bare.startsWith("- ") || (colon < 0 && !bare.endsWith(":"))) continue;
            while (!indents.isEmpty() && indents.getLast() >= indent) {
                indents.removeLast();
                path.removeLast();
            }
            path.add(colon < 0 ? bare.substring(0, bare.length() - 1) : bare.substring(0, colon));
            indents.add(indent);
            open = colon < 0 ? null : String.join(".", path);
            if (open == null) continue;
            value.setLength(0);
            value.append(bare.substring(colon + 2).strip());
            found.put(open, unquoted(value.toString()));
        }
        return found;
    }

    private static boolean closed(String value) {
        if (value.startsWith("'")) return value.length() > 1 && quotes(value.substring(1)) % 2 == 1;
        if (value.startsWith("\"")) return value.length() > 1 && value.endsWith("\"") && !value.endsWith("\\\"");
        return true;
    }

    private static long quotes(String value) {
        return value.chars().filter(c -> c == '\'').count();
    }

    private static String unquoted(String value) {
        if (value.length() > 1 && value.startsWith("'") && value.endsWith("'")) {
            return value.substring(1, value.length() - 1).replace("''", "'");
        }
        if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
            return value.substring(1, value.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\").replace("\\ ",
                    " ");
        }
        return value;
    }

    private static List<Map<?, ?>> objects(String json) {
        var list = new ArrayList<Map<?, ?>>();
        if (Json.read(json) instanceof List<?> all) {
            for (Object each : all)
                if (each instanceof Map<?, ?> map) list.add(map);
        }
        return list;
    }

    private static List<Tensor> tensors(List<Map<?, ?>> specs) {
        var list = new ArrayList<Tensor>();
        for (Map<?, ?> spec : specs) {
            String name = spec.get("name") instanceof String given ? given : String.valueOf(list.size());
            if (spec.get("tensor-spec") instanceof Map<?, ?> tensor && tensor.get("shape") instanceof List<?> shape) {
                list.add(new Tensor(name, String.valueOf(tensor.get("dtype")), List.<Object>copyOf(shape)));
            } else {
                list.add(new Tensor(name, columnType(String.valueOf(spec.get("type"))), List.of(-1)));
            }
        }
        return list;
    }

    private static String columnType(String mlflow) {
        return switch (mlflow) {
            case "boolean" -> "bool";
            case "integer" -> "int32";
            case "long" -> "int64";
            case "float" -> "float32";
            case "double" -> "float64";
            default -> mlflow;
        };
    }
}
