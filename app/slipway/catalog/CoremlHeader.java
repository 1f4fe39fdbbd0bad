package slipway.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.contract.Tensor;

/// What stands in a Core ML specification besides the network (coremltools, mlmodel/format/Model.proto). One reading,
/// one thread.
final class CoremlHeader {
    private static final int MOST_FEATURES = 100_000;
    private static final Map<Integer, String> TYPES = Map.ofEntries(Map.entry(200, "pipelineClassifier"),
            Map.entry(201, "pipelineRegressor"), Map.entry(202, "pipeline"), Map.entry(300, "glmRegressor"),
            Map.entry(301, "supportVectorRegressor"), Map.entry(302, "treeEnsembleRegressor"),
            Map.entry(303, "neuralNetworkRegressor"), Map.entry(304, "bayesianProbitRegressor"),
            Map.entry(400, "glmClassifier"), Map.entry(401, "supportVectorClassifier"),
            Map.entry(402, "treeEnsembleClassifier"), Map.entry(403, "neuralNetworkClassifier"),
            Map.entry(404, "kNearestNeighborsClassifier"), Map.entry(500, "neuralNetwork"),
            Map.entry(501, "itemSimilarityRecommender"), Map.entry(502, "mlProgram"), Map.entry(555, "customModel"),
            Map.entry(556, "linkedModel"), Map.entry(560, "classConfidenceThresholding"),
            Map.entry(600, "oneHotEncoder"), Map.entry(601, "imputer"), Map.entry(602, "featureVectorizer"),
            Map.entry(603, "dictVectorizer"), Map.entry(604, "scaler"), Map.entry(606, "categoricalMapping"),
            Map.entry(607, "normalizer"), Map.entry(609, "arrayFeatureExtractor"),
            Map.entry(610, "nonMaximumSuppression"), Map.entry(900, "identity"), Map.entry(2000, "textClassifier"),
            Map.entry(2001, "wordTagger"), Map.entry(2002, "visionFeaturePrint"),
            Map.entry(2003, "soundAnalysisPreprocessing"), Map.entry(2004, "gazetteer"),
            Map.entry(2005, "wordEmbedding"), Map.entry(2006, "audioFeaturePrint"), Map.entry(3000, "serializedModel"));
    private static final Map<Long, String> ARRAYS = Map.of(65_552L, "float16", 65_568L, "float32", 65_600L, "float64",
            131_080L, "int8", 131_104L, "int32");

    final List<Tensor> inputs = new ArrayList<>();
    final List<Tensor> outputs = new ArrayList<>();
    final Map<String, String> userDefined = new LinkedHashMap<>();
    String description = "";
    String version = "";
    String author = "";
    String licence = "";
    long specification;
    boolean updatable;
    @Nullable
    String type;

    private final ProtoReader in;

    private CoremlHeader(ProtoReader in) {
        this.in = in;
    }

    static CoremlHeader read(Cursor.Bytes bytes) throws IOException {
        var header = new CoremlHeader(new ProtoReader(bytes));
        header.model(bytes.size());
        return header;
    }

    private void model(long end) throws IOException {
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isVarint(1)) specification = in.number();
            else if (in.isBytes(2)) description(valueEnd);
            else if (in.isVarint(10)) updatable = in.number() != 0;
            else if (in.isBytes(in.field()) && TYPES.containsKey(in.field())) {
                type = TYPES.get(in.field());
                in.skip();
            } else if (in.field() < 200) {
                throw new Malformed("unknown field " + in.field(), in.position());
            } else {
                in.skip();
            }
        }
    }

    private void description(long end) throws IOException {
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isBytes(1)) feature(valueEnd, inputs);
            else if (in.isBytes(10)) feature(valueEnd, outputs);
            else if (in.isBytes(100)) metadata(valueEnd);
            else
                in.skip();
        }
    }

    private void metadata(long end) throws IOException {
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isBytes(1)) description = in.text();
            else if (in.isBytes(2)) version = in.text();
            else if (in.isBytes(3)) author = in.text();
            else if (in.isBytes(4)) licence = in.text();
            else if (in.isBytes(100)) in.pair(valueEnd, userDefined, 1_000);
            else
                in.skip();
        }
    }

    private void feature(long end, List<Tensor> into) throws IOException {
        if (into.size() >= MOST_FEATURES) throw new Malformed("too many features", in.position());
        String name = "";
        var kind = new Kind("unknown", List.of());
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isBytes(1)) name = in.text();
            else if (in.isBytes(3)) kind = kind(valueEnd);
            else
                in.skip();
        }
        into.add(new Tensor(name, kind.word, kind.shape));
    }

    private record Kind(String word, List<Object> shape) {}

    private Kind kind(long end) throws IOException {
        var kind = new Kind("unknown", List.of());
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (!in.isBytes(in.field())) {
                in.skip();
                continue;
            }
            kind = switch (in.field()) {
                case 1 -> new Kind("int64", List.of());
                case 2 -> new Kind("float64", List.of());
                case 3 -> new Kind("string", List.of());
                case 4 -> image(valueEnd);
                case 5 -> array(valueEnd);
                case 6 -> new Kind("dictionary", List.of());
                case 7 -> new Kind("sequence", List.of());
                case 8 -> new Kind("state", List.of());
                default -> kind;
            };
            in.leave(valueEnd);
        }
        return kind;
    }

    private Kind image(long end) throws IOException {
        long width = -1;
        long height = -1;
        while (in.next(end)) {
            if (in.isVarint(1)) width = in.number();
            else if (in.isVarint(2)) height = in.number();
            else
                in.skip();
        }
        return new Kind("image", List.of(MlflowSignature.dimension(height), MlflowSignature.dimension(width)));
    }

    private Kind array(long end) throws IOException {
        String word = "unknown";
        var shape = new ArrayList<Object>();
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isVarint(1)) shape.add(MlflowSignature.dimension(in.number()));
            else if (in.isBytes(1)) {
                while (in.position() < valueEnd)
                    shape.add(MlflowSignature.dimension(in.packed(valueEnd)));
            } else if (in.isVarint(2)) {
                long number = in.number();
                word = ARRAYS.getOrDefault(number, "type " + number);
            } else {
                in.skip();
            }
            if (shape.size() > 64) throw new Malformed("too many dimensions", in.position());
        }
        return new Kind(word, shape);
    }
}
