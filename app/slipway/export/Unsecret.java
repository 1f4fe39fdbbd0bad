package slipway.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import slipway.base.Masked;
import slipway.base.PlainWords;
import slipway.spec.EndpointSpec;

/// Takes what looks secret out of the texts that targets write as they are: descriptions, tags and what is only passed
/// on. A placeholder stands in its place, which a person fills in. Stateless.
final class Unsecret {
    private Unsecret() {}

    static ExportSource of(ExportSource source, Differences to) {
        EndpointSpec said = source.endpoint();
        var tags = new LinkedHashMap<String, String>();
        said.tags().forEach((name, value) -> tags.put(name, text("", "tags." + name, name, value, to)));
        var endpoint = new EndpointSpec(said.name(), said.authMode(), text("", "description", "", said.description(),
                to), tags, said.traffic(), said.mirror(), said.slipway());
        var carried = new LinkedHashMap<String, Map<String, Object>>();
        source.carried().forEach((name, values) -> carried.put(name, map(name, "", values, to)));
        return source.with(endpoint, carried);
    }

    private static String text(String deployment, String field, String name, String value, Differences to) {
        if (Masked.secret(name, value)) {
            to.hand(deployment, field, "export.all.secret", field, PlainWords.PLACEHOLDER);
            // where the name says it, nothing of the value is left
            return Masked.named(name) || Masked.text(value).equals(value)
                    ? PlainWords.PLACEHOLDER
                    : PlainWords.masked(value);
        }
        return value;
    }

    private static Map<String, Object> map(String deployment, String path, Map<?, ?> values, Differences to) {
        var all = new LinkedHashMap<String, Object>();
        values.forEach((key, value) -> all.put(String.valueOf(key), value(deployment, path + key, String.valueOf(key),
                value, to)));
        return all;
    }

    private static Object value(String deployment, String field, String name, Object value, Differences to) {
        return switch (value) {
            case Map<?, ?> map -> map(deployment, field + ".", map, to);
            case List<?> list -> {
                List<Object> all = new ArrayList<>();
                list.forEach(each -> all.add(value(deployment, field, name, each, to)));
                yield all;
            }
            case String text -> text(deployment, field, name, text, to);
            default -> value;
        };
    }
}
