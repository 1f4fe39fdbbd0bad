package slipway.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Compares what pickles import, and what tree libraries state, with a corpus' manifest.
final class CorpusPickles {
    private static final List<String> STATED = List.of("booster", "objective", "num_feature", "num_class", "trees",
            "base_score", "archive_version");

    private CorpusPickles() {}

    /// All that the manifest names is imported. More is no fault: its own walk ends at the first array of joblib's.
    static List<String> imports(Model model, JsonNode globals) {
        if (globals.isMissingNode()) return List.of();
        String shown = model.facts().getOrDefault("imports", "");
        Set<String> read = Set.of(shown.split(", "));
        var missing = new ArrayList<String>();
        globals.forEach(each -> {
            if (!read.contains(each.asString(""))) missing.add("imports " + each.asString("") + ", read " + shown);
        });
        return missing;
    }

    static List<String> trees(Model model, JsonNode expected) {
        var wrong = new ArrayList<String>();
        for (String key : STATED) {
            String wanted = expected.path(key).asString("");
            String read = model.facts().getOrDefault(key, wanted);
            if (expected.hasNonNull(key) && !read.equals(wanted) && !same(read, wanted)) {
                wrong.add(key + " " + wanted + ", read as " + read);
            }
        }
        return wrong;
    }

    /// What picklescan holds for dangerous is unsafe here, and nothing else is.
    static List<String> hostile(@Nullable Model model, JsonNode picklescan) {
        if (picklescan.isMissingNode()) return List.of();
        var wanted = new TreeSet<String>();
        picklescan.path("globals").forEach(each -> {
            String[] judged = each.asString("").split(":", 2);
            if (judged[1].equals("dangerous")) wanted.add(judged[0]);
        });
        Set<String> read = model == null
                ? Set.of()
                : model.findings().stream()
                        .filter(found -> found.rule().equals("pickle/unsafe-import"))
                        .map(found -> String.valueOf(found.args().getFirst())).collect(Collectors.toSet());
        return read.equals(wanted) ? List.of() : List.of("unsafe " + wanted + ", read as " + new TreeSet<>(read));
    }

    private static boolean same(String read, String wanted) {
        try {
            return Double.parseDouble(read) == Double.parseDouble(wanted);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
