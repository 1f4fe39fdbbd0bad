package slipway.catalog;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.contract.Signature;

/// A model of CatBoost: `CBM1`, a length, and a FlatBuffer that ends with what the training wrote of itself.
final class CatboostFormat implements FileFormat {
    private static final long WIDE = 0xffffffffL;
    private static final int MOST_INFO = 1_000;
    private static final int INFO_MAP = 2;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public Optional<Header> read(Probe probe) throws IOException {
        if (!probe.has(0, "CBM1")) return Optional.empty();
        var cursor = new Cursor(probe);
        try {
            cursor.at(4);
            long length = cursor.u32();
            if (length == WIDE) length = cursor.u64();
            long core = cursor.position();
            if (length < 8 || length > probe.size() - core) throw new Malformed("length beyond the end", core);
            FlatTable root = FlatTable.root(part(probe, core, length));
            var facts = new LinkedHashMap<String, String>();
            String version = root.text(0);
            if (version != null) facts.put("model_format", version);
            Map<String, String> info = info(root);
            loss(info.get("params"), facts);
            for (String key : List.of("model_guid", "train_finish_time"))
                if (info.containsKey(key)) facts.put(key, info.get(key));
            return Optional.of(new Header("catboost", null, null, "CatBoost", Signature.UNKNOWN, List.of(), List.of(),
                    facts, List.of()));
        } catch (Malformed e) {
            throw e.of("CatBoost");
        }
    }

    private static Map<String, String> info(FlatTable root) throws IOException {
        var info = new LinkedHashMap<String, String>();
        for (FlatTable entry : root.tables(INFO_MAP, MOST_INFO)) {
            String key = entry.text(0);
            String value = entry.text(1);
            if (key != null && value != null) info.put(key, value);
        }
        return info;
    }

    private static Cursor.Bytes part(Cursor.Bytes whole, long from, long size) {
        return new Cursor.Bytes() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public int read(long at, byte[] into) throws IOException {
                int count = whole.read(from + at, into);
                return (int) Math.min(count, size - at);
            }
        };
    }

    private static void loss(@Nullable String params, Map<String, String> facts) {
        if (params == null) return;
        try {
            JsonNode type = JSON.readTree(params).path("loss_function").path("type");
            if (type.isString()) facts.put("loss_function", type.asString());
        } catch (JacksonException e) {
            // parameters that are no JSON say nothing; the model is none the worse
            facts.put("loss_function", "?");
        }
    }
}
