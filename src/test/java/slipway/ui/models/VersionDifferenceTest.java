package slipway.ui.models;

import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import slipway.catalog.Model;
import slipway.contract.Signature;
import slipway.contract.Tensor;
import slipway.testkit.Samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What the Versions tab says of two versions.
class VersionDifferenceTest {
    private final Model one = Samples.model("iris", "1", 0.9, 1_000, List.of());
    private final Model two = Samples.model("iris", "2", 0.95, 2_500, List.of());

    @Test
    void figuresSizesAndSignaturesAreCompared() {
        List<VersionDifference.Line> lines = VersionDifference.of(two, one);
        assertEquals(List.of("accuracy", "Signature", "Framework", "Size"), names(lines));
        assertEquals(VersionDifference.Trend.BETTER, lines.getFirst().trend());
        assertEquals("same", value(lines, "Signature"));
        assertEquals("+1.50 kB", value(lines, "Size"));
    }

    @Test
    void eachInputAndOutputThatDiffersIsNamed() {
        Model changed = with(two, new Signature(List.of(new Tensor("X", "float64", List.of(-1, 4)),
                new Tensor("mask", "bool", List.of(-1))), List.of(new Tensor("label", "int64", List.of(-1))), false),
                "onnx 1.17.0");
        List<VersionDifference.Line> lines = VersionDifference.of(changed, one);
        assertEquals("float32[-1, 4] → float64[-1, 4]", value(lines, "Input X"));
        assertEquals("added bool[-1]", value(lines, "Input mask"));
        assertEquals("removed", value(lines, "Output probabilities"));
        assertEquals("scikit-learn 1.2.1 → onnx 1.17.0", value(lines, "Framework"));
        assertTrue(names(lines).stream().noneMatch("Signature"::equals), lines.toString());
    }

    @Test
    void ofVeryManyInputsTheFirstAreNamed() {
        List<Tensor> columns = IntStream.range(0, 500).mapToObj(i -> new Tensor("c" + i, "float64", List.of(-1)))
                .toList();
        Model wide = with(two, new Signature(columns, one.signature().outputs(), true), null);
        List<VersionDifference.Line> lines = VersionDifference.of(wide, one);
        assertEquals("and 491 more", value(lines, "Input …"));
        assertTrue(lines.size() < 20, lines.size() + " lines");
        assertEquals("scikit-learn 1.2.1 → not stated", value(lines, "Framework"));
    }

    private static Model with(Model model, Signature signature, @Nullable String framework) {
        return new Model(model.path(), model.relativePath(), model.name(), model.version(), model.format(), framework,
                model.contains(), model.contracts(), model.sizeBytes(), model.sha256(), signature, model.findings(),
                model.card(), model.licence(), model.inputExample(), model.metrics(), model.files());
    }

    private static List<String> names(List<VersionDifference.Line> lines) {
        return lines.stream().map(VersionDifference.Line::name).toList();
    }

    private static String value(List<VersionDifference.Line> lines, String name) {
        return lines.stream().filter(line -> line.name().equals(name)).findFirst().orElseThrow().value();
    }
}
