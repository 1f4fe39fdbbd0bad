package slipway.testkit;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import slipway.contract.Contracts;

/// What must hold between the sources and the bundles, as functions from both to broken rules.
public final class TextRules {
    /// Keys that the code puts together at run time: the prefix, and where the rest comes from. Except for the help and
    /// the states, each part of the rest is still a literal somewhere in the sources.
    public static final Map<String, String> DYNAMIC = Map.ofEntries(
            Map.entry("cli.help.", "picocli asks for each option and command"),
            Map.entry("cli.doctor.name.", "DoctorCommand: a check’s name"),
            Map.entry("cli.doctor.fix.", "DoctorCommand: a check’s name"),
            Map.entry("check.kind.", "ContractRun: a kind’s name"), Map.entry("check.seen.", "Outcome: what was seen"),
            Map.entry("check.skip.", "Outcome: why it was skipped"),
            Map.entry("check.finding.", "ArtifactKinds: a finding that a profile names"),
            Map.entry("deploy.step.", "StoryBoard: a step’s name"),
            Map.entry("endpoints.column.", "RequestTable: a column’s name"),
            Map.entry("finding.", "Finding: a rule with / as ."), Map.entry("housekeeping.kind.", "Kind: its word"),
            Map.entry("housekeeping.lost.", "Kind: its word"), Map.entry("page.", "Shell: a page’s id"),
            Map.entry("logview.times.", "LogToolbar: LogTimes in small letters"),
            Map.entry("metrics.chart.", "MetricKind in small letters"),
            Map.entry("metrics.mark.", "Mark: its kind in small letters"),
            Map.entry("network.purpose.", "Purpose: its word"), Map.entry("network.when.", "Purpose: its word"),
            Map.entry("status.deployment.", "StatusPill: a DeploymentState in small letters"),
            Map.entry("traffic.answer.", "Refusal: a code of the gateway"));
    /// Words in help keys that picocli makes by itself.
    private static final Set<String> OF_PICOCLI = Set.of("usage", "description", "help", "version",
            "mixinStandardHelpOptions", "synopsisHeading", "commandListHeading");

    private static final Pattern KEYED = Pattern
            .compile("\\b(?:Text\\.(?:of|has)|[tT]asks(?:\\(\\))?\\s*\\.start|[pP]rogress\\.stage)\\(\\s*");
    private static final Pattern CODED = Pattern.compile("\\b(?:Problem|StudioException)\\.of\\(\\s*");
    private static final Pattern ADDED = Pattern.compile("\\.add\\((?=\\s*(?:Activity\\.)?Outcome\\.)");
    private static final Pattern FOUND = Pattern.compile("\\bnew Finding\\(\\s*");
    private static final Pattern DOTTED = Pattern.compile("[a-z][a-z-]*(?:\\.[a-z][a-z0-9-]*)+");
    private static final Pattern RULE = Pattern.compile("[a-z]+/[a-z]+(?:-[a-z]+)+");
    private static final Pattern SHOWN = Pattern.compile("\\b(?:set(?:Text|PromptText|AccessibleText|Title|HeaderText"
            + "|ContentText)|new (?:Label|Button|Tooltip|Hyperlink|MenuItem|CheckBox|ToggleButton)|Labels\\.\\w+)\\(");
    private static final Pattern SENTENCE = Pattern.compile("\\p{L}{2,}[,.:;]? \\p{L}{2,}");
    private static final Pattern FOREIGN = Pattern
            .compile("\\bButtonType\\.(?:APPLY|OK|CANCEL|CLOSE|YES|NO|FINISH|NEXT|PREVIOUS)\\b");
    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)");
    private static final Pattern TRIO = Pattern.compile("(problem\\..+)\\.(?:what|why|fix)");

    private TextRules() {}

    /// Reads one bundle; a key that it has twice is added to `twice`.
    public static Map<String, String> bundle(String content, Set<String> twice) {
        var texts = new TreeMap<String, String>();
        var own = new Properties() {
            private static final long serialVersionUID = 1;

            @Override
            public synchronized Object put(Object key, Object value) {
                if (texts.put((String) key, (String) value) != null) twice.add(key + " stands twice");
                return texts;
            }
        };
        try {
            own.load(new StringReader(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /// Keys that stand twice, in one file or in two.
    public static Set<String> twice(Map<String, String> files) {
        var broken = new TreeSet<String>();
        var seen = new TreeSet<String>();
        files.values().forEach(content -> bundle(content, broken).keySet().forEach(key -> {
            if (!seen.add(key)) broken.add(key + " stands twice");
        }));
        return broken;
    }

    /// All texts of all files.
    public static Map<String, String> merged(Map<String, String> files) {
        var all = new TreeMap<String, String>();
        files.values().forEach(content -> all.putAll(bundle(content, new TreeSet<>())));
        return all;
    }

    /// Texts that the sources ask for and the bundles do not have.
    public static Set<String> missing(Map<String, String> sources, Set<String> texts, List<String> areas) {
        var broken = new TreeSet<String>();
        sources.forEach((file, source) -> {
            JavaText.firstLiterals(source, KEYED).forEach(key -> need(broken, file, key, texts));
            JavaText.firstLiterals(source, CODED).forEach(code -> List.of(".what", ".why", ".fix")
                    .forEach(part -> need(broken, file, "problem." + code + part, texts)));
            JavaText.literalsOf(source, ADDED).stream().filter(literal -> DOTTED.matcher(literal).matches())
                    .forEach(key -> need(broken, file, key, texts));
            JavaText.firstLiterals(source, FOUND).stream().filter(rule -> rule.contains("/"))
                    .forEach(rule -> need(broken, file, "finding." + rule.replace('/', '.'), texts));
            for (String literal : JavaText.literals(source)) {
                if (looksLikeAKey(literal, areas) && !texts.contains("problem." + literal + ".what")) {
                    need(broken, file, literal, texts);
                }
                if (file.contains("/catalog/") && RULE.matcher(literal).matches()) {
                    need(broken, file, "finding." + literal.replace('/', '.'), texts);
                }
            }
        });
        texts.forEach(key -> {
            var trio = TRIO.matcher(key);
            if (trio.matches())
                List.of(".what", ".why", ".fix").forEach(
                        part -> need(broken, "bundle", trio.group(1) + part, texts));
        });
        return broken;
    }

    private static void need(Set<String> broken, String file, String key, Set<String> texts) {
        if (!texts.contains(key)) broken.add(file + " asks for " + key);
    }

    /// A key may be handed on before it is asked for; every area names its keys after itself.
    private static boolean looksLikeAKey(String literal, List<String> areas) {
        return DOTTED.matcher(literal).matches() && areas.contains(literal.substring(0, literal.indexOf('.')))
                && !literal.matches(".*\\.(?:json|yml|yaml|db|log|onnx|pb|sock)");
    }

    /// Texts that nothing asks for.
    public static Set<String> unused(Map<String, String> sources, Set<String> texts, Set<String> alsoWords) {
        var literals = new TreeSet<String>(alsoWords);
        sources.values().forEach(source -> literals.addAll(JavaText.literals(source)));
        Set<String> words = literals.stream().flatMap(literal -> List.of(literal,
                literal.replaceFirst("^-+", ""), literal.replace('/', '.')).stream()).collect(Collectors.toSet());
        var broken = new TreeSet<String>();
        for (String key : texts) {
            var trio = TRIO.matcher(key);
            boolean used = literals.contains(key)
                    || (trio.matches() && literals.contains(trio.group(1).substring(8)))
                    || DYNAMIC.keySet().stream().anyMatch(prefix -> key.startsWith(prefix)
                            && known(prefix, key.substring(prefix.length()), words));
            if (!used) broken.add(key + " is not used");
        }
        return broken;
    }

    private static boolean known(String prefix, String rest, Set<String> words) {
        return switch (prefix) {
            case "cli.help." -> List.of(rest.split("\\.")).stream()
                    .allMatch(word -> OF_PICOCLI.contains(word) || words.contains(word));
            // and why it matters, and what to do
            case "finding." -> words.contains(rest.replaceFirst("\\.(?:why|fix)$", ""));
            case "check.kind." -> rest.matches(".*\\.(?:asks|fix)")
                    && words.contains(rest.substring(0, rest.lastIndexOf('.')));
            case "check.finding." -> Contracts.PROFILES.stream().flatMap(profile -> profile.rules().stream())
                    .anyMatch(rule -> rule.text("finding", "").replace('/', '.').equals(rest));
            case "page." -> rest.endsWith(".title") && words.contains(rest.substring(0, rest.length() - 6));
            default -> words.contains(rest);
        };
    }

    /// Bundle files without an area, and areas without a file.
    public static Set<String> areas(Set<String> files, List<String> areas) {
        var broken = new TreeSet<String>();
        var named = areas.stream().map(area -> "ui-resources/i18n/text-" + area + ".properties").toList();
        files.stream().filter(file -> !named.contains(file)).forEach(file -> broken.add(file + " is in no area"));
        named.stream().filter(file -> !files.contains(file)).forEach(file -> broken.add(file + " is not there"));
        return broken;
    }

    /// Patterns that cannot be filled, straight apostrophes (they quote), and arguments that no part shows.
    public static Set<String> patterns(Map<String, String> texts) {
        var broken = new TreeSet<String>();
        var places = new TreeMap<String, Set<Integer>>();
        texts.forEach((key, pattern) -> {
            if (pattern.contains("'")) broken.add(key + " has a straight apostrophe");
            try {
                new MessageFormat(pattern, Locale.ENGLISH);
            } catch (IllegalArgumentException e) {
                broken.add(key + " is no pattern: " + e.getMessage());
            }
            var trio = TRIO.matcher(key);
            places.computeIfAbsent(trio.matches() ? trio.group(1) : key, k -> new TreeSet<>())
                    .addAll(PLACE.matcher(pattern).results().map(place -> Integer.valueOf(place.group(1))).toList());
        });
        places.forEach((key, used) -> {
            for (int i = 0; i < used.size(); i++) {
                if (!used.contains(i)) {
                    broken.add(key + " leaves out {" + i + "}");
                    break;
                }
            }
        });
        return broken;
    }

    /// Buttons of JavaFX, which speak the system’s language and not the studio’s.
    public static Set<String> foreignButtons(Map<String, String> sources) {
        var broken = new TreeSet<String>();
        sources.forEach((file, source) -> FOREIGN.matcher(source).results()
                .forEach(found -> broken.add(file + " uses " + found.group())));
        return broken;
    }

    /// Sentences in the code of the window that are no keys.
    public static Set<String> sentences(Map<String, String> sources) {
        var broken = new TreeSet<String>();
        sources.forEach((file, source) -> {
            var shown = new ArrayList<>(JavaText.literalsOf(source, SHOWN));
            shown.stream().filter(literal -> SENTENCE.matcher(literal).find())
                    .forEach(literal -> broken.add(file + " says “" + literal + "”"));
        });
        return broken;
    }
}
