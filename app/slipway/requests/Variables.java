package slipway.requests;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `{{name}}` stands for. `{{$uuid}}`, `{{$timestamp}}`, `{{$isoTimestamp}}` and `{{$randomInt}}` are made anew at
/// each use. Immutable; any thread.
///
/// @param secrets names whose values are shown nowhere and stand in no request file
public record Variables(Map<String, String> values, Set<String> secrets) {
    public static final Variables NONE = new Variables(Map.of(), Set.of());
    private static final int STEPS = 10;
    private static final Pattern USE = Pattern.compile("\\{\\{\\s*(\\$?[\\w.-]+)\\s*}}");

    public Variables {
        values = Map.copyOf(values);
        secrets = Set.copyOf(secrets);
    }

    /// A draft with its variables filled in.
    ///
    /// @param missing  names in the address and the headers that nothing stands for; they stay as written
    /// @param leftOver the same in the body, where `{{name}}` may be meant as it is (a chat template)
    public record Filled(Draft draft, Set<String> missing, Set<String> leftOver) {}

    /// With `more`, which win over what is here.
    public Variables with(Map<String, String> more, Set<String> secret) {
        var all = new LinkedHashMap<>(values);
        all.putAll(more);
        var hidden = new TreeSet<>(secrets);
        hidden.addAll(secret);
        return new Variables(all, hidden);
    }

    /// Without the secrets: for texts that leave the studio.
    public Variables open() {
        var plain = new LinkedHashMap<>(values);
        plain.keySet().removeAll(secrets);
        return new Variables(plain, secrets);
    }

    public Filled fill(Draft draft) {
        var headers = new LinkedHashMap<String, String>();
        draft.headers().forEach((name, value) -> headers.put(fill(name), fill(value)));
        var made = new Draft(draft.name(), draft.method(), fill(draft.url()), headers, fill(draft.body()));
        var missing = uses(made.url());
        headers.forEach((name, value) -> {
            missing.addAll(uses(name));
            missing.addAll(uses(value));
        });
        return new Filled(made, Set.copyOf(missing), Set.copyOf(uses(made.body())));
    }

    public String fill(String text) {
        String now = text;
        // a variable may use another; ten steps end a circle
        for (int i = 0; i < STEPS && now.contains("{{"); i++) {
            String next = USE.matcher(now).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1),
                    found.group())));
            if (next.equals(now)) break;
            now = next;
        }
        return now;
    }

    /// Names used in `text`, each once.
    public static Set<String> uses(String text) {
        var names = new TreeSet<String>();
        Matcher use = USE.matcher(text);
        while (use.find())
            names.add(use.group(1));
        return names;
    }

    /// `text` with other names in it.
    ///
    /// @param names each name that changes, with its new one
    static String renamed(String text, Map<String, String> names) {
        return USE.matcher(text).replaceAll(found -> Matcher.quoteReplacement("{{" + names.getOrDefault(found.group(1),
                found.group(1)) + "}}"));
    }

    private String value(String name, String otherwise) {
        return switch (name) {
            case "$uuid", "$guid", "$random.uuid" -> UUID.randomUUID().toString();
            case "$timestamp" -> String.valueOf(Instant.now().getEpochSecond());
            case "$isoTimestamp" -> Instant.now().toString();
            case "$randomInt" -> String.valueOf(ThreadLocalRandom.current().nextInt(1_000));
            default -> values.getOrDefault(name, otherwise);
        };
    }

    /// Without the values of secrets, so that they reach no log.
    @Override
    public String toString() {
        return "Variables[" + open().values().keySet() + ", secrets " + secrets + "]";
    }
}
