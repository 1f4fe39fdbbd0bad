package slipway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import slipway.contract.Signature;

/// A model of LightGBM: text that begins with `tree` and `version=`. Its header states the size of each tree.
final class LightgbmFormat implements FileFormat {
    private static final int MOST_LINES = 100;
    private static final int MOST_LINE = 1 << 20;
    private static final int SHOWN = 2_000;

    @Override
    public Optional<Header> read(Probe probe) throws IOException {
        if (!probe.has(0, "tree\nversion=") && !probe.has(0, "tree\r\nversion=")) return Optional.empty();
        var said = new LinkedHashMap<String, String>();
        try (InputStream in = Source.of(probe).open()) {
            var bytes = new Bytes(in, probe.size());
            boolean ended = false;
            for (int i = 0; i < MOST_LINES && !ended; i++) {
                String line = bytes.line(MOST_LINE).stripTrailing();
                int equals = line.indexOf('=');
                ended = line.isEmpty() || line.startsWith("Tree=");
                if (!ended && equals > 0) said.put(line.substring(0, equals), line.substring(equals + 1));
            }
            long trees = size(said.get("tree_sizes"), bytes);
            if (trees > bytes.left()) throw new Malformed("trees beyond the end", bytes.position());
        } catch (Malformed e) {
            throw e.of("LightGBM");
        }
        return Optional.of(new Header("lightgbm", null, said.get("version"), "LightGBM", Signature.UNKNOWN, List.of(),
                List.of("oip-v2"), facts(said), List.of()));
    }

    private static Map<String, String> facts(Map<String, String> said) {
        var facts = new LinkedHashMap<String, String>();
        for (String key : List.of("objective", "num_class", "num_tree_per_iteration", "max_feature_idx")) {
            String value = said.get(key);
            if (value != null) facts.put(key, cut(value));
        }
        String names = said.get("feature_names");
        if (names != null && !names.isBlank()) {
            facts.put("num_feature", String.valueOf(names.strip().split("\\s+").length));
            facts.put("feature_names", cut(names.strip().replaceAll("\\s+", ", ")));
        }
        String sizes = said.get("tree_sizes");
        if (sizes != null) facts.put("trees", String.valueOf(sizes.strip().split("\\s+").length));
        return facts;
    }

    private static long size(@Nullable String sizes, Bytes bytes) throws Malformed {
        long sum = 0;
        if (sizes == null || sizes.length() == MOST_LINE) return sum;
        for (String size : sizes.strip().split("\\s+", -1)) {
            if (!size.matches("\\d{1,12}")) throw new Malformed("no size of a tree", bytes.position());
            sum += Long.parseLong(size);
        }
        return sum;
    }

    private static String cut(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
