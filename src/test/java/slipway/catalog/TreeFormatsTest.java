package slipway.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.contract.Tensor;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// XGBoost, LightGBM, CatBoost and PMML: whole, cut off, and made to lie.
@Covers("A083")
class TreeFormatsTest {
    private static final String JSON = """
            {"learner":{"attributes":{},"feature_names":["a","b"],"feature_types":[],"gradient_booster":{"model":
            {"gbtree_model_param":{"num_trees":"3"},"trees":[{"tree_param":{"num_nodes":"5"}}]},"name":"gbtree"},
            "learner_model_param":{"base_score":"5E-1","num_class":"0","num_feature":"2"},
            "objective":{"name":"reg:squarederror"}},"version":[2,0,3]}""";

    @TempDir
    Path folder;

    @Test
    void xgboostIsToldByItsContentAlone() throws IOException {
        Path json = write("model.bin", JSON);
        Header read = read(json);
        assertEquals("xgboost XGBoost 2.0.3 a, b", read.format() + " " + read.framework() + " " + read.facts().get(
                "feature_names"));
        assertEquals("3 gbtree reg:squarederror 2", read.facts().get("trees") + " " + read.facts().get("booster") + " "
                + read.facts().get("objective") + " " + read.facts().get("num_feature"));
        Damaging.at(60, json);
        assertTrue(FileReading.header(write("model.bst", "0123456789")).isEmpty());
        assertTrue(FileReading.header(write("data.json", "{\"learner\": 1}")).isEmpty());
    }

    @Test
    void xgboostsBinaryJsonIsWalked() throws IOException {
        String name = key("learner") + "{" + key("learner_model_param") + "{" + key("num_feature") + text("4") + "}"
                + key("gradient_booster") + "{" + key("model") + "{" + key("weights") + "[$d#L\0\0\0\0\0\0\0\u0014"
                + "0123".repeat(20) + "}" + key("name") + text("gblinear") + "}}";
        Path ubj = write("model.ubj", "{" + name + key("version") + "[#L\0\0\0\0\0\0\0\u0003i\u0002i\u0001i\u0000}");
        Header read = read(ubj);
        assertEquals("XGBoost 2.1.0 4 gblinear", read.framework() + " " + read.facts().get("num_feature") + " "
                + read.facts().get("booster"));
        Damaging.everywhere(ubj);
        for (String lie : List.of("{" + key("learner") + "[$d#L\u007f\0\0\0\0\0\0\u0014", "{" + key("learner")
                + "[".repeat(5_000), "{" + key("learner") + "[$T#L\0\0\u007f\0\0\0\0\u0014",
                "{" + key("learner") + "SL\u007f\0\0\0\0\0\0\0")) {
            Path file = write("lie.ubj", lie);
            assertEquals("catalog.damaged", problem(file), lie);
        }
        assertEquals("catalog.damaged",
                problem(write("deep.json", "{\"learner\":{\"attributes\":" + "[".repeat(100_000))));
    }

    @Test
    void xgboostsBinaryOfOldNeedsAnOldLibrary() throws IOException {
        Path file = folder.resolve("model.model");
        Files.write(file, new PickleBytes().text("binf").raw(0, 0, 0, 0x3f, 7, 0, 0, 0, 2, 0, 0, 0).add(new byte[200])
                .bytes());
        Header read = read(file);
        assertEquals("0.5 7 2", read.facts().get("base_score") + " " + read.facts().get("num_feature") + " "
                + read.facts().get("num_class"));
        assertEquals("xgboost/legacy-binary model.model",
                read.findings().getFirst().rule() + " " + read.findings().getFirst().file());
        Damaging.everywhere(file);
    }

    @Test
    void lightgbmStatesTheSizesOfItsTrees() throws IOException {
        String header = """
                tree
                version=v4
                num_class=1
                max_feature_idx=1
                objective=binary sigmoid:1
                feature_names=a b
                tree_sizes=10 12

                """;
        Path whole = write("model.bst", header + "Tree=0\n...\nTree=1\n.....\nend of trees\n");
        Header read = read(whole);
        assertEquals("lightgbm v4 binary sigmoid:1 a, b 2", read.format() + " " + read.version() + " "
                + read.facts().get("objective") + " " + read.facts().get("feature_names") + " "
                + read.facts().get("trees"));
        Damaging.everywhere(whole);
        assertEquals("catalog.damaged", problem(write("cut.txt", header + "Tree=0\n.")));
    }

    @Test
    void catboostEndsWithWhatTheTrainingWrote() throws IOException {
        Path file = folder.resolve("model.cbm");
        byte[] core = catboost();
        Files.write(file, Blob.of().ascii("CBM1").u32(core.length).raw(core).bytes());
        Header read = read(file);
        assertEquals("catboost Logloss", read.format() + " " + read.facts().get("loss_function"));
        Damaging.everywhere(file);
        Files.write(file, Blob.of().ascii("CBM1").u32(core.length + 1).raw(core).bytes());
        assertEquals("catalog.damaged", problem(file));
    }

    /// A core whose map has the one entry `params`.
    private static byte[] catboost() {
        String params = "{\"loss_function\":{\"type\":\"Logloss\"}}";
        // root at 16, its shape at 4; the vector at 24, the entry at 40, its shape at 32, then both texts
        return Blob.of().u32(16).u16(10).u16(8).u16(0).u16(0).u16(4).u16(0).u32(12).u32(4).u32(1).u32(12)
                .u16(8).u16(12).u16(4).u16(8).u32(8).u32(8).u32(16).u32(6).ascii("params").u16(0).u32(params.length())
                .ascii(params).bytes();
    }

    @Test
    void pmmlStatesProgramFieldsAndModel() throws IOException {
        Path file = write("model.xml", """
                <?xml version="1.0"?>
                <PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4">
                  <Header><Application name="KNIME" version="2.8"/></Header>
                  <DataDictionary><DataField name="x" optype="continuous" dataType="double"/>
                    <DataField name="y" optype="categorical" dataType="string"/></DataDictionary>
                  <TreeModel modelName="iris" functionName="classification">
                    <MiningSchema><MiningField name="x"/><MiningField name="y" usageType="target"/></MiningSchema>
                    <Output><OutputField name="p" dataType="double"/></Output><Node/>
                  </TreeModel>
                </PMML>""");
        Header read = read(file);
        assertEquals("pmml iris KNIME 2.8 4.4", read.format() + " " + read.name() + " " + read.framework() + " "
                + read.version());
        assertEquals(List.of(new Tensor("x", "float64", List.of(-1))), read.signature().inputs());
        assertEquals(List.of("y", "p"), read.signature().outputs().stream().map(Tensor::name).toList());
        Damaging.at(60, file);
        assertTrue(FileReading.header(write("other.xml", "<html><PMML/></html>")).isEmpty());
    }

    @Test
    void pmmlReadsNoOtherFileAndGrowsNotWithoutEnd() throws IOException {
        Path secret = write("secret", "hidden");
        assertEquals("catalog.pmml-document-type", problem(write("xxe.pmml", "<!DOCTYPE PMML [<!ENTITY x SYSTEM \""
                + secret.toUri() + "\">]><PMML version=\"4.4\"><Header copyright=\"&x;\"/></PMML>")));
        var laughs = new StringBuilder("<!DOCTYPE PMML [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 40; i++)
            laughs.append("<!ENTITY a").append(i).append(" \"&a").append(i - 1).append(";&a").append(i - 1).append(
                    ";\">");
        assertEquals("catalog.pmml-document-type",
                problem(write("laughs.pmml", laughs + "]><PMML version=\"4.4\">&a39;</PMML>")));
        assertEquals("catalog.damaged", problem(write("deep.pmml", "<PMML>" + "<a>".repeat(100_000))));
    }

    private static Header read(Path file) {
        return FileReading.header(file).orElseThrow();
    }

    private static String problem(Path file) {
        return assertThrows(StudioException.class, () -> FileReading.header(file)).problem().code();
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content, StandardCharsets.ISO_8859_1);
    }

    private static String key(String name) {
        return "L\0\0\0\0\0\0\0" + (char) name.length() + name;
    }

    private static String text(String text) {
        return "S" + key(text);
    }
}
