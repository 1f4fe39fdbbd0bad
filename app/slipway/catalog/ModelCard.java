package slipway.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A model's `README.md`: the Markdown to show, and what its front matter states (as on the Hugging Face hub).
record ModelCard(String markdown, @Nullable String version, @Nullable String licence, Map<String, Double> metrics) {
    private static final Pattern FRONT = Pattern.compile("\\A---\\R(.*?)\\R---\\R*", Pattern.DOTALL);

    static ModelCard of(String text) {
        Matcher front = FRONT.matcher(text);
        if (!front.find()) return new ModelCard(text, null, null, Map.of());
        String markdown = text.substring(front.end());
        try {
            Map<String, Object> said = SafeYaml.map(front.group(1));
            var metrics = new LinkedHashMap<String, Double>();
            SafeYaml.asMap(said.get("metrics")).forEach((name, value) -> {
                Double number = number(value);
                if (number != null) metrics.put(name, number);
            });
            return new ModelCard(markdown, SafeYaml.text(said.get("version")), SafeYaml.text(said.get("license")),
                    metrics);
        } catch (YamlEngineException e) {
            // a card that is not quite YAML is still worth reading
            return new ModelCard(markdown, null, null, Map.of());
        }
    }

    private static @Nullable Double number(Object value) {
        try {
            return value instanceof String text ? Double.valueOf(text) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
