package slipway.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import slipway.contract.Signature;

/// A safetensors file (safetensors/src/tensor.rs): a length, a JSON text of that length, and the weights. The index of
/// a sharded one stands for its shards.
final class SafetensorsFormat implements FileFormat {
    private static final String ID = "safetensors";
    private static final String INDEX = ".safetensors.index.json";
    private static final Pattern SHARD = Pattern.compile("(.*)-\\d{5}-of-\\d{5}\\.safetensors");
    private static final int MOST_INDEX = 4 << 20;
    private static final Map<String, String> FACTS = Map.of("total_parameters", "parameters", "total_size",
            "weight_bytes");

    @Override
    public Optional<Header> read(Probe probe) throws IOException {
        if (probe.named(INDEX)) return index(probe);
        if (!begins(probe) || shardOfIndex(probe.path())) return Optional.empty();
        try {
            var said = SafetensorsHeader.read(probe);
            return Optional.of(header(said.facts(), said.framework()));
        } catch (Malformed e) {
            // the format has no magic: where neither the start nor the name fits fully it is something else
            if (!probe.named(".safetensors")) return Optional.empty();
            throw e.of(ID);
        }
    }

    private static Header header(Map<String, String> facts, @Nullable String framework) {
        return new Header(ID, null, null, framework, Signature.UNKNOWN, List.of(), List.of(), facts, List.of());
    }

    private static boolean begins(Probe probe) {
        if (probe.named(".safetensors")) return true;
        byte[] head = probe.head();
        if (head.length < 10 || head[8] != '{') return false;
        long length = 0;
        for (int i = 7; i >= 0; i--)
            length = length << 8 | (head[i] & 0xff);
        return length > 0 && length <= SafetensorsHeader.LONGEST && length <= probe.size() - 8;
    }

    /// Whether the index beside it speaks for this file.
    private static boolean shardOfIndex(Path path) {
        var name = SHARD.matcher(String.valueOf(path.getFileName()));
        return name.matches() && Files.isRegularFile(path.resolveSibling(name.group(1) + INDEX));
    }

    private static Optional<Header> index(Probe probe) throws IOException {
        if (probe.size() > MOST_INDEX) return Optional.empty();
        try {
            JsonNode json = SafeJson.tree(new Cursor(probe).bytes(probe.size()));
            var shards = new TreeSet<String>();
            json.path("weight_map").forEach(shard -> shards.add(shard.asString("")));
            if (shards.isEmpty()) return Optional.empty();
            var facts = new LinkedHashMap<String, String>();
            JsonNode metadata = json.path("metadata");
            for (String key : List.of("total_parameters", "total_size"))
                if (metadata.path(key).isIntegralNumber()) facts.put(FACTS.get(key), metadata.path(key).asString());
            facts.put("shards", String.valueOf(shards.size()));
            String file = String.valueOf(probe.path().getFileName());
            List<Finding> findings = shards.stream().filter(shard -> missing(probe.path(), shard))
                    .map(shard -> new Finding("safetensors/shard-missing", Finding.Severity.ERROR, List.of(shard),
                            file))
                    .toList();
            return Optional.of(new Header(ID, null, null, null, Signature.UNKNOWN, List.of(), List.of(), facts,
                    findings));
        } catch (Malformed e) {
            throw e.of(ID);
        }
    }

    private static boolean missing(Path index, String shard) {
        // a shard lies beside its index; whatever leads elsewhere is as good as missing
        return shard.isEmpty() || shard.contains("/") || shard.contains("\\") || shard.indexOf('\0') >= 0
                || !Files.isRegularFile(index.resolveSibling(shard));
    }
}
