package slipway.export;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import slipway.contract.Contracts;
import slipway.contract.Launch;
import slipway.contract.ServingContract;
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
    /// As platforms and their printers write one; what is longer is no weight, port or size of anything.
    private static final Pattern NUMBER = Pattern
            .compile("[+]?(?:[0-9]{1,40}(?:\\.[0-9]{0,40})?|\\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?");

    private static final int SHORTEST_NAME = 3;
    private static final int LONGEST_NAME = 32;

    private ImportFields() {}

    static @Nullable String text(JsonNode from, String field) {
        JsonNode value = from.path(field);
        String text = value.isString() ? value.asString() : value.isNumber() ? value.toString() : "";
        return text.isBlank() ? null : text.strip();
    }

    /// A whole number of at least 0; what is said and is none is added to `to`.
    static @Nullable Integer integer(String deployment, JsonNode from, String field, Differences to) {
        BigDecimal number = number(deployment, from, field, to);
        if (number == null) return null;
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            // a part of one, or more than anybody counts here
            to.limit(deployment, field, "export.all.number", field, number.toString());
            return null;
        }
    }

    /// A number of at least 0; what is said and is none is added to `to`.
    static @Nullable BigDecimal number(String deployment, JsonNode from, String field, Differences to) {
        JsonNode value = from.path(field);
        if (value.isMissingNode() || value.isNull()) return null;
        String text = text(from, field);
        if (text != null && NUMBER.matcher(text).matches()) return new BigDecimal(text);
        to.limit(deployment, field, "export.all.number", field, value.isContainer() ? "…" : value.asString());
        return null;
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
        from.properties().stream().filter(each -> !known.contains(each.getKey()))
                .forEach(each -> unread(deployment, each, to));
    }

    /// Says that `field` is not taken over, unless it says nothing: it is null, or still stands for something.
    static void unread(String deployment, Map.Entry<String, JsonNode> field, Differences to) {
        JsonNode value = field.getValue();
        boolean nothing = value.isNull() || (value.isString() && OPEN.matcher(value.asString()).matches());
        if (!nothing) to.none(deployment, field.getKey(), "export.all.unread", field.getKey());
    }

    /// `wanted` as a name of the workspace, another than those that are `taken`.
    static String name(String wanted, Set<String> taken) {
        String clean = wanted.replaceAll("[^A-Za-z0-9-]+", "-").replaceAll("^[^A-Za-z]+|-+$", "");
        if (clean.length() < SHORTEST_NAME) clean = "model-" + clean;
        clean = clean.substring(0, Math.min(clean.length(), LONGEST_NAME)).replaceAll("-+$", "");
        String name = clean;
        for (int i = 2; taken.contains(name); i++)
            name = clean.substring(0, Math.min(clean.length(), LONGEST_NAME - 4)) + "-" + i;
        return name;
    }

    /// Takes out what the platform sets again by itself: that is not the person's.
    static void withoutPlatform(Map<String, String> environment, ServingContract contract, String endpoint,
            String name, @Nullable Integer port) {
        var launch = new Launch(endpoint, name, name, "1", contract.modelPath(), port == null ? contract.port() : port);
        Map<String, String> set = contract.environment(launch);
        environment.entrySet().removeIf(each -> set.containsKey(each.getKey())
                && (each.getKey().startsWith("SLIPWAY_") || each.getValue().equals(set.get(each.getKey()))));
    }

    /// Our own server says what it is served as, and what it is told there is told here again.
    private static Extension ours(Map<String, String> environment, ServingContract contract, String endpoint,
            String name, Extension own) {
        Integer said = own.port();
        Integer port = said != null && said == contract.port() ? null : said;
        String model = environment.getOrDefault("SLIPWAY_MODEL_NAME", name);
        String folder = environment.getOrDefault("SLIPWAY_MODEL_DIR", contract.modelPath());
        var launch = new Launch(endpoint, name, model, "1", folder, said == null ? contract.port() : said);
        var set = new LinkedHashMap<>(contract.environment(launch));
        set.putIfAbsent("MODEL_DEPLOY_PREDICT_ENDPOINT", contract.predictPath(model));
        set.putIfAbsent("MODEL_DEPLOY_HEALTH_ENDPOINT", contract.livePath());
        environment.entrySet().removeIf(each -> each.getKey().startsWith("SLIPWAY_")
                || each.getValue().equals(set.get(each.getKey())));
        boolean usual = own.entrypoint().isEmpty() && own.command().equals(contract.arguments());
        return new Extension(contract.id(), own.engine(), own.url(), port, own.healthPort(), own.entrypoint(),
                usual ? List.of() : own.command(), own.cpus(), own.memoryBytes(), own.gpus(), own.imageDigest(),
                own.network());
    }

    static DeploymentSpec deployment(String endpoint, String name, ModelRef model, @Nullable String image,
            Map<String, String> environment, @Nullable Integer instances, ProbeSpec ready, Extension own) {
        ServingContract contract = Contracts.byId(environment.getOrDefault("SLIPWAY_CONTRACT", "")).orElse(null);
        var all = new LinkedHashMap<>(environment);
        Extension known = contract == null ? own : ours(all, contract, endpoint, name, own);
        return new DeploymentSpec(name, endpoint, model, image, all, instances == null ? 1 : instances,
                RequestSettings.DEFAULT, ProbeSpec.DEFAULT, ready, known, null, Code.NONE);
    }
}
