package slipway.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import slipway.contract.Signature;

/// Gathers what a model of XGBoost says of itself while it is read, by the path of each value. One reading.
final class XgboostFacts {
    /// Containers around the deepest value that matters.
    static final int DEEPEST = 6;
    private static final int MOST_NAMES = 200;
    private static final Map<String, String> KEPT = Map.of("/learner/learner_model_param/num_feature", "num_feature",
            "/learner/learner_model_param/num_class", "num_class",
            "/learner/learner_model_param/base_score", "base_score",
            "/learner/objective/name", "objective", "/learner/gradient_booster/name", "booster",
            "/learner/gradient_booster/model/gbtree_model_param/num_trees", "trees");

    private final Map<String, String> facts;
    private final List<String> version = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> types = new ArrayList<>();

    XgboostFacts(Map<String, String> facts) {
        this.facts = new LinkedHashMap<>(facts);
    }

    /// `value` stands at `path`: names with a slash before each, an item of a list with an empty name.
    void value(String path, String value) {
        String kept = KEPT.get(path);
        if (kept != null && value.length() < 200) facts.put(kept, value);
        else if (path.equals("/version/") && version.size() < 3) version.add(value);
        else if (path.equals("/learner/feature_names/") && names.size() < MOST_NAMES) names.add(value);
        else if (path.equals("/learner/feature_types/") && types.size() < MOST_NAMES) types.add(value);
    }

    Header header() {
        var all = new LinkedHashMap<>(facts);
        if (!names.isEmpty()) all.put("feature_names", String.join(", ", names));
        if (!types.isEmpty()) all.put("feature_types", String.join(", ", types));
        String stated = version.isEmpty() ? null : String.join(".", version);
        return new Header("xgboost", null, stated, stated == null ? "XGBoost" : "XGBoost " + stated, Signature.UNKNOWN,
                List.of(), List.of("oip-v2"), all, List.of());
    }
}
