package slipway.catalog.fix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import slipway.base.StudioException;
import slipway.catalog.SafeYaml;

/// A conda environment (`conda.yaml`, `environment.yml`), its channels and its pip section changed in the text. Stateless.
final class CondaFile {
    static final Set<String> NAMES = Set.of("conda.yaml", "conda.yml", "environment.yml", "environment.yaml");
    private static final String DEFAULTS = "defaults";

    private CondaFile() {}

    static List<String> channels(String text) {
        return items(text, "channels");
    }

    /// The lines of the pip section, options too.
    static List<String> pip(String text) {
        return items(text, "dependencies", "pip");
    }

    /// What conda itself is to install.
    static List<String> packages(String text) {
        return items(text, "dependencies").stream().filter(each -> !each.isEmpty()).toList();
    }

    private static List<String> items(String text, String... path) {
        YamlSequence found = YamlSequence.at(text, path);
        return found == null ? List.of() : found.items();
    }

    /// Without the channel `defaults` (A158); conda-forge takes its place where no other channel stands.
    static @Nullable String withoutDefaults(String text) {
        String now = text;
        for (YamlSequence list = YamlSequence.at(now, "channels"); list != null; list = YamlSequence.at(now,
                "channels")) {
            int at = list.items().indexOf(DEFAULTS);
            if (at < 0) return now.equals(text) ? null : now;
            boolean other = list.items().stream()
                    .anyMatch(each -> !each.equals(DEFAULTS) && !each.equals("nodefaults"));
            String next = other ? list.without(at) : list.with(at, "conda-forge");
            if (next == null) return null;
            now = next;
        }
        return null;
    }

    static String changed(String file, String text, int index, Requirement next) {
        YamlSequence list = YamlSequence.at(text, "dependencies", "pip");
        return need(file, list == null ? null : list.with(index, next.text()));
    }

    static String removed(String file, String text, int index) {
        YamlSequence list = YamlSequence.at(text, "dependencies", "pip");
        if (list == null) return need(file, null);
        return need(file, list.items().size() == 1 ? withoutPip(text, list.items().getFirst()) : list.without(index));
    }

    /// Conda takes no empty pip section.
    private static @Nullable String withoutPip(String text, String last) {
        var lines = new ArrayList<>(List.of(text.split("\n", -1)));
        lines.removeIf(line -> line.matches("\\s*-\\s*pip\\s*:\\s*(#.*)?")
                || line.matches("\\s*-\\s+[\"']?\\Q" + last + "\\E[\"']?\\s*(#.*)?"));
        String after = String.join("\n", lines);
        Map<String, Object> expected = SafeYaml.map(text);
        if (expected.get("dependencies") instanceof List<?> all) all.removeIf(Map.class::isInstance);
        return reads(after, expected) ? after : null;
    }

    private static boolean reads(String text, Map<String, Object> expected) {
        try {
            return SafeYaml.map(text).equals(expected);
        } catch (YamlEngineException e) {
            return false;
        }
    }

    static String added(String file, String text, Requirement requirement) {
        YamlSequence list = YamlSequence.at(text, "dependencies", "pip");
        return need(file, list == null ? withPip(text, requirement.text()) : list.plus(requirement.text()));
    }

    /// With a pip section, and pip itself, at the end of what conda installs.
    private static @Nullable String withPip(String text, String requirement) {
        YamlSequence all = YamlSequence.at(text, "dependencies");
        if (all == null || all.items().contains("") || all.items().isEmpty()) return null;
        boolean pip = all.items().stream().anyMatch(each -> each.matches("pip([=<>~! ].*)?"));
        String base = pip ? text : all.plus("pip");
        YamlSequence grown = base == null ? null : YamlSequence.at(base, "dependencies");
        String marked = grown == null ? null : grown.plus("pip:");
        if (marked == null) return null;
        var lines = new ArrayList<>(List.of(marked.split("\n", -1)));
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).stripTrailing().endsWith("- \"pip:\"")) continue;
            String indent = lines.get(i).substring(0, lines.get(i).indexOf('-'));
            String end = lines.get(i).endsWith("\r") ? "\r" : "";
            lines.set(i, indent + "- pip:" + end);
            lines.add(i + 1, indent + "  - " + requirement + end);
            String after = String.join("\n", lines);
            return pip(after).equals(List.of(requirement)) ? after : null;
        }
        return null;
    }

    private static String need(String file, @Nullable String after) {
        if (after == null) throw StudioException.of("catalog.conda-not-editable", file);
        return after;
    }
}
