package slipway.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A model's `README.md`: the Markdown to show, and what its front matter states (as on the Hugging Face hub).
record ModelCard(String markdown, @Nullable String version, @Nullable String licence, Map<String, Double> metrics,
        List<String> tags) {
    private static final int MOST_TAGS = 50;
    private static final Pattern FRONT = Pattern.compile("\\A---\\R(.*?)\\R---\\R*", Pattern.DOTALL);

    static ModelCard of(String text) {
        Matcher front = FRONT.matcher(text);
        if (!front.find()) return new ModelCard(text, null, null, Map.of(), List.of());
        String markdown = text.substring(front.end());
        try {
            Map<String, Object> said = SafeYaml.map(front.group(1));
            var metrics = new LinkedHashMap<String, Double>();
            SafeYaml.asMap(said.get("metrics")).forEach((name, value) -> {
                Double number = number(value);
                if (number != null) metrics.put(name, number);
            });
            return new ModelCard(markdown, SafeYaml.text(said.get("version")), SafeYaml.text(said.get("license")),
                    metrics, tags(said.get("tags")));
        } catch (YamlEngineException e) {
            // a card that is not quite YAML is still worth reading
            return new ModelCard(markdown, null, null, Map.of(), List.of());
        }
    }

    private static List<String> tags(@Nullable Object said) {
        if (!(said instanceof List<?> list)) return List.of();
        return list.stream().filter(String.class::isInstance).map(each -> ((String) each).strip())
                .filter(tag -> !tag.isEmpty() && tag.length() < 60 && !tag.contains(", ")).limit(MOST_TAGS).toList();
    }

    private static @Nullable Double number(Object value) {
        try {
            return value instanceof String text ? Double.valueOf(text) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
