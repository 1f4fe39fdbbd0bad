package slipway.validate;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

import slipway.base.JsonTree;
import slipway.validate.ValidationResult.Environment;

/// Reads what Python says of itself when asked [Ground#ASK]. Stateless.
final class PythonSays {
    private PythonSays() {}

    /// Unknown where the text holds no such line.
    static Environment environment(String text, String place) {
        String line = text.lines().filter(each -> each.startsWith("{\"python\"")).findFirst().orElse("");
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        try {
            if (JsonTree.read(bytes, 0, bytes.length) instanceof Map<?, ?> said
                    && said.get("packages") instanceof Map<?, ?> all) {
                var packages = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
                all.forEach((name, version) -> packages.put(String.valueOf(name), String.valueOf(version)));
                return new Environment(String.valueOf(said.get("python")), packages, place);
            }
        } catch (JsonTree.Malformed e) {
            System.getLogger(PythonSays.class.getName()).log(System.Logger.Level.DEBUG, place, e);
        }
        return new Environment("", Map.of(), place);
    }
}
