package slipway.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import slipway.catalog.PickleValue.Import;
import slipway.contract.Signature;

/// What the scan of pickles comes to: framework, facts and findings. Stateless.
final class PickleHeader {
    /// Imports that facts and findings name; the rest is counted.
    private static final int SHOWN = 40;
    private static final Map<String, String> FRAMEWORKS = Map.ofEntries(Map.entry("sklearn", "scikit-learn"),
            Map.entry("xgboost", "XGBoost"), Map.entry("lightgbm", "LightGBM"), Map.entry("catboost", "CatBoost"),
            Map.entry("torch", "PyTorch"), Map.entry("tensorflow", "TensorFlow"), Map.entry("keras", "Keras"),
            Map.entry("statsmodels", "statsmodels"), Map.entry("transformers", "Transformers"),
            Map.entry("imblearn", "imbalanced-learn"), Map.entry("pyspark", "Spark"),
            Map.entry("prophet", "Prophet"), Map.entry("spacy", "spaCy"));
    private static final Set<String> WRAPPED = Set.of("xgboost", "lightgbm", "catboost");

    private PickleHeader() {}

    /// A header of `format`; `facts` come before those of the pickle.
    static Header of(String format, @Nullable String name, PickleScan.Result said, Map<String, String> facts,
            String file) {
        var all = new LinkedHashMap<>(facts);
        if (said.root() != null) all.put("class", said.root());
        if (said.protocol() > 0) all.put("protocol", String.valueOf(said.protocol()));
        if (said.sklearn() != null) all.put("sklearn_version", said.sklearn());
        if (said.values() > 0) all.put("parameters", String.valueOf(said.values()));
        if (!said.imports().isEmpty()) all.put("imports", shown(List.copyOf(said.imports())));
        return new Header(format, name, said.sklearn(), framework(said), Signature.UNKNOWN, wrapped(said), List.of(),
                all,
                findings(said, file));
    }

    /// What is worth knowing of `said`; `file` is where it stands.
    static List<Finding> findings(PickleScan.Result said, String file) {
        var findings = new ArrayList<Finding>();
        for (Import what : of(said, PickleVerdict.UNSAFE)) {
            if (findings.size() == SHOWN) break;
            findings.add(new Finding("pickle/unsafe-import", Finding.Severity.ERROR, List.of(what.full()), file));
        }
        List<Import> suspicious = of(said, PickleVerdict.SUSPICIOUS);
        if (!suspicious.isEmpty()) {
            findings.add(new Finding("pickle/suspicious-import", Finding.Severity.WARNING, List.of(shown(suspicious)),
                    file));
        }
        if (said.trailing()) {
            findings.add(new Finding("pickle/trailing-bytes", Finding.Severity.WARNING, List.of(), file));
        }
        String damage = said.damage();
        if (damage != null) {
            String rule = said.tooLong() ? "pickle/not-wholly-read" : "pickle/unreadable";
            findings.add(new Finding(rule, Finding.Severity.WARNING, List.of(damage), file));
        }
        findings.add(new Finding("pickle/present", Finding.Severity.INFO, List.of(), file));
        return List.copyOf(findings);
    }

    private static List<Import> of(PickleScan.Result said, PickleVerdict verdict) {
        return said.imports().stream().filter(what -> PickleVerdict.of(what) == verdict).toList();
    }

    private static String shown(List<Import> imports) {
        String named = imports.stream().limit(SHOWN).map(what -> shortened(what.full())).sorted()
                .collect(Collectors.joining(", "));
        return imports.size() > SHOWN ? named + " … (" + imports.size() + ")" : named;
    }

    private static String shortened(String name) {
        return name.length() > 200 ? name.substring(0, 200) + "…" : name;
    }

    /// The library of what is pickled, else the first library that it imports.
    private static @Nullable String framework(PickleScan.Result said) {
        String root = said.root();
        String name = root == null ? null : FRAMEWORKS.get(topPackage(root));
        for (Import what : said.imports())
            if (name == null) name = FRAMEWORKS.get(topPackage(what.module()));
        if (name == null && said.legacy()) return "PyTorch";
        boolean versioned = said.sklearn() != null && "scikit-learn".equals(name);
        return versioned ? name + " " + said.sklearn() : name;
    }

    private static List<String> wrapped(PickleScan.Result said) {
        return said.imports().stream().map(what -> topPackage(what.module())).filter(WRAPPED::contains).distinct()
                .sorted().toList();
    }

    private static String topPackage(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
