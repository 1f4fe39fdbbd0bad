package slipway.requests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import slipway.base.SecretHeaders;
import slipway.base.Text;

/// Requests read from elsewhere, to be looked at before they are kept. Secrets have become variables. Immutable.
///
/// @param leftOut what could not be taken over, one line each
public record Imported(List<Draft> drafts, Map<String, String> variables, Map<String, String> secrets,
        List<String> leftOut) {
    public Imported {
        drafts = List.copyOf(drafts);
        variables = Map.copyOf(variables);
        secrets = Map.copyOf(secrets);
        leftOut = List.copyOf(leftOut);
    }

    /// Without the values of secrets.
    @Override
    public String toString() {
        return "Imported[" + drafts + ", secrets " + secrets.keySet() + ", " + leftOut + "]";
    }

    /// As it can stand beside `here`: a name that means something else there gets a number, in the requests too.
    public Imported beside(Variables here) {
        var names = new LinkedHashMap<String, String>();
        for (var own : List.of(variables, secrets)) {
            own.forEach((name, value) -> {
                if (here.values().getOrDefault(name, value).equals(value)) return;
                String free = name;
                for (int i = 2; !here.values().getOrDefault(free, value).equals(value)
                        || names.containsValue(free); i++)
                    free = name + "_" + i;
                names.put(name, free);
            });
        }
        if (names.isEmpty()) return this;
        return new Imported(drafts.stream().map(each -> renamed(each, names)).toList(), renamed(variables, names),
                renamed(secrets, names), leftOut);
    }

    private static Draft renamed(Draft draft, Map<String, String> names) {
        var headers = new LinkedHashMap<String, String>();
        draft.headers().forEach((name, value) -> headers.put(name, Variables.renamed(value, names)));
        return new Draft(draft.name(), draft.method(), Variables.renamed(draft.url(), names), headers, Variables
                .renamed(draft.body(), names));
    }

    private static Map<String, String> renamed(Map<String, String> values, Map<String, String> names) {
        var renamed = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> renamed.put(names.getOrDefault(name, name), Variables.renamed(value, names)));
        return renamed;
    }

    /// Collects while a reader goes through its source. One thread.
    static final class Collector {
        private final List<Draft> drafts = new ArrayList<>();
        private final Map<String, String> variables = new LinkedHashMap<>();
        private final Map<String, String> secrets = new LinkedHashMap<>();
        private final LinkedHashSet<String> leftOut = new LinkedHashSet<>();

        /// Puts the draft in, its secret headers as variables.
        void add(Draft draft) {
            var headers = new LinkedHashMap<String, String>();
            draft.headers().forEach((name, value) -> headers.put(name, SecretHeaders.has(name)
                    ? hidden(name, value)
                    : value));
            drafts.add(new Draft(draft.name(), draft.method(), draft.url(), headers, draft.body()));
        }

        void variable(String name, String value, boolean secret) {
            (secret ? secrets : variables).put(name, value);
        }

        /// @param key a text that says what, with its `args`
        void leftOut(String key, Object... args) {
            leftOut.add(Text.of(key, args));
        }

        Imported done() {
            return new Imported(drafts, variables, secrets, List.copyOf(leftOut));
        }

        /// With a variable in the place of the secret.
        String hidden(String name, String value) {
            String scheme = SecretHeaders.scheme(name, value);
            String secret = value.substring(scheme.length());
            if (secret.isEmpty() || !Variables.uses(secret).isEmpty()) return value;
            String base = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
            String variable = base;
            for (int i = 2; secrets.containsKey(variable) && !secret.equals(secrets.get(variable)); i++)
                variable = base + "_" + i;
            secrets.put(variable, secret);
            return scheme + "{{" + variable + "}}";
        }
    }
}
