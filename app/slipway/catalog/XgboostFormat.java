package slipway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.contract.Signature;

/// A model of XGBoost: UBJSON, JSON, or the binary of old where its mark stands at its beginning. Never told by name.
final class XgboostFormat implements FileFormat {
    private static final Pattern UBJSON = Pattern.compile("\\{(?:L\0{7}|l\0{3}|I\0|i|U)\7(?:learner|version).*",
            Pattern.DOTALL);
    private static final Pattern JSON_HEAD = Pattern.compile("\\s*\\{.*\"learner\"\\s*:\\s*\\{.*", Pattern.DOTALL);
    private static final Pattern KEYS = Pattern.compile("\"(attributes|gradient_booster|learner_model_param)\"");
    private static final int HEAD = 1 << 12;
    private static final int MOST_NESTING = 64;
    private static final long MOST_JSON = 64L << 20;
    private static final int MOST_FEATURES = 1_000_000_000;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(MOST_NESTING).maxStringLength(1 << 20).build()).build())
            .build();

    @Override
    public Optional<Header> read(Probe probe) throws IOException {
        return begins(probe.head()) ? header(Source.of(probe), Map.of(), file(probe)) : Optional.empty();
    }

    static boolean begins(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("binf") || text.startsWith("bs64")) return true;
        if (!text.startsWith("{") && !text.stripLeading().startsWith("{")) return false;
        return UBJSON.matcher(text).matches() || (JSON_HEAD.matcher(text).matches() && KEYS.matcher(text).find());
    }

    static String file(Probe probe) {
        return String.valueOf(probe.path().getFileName());
    }

    /// What the model of `source` says; `facts` come first, `file` is the name of the file.
    static Optional<Header> header(Source source, Map<String, String> facts, String file) throws IOException {
        String head = new String(Source.head(source, HEAD), StandardCharsets.ISO_8859_1);
        if (head.startsWith("bin") || head.startsWith("bs64")) return legacy(source, head, facts, file);
        var said = new XgboostFacts(facts);
        try (InputStream in = source.open()) {
            if (UBJSON.matcher(head).matches()) {
                new Ubjson(new Bytes(in, source.size()), said).read();
            } else if (source.size() <= MOST_JSON) {
                json(in, said);
            }
        } catch (Malformed e) {
            throw e.of("XGBoost");
        } catch (JacksonException e) {
            throw new StudioException(Problem.of("catalog.damaged", "XGBoost", e.getOriginalMessage()), e);
        }
        return Optional.of(said.header());
    }

    private static void json(InputStream in, XgboostFacts said) {
        try (JsonParser parser = JSON.createParser(in)) {
            var path = new java.util.ArrayDeque<String>();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                    String name = parser.streamReadContext().getParent().currentName();
                    path.addLast(name == null ? "" : name);
                } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                    path.removeLast();
                } else if (token.isScalarValue() && path.size() <= XgboostFacts.DEEPEST) {
                    String name = parser.currentName();
                    said.value(String.join("/", path) + "/" + (name == null ? "" : name), parser.getString());
                }
            }
        }
    }

    /// The binary that XGBoost 3.1 can read no more: a mark, then base score, features and classes.
    private static Optional<Header> legacy(Source source, String head, Map<String, String> facts,
            String file) throws IOException {
        var all = new LinkedHashMap<>(facts);
        all.put("encoding", head.startsWith("binf") ? "binary" : "base64");
        if (head.startsWith("binf")) {
            try (InputStream in = source.open()) {
                var bytes = new Bytes(in, source.size());
                bytes.skip(4);
                float base = Float.intBitsToFloat((int) bytes.little(4));
                long features = bytes.little(4);
                int classes = (int) bytes.little(4);
                if (!Float.isFinite(base) || features > MOST_FEATURES || classes < 0) return Optional.empty();
                all.put("base_score", String.valueOf(base));
                all.put("num_feature", String.valueOf(features));
                all.put("num_class", String.valueOf(classes));
            } catch (Malformed e) {
                throw e.of("XGBoost");
            }
        }
        return Optional.of(new Header("xgboost", null, null, "XGBoost", Signature.UNKNOWN, List.of(), List.of(), all,
                List.of(new Finding("xgboost/legacy-binary", Finding.Severity.WARNING, List.of(), file))));
    }
}
