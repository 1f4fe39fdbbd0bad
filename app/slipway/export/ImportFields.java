package slipway.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.Code;
import slipway.spec.DeploymentSpec.Extension;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;
import slipway.spec.DeploymentSpec.RequestSettings;

/// Reads fields of a tree as leniently as platforms do: numbers may be texts, null is nothing. Stateless.
final class ImportFields {
    /// What stands for a value that a person fills in: `<NAME>`, `{{secrets/scope/key}}`.
    private static final Pattern OPEN = Pattern.compile("<[^<>]*>|\\{\\{.*}}");

    private ImportFields() {}

    static @Nullable String text(JsonNode from, String field) {
        JsonNode value = from.path(field);
        String text = value.isString() ? value.asString() : value.isNumber() ? value.toString() : "";
        return text.isBlank() ? null : text.strip();
    }

    static @Nullable Integer integer(JsonNode from, String field) {
        String text = text(from, field);
        return text != null && text.matches("[0-9]{1,9}") ? Integer.valueOf(text) : null;
    }

    /// 0 where it is none.
    static double number(JsonNode from, String field) {
        String text = text(from, field);
        return text != null && text.matches("[0-9]{1,9}(?:\\.[0-9]{1,9})?") ? Double.parseDouble(text) : 0;
    }

    static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.valueStream().forEach(each -> texts.add(each.asString("")));
        return texts;
    }

    static Map<String, String> map(JsonNode from) {
        var map = new LinkedHashMap<String, String>();
        from.properties().forEach(each -> map.put(each.getKey(), each.getValue().isNull()
                ? ""
                : each.getValue().asString("")));
        return map;
    }

    /// A list of pairs, as platforms write tags.
    static Map<String, String> pairs(JsonNode list, String key, String value) {
        var map = new LinkedHashMap<String, String>();
        list.valueStream().forEach(each -> {
            String name = text(each, key);
            String said = text(each, value);
            if (name != null) map.put(name, said == null ? "" : said);
        });
        return map;
    }

    /// The environment without values that stand for something.
    static Map<String, String> environment(String deployment, JsonNode from, Differences to) {
        Map<String, String> all = map(from);
        all.entrySet().removeIf(each -> {
            boolean open = OPEN.matcher(each.getValue()).matches();
            if (open) to.hand(deployment, "environment_variables." + each.getKey(), "export.all.unset", each.getKey());
            return open;
        });
        return all;
    }

    /// Says which fields of `from` are not among the `known`.
    static void unread(String deployment, JsonNode from, Set<String> known, Differences to) {
        for (String name : from.propertyNames()) {
            if (!known.contains(name) && !from.path(name).isNull())
                to.none(deployment, name, "export.all.unread", name);
        }
    }

    static DeploymentSpec deployment(String endpoint, String name, ModelRef model, @Nullable String image,
            Map<String, String> environment, @Nullable Integer instances, ProbeSpec ready, Extension own) {
        return new DeploymentSpec(name, endpoint, model, image, environment, instances == null ? 1 : instances,
                RequestSettings.DEFAULT, ProbeSpec.DEFAULT, ready, own, null, Code.NONE);
    }
}
