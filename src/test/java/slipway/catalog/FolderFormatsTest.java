package slipway.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.contract.Tensor;
import slipway.testkit.Listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Folders that are models: they own what lies in them, and say what their files say.
class FolderFormatsTest {
    @TempDir
    Path root;

    @Test
    void aSavedModelSaysWhatItServes() throws Exception {
        write("half/1/saved_model.pb", Fixtures.savedModel());
        write("half/1/variables/variables.index", new byte[4]);
        Model model = Catalog.scan(root).models().getFirst();
        assertEquals("tf-savedmodel half/1 TensorFlow 2.4.0",
                model.format() + " " + model.relativePath() + " " + model.framework());
        assertEquals(List.of(new Tensor("x", "float32", List.of(-1, 4))), model.signature().inputs());
        assertEquals(2, model.files().size());
        write("half/1/saved_model.pb", new byte[0]);
        assertEquals("catalog.empty", problem(root.resolve("half/1")));
        write("half/1/saved_model.pb", new byte[]{8, 1, 18, 99});
        assertEquals("catalog.damaged", problem(root.resolve("half/1")));
    }

    @Test
    void aSavedModelInTextSaysTheSame() throws Exception {
        write("binary/saved_model.pb", Fixtures.savedModel());
        write("text/saved_model.pbtxt", Fixtures.savedModelText());
        Model binary = Catalog.read(root.resolve("binary"));
        Model text = Catalog.read(root.resolve("text"));
        assertEquals(binary.signature(), text.signature());
        assertEquals(List.of(new Tensor("x", "float32", List.of(-1, 4))), text.signature().outputs());
        assertEquals(binary.facts(), text.facts());
        assertEquals("TensorFlow 2.4.0", text.framework());
        for (String bad : List.of("", "meta_graphs: 3", "meta_graphs { signature_def { value { inputs { value {"
                + " tensor_shape { dim { size: a } } } } } } }", "meta_graphs { graph_def {", "name: \"digits\"",
                "meta_graphs {} ".repeat(600_000), "meta_graphs { graph_def ".repeat(70))) {
            write("text/saved_model.pbtxt", bad);
            assertEquals(bad.isEmpty() ? "catalog.empty" : "catalog.damaged", problem(root.resolve("text")));
        }
        write("text/saved_model.pbtxt", Fixtures.savedModelText() + "#".repeat(16 << 20));
        assertEquals(List.of("tf/text-too-large"),
                Catalog.read(root.resolve("text")).findings().stream().map(Finding::rule).toList());
    }

    @Test
    void namesInTextMayBeEscapedByteByByte() throws Exception {
        write("text/saved_model.pbtxt",
                Fixtures.savedModelText().replace("key: \"x\"", "key: 'gr\\303\\xb6\\303\\237e\\t\\'1'"));
        assertEquals("größe\t'1", Catalog.read(root.resolve("text")).signature().inputs().getFirst().name());
    }

    @Test
    void aTritonRepositoryIsOneModelAndAFolderOfOthersIsNone() throws Exception {
        write("repository/digits/config.pbtxt", Fixtures.triton());
        write("repository/digits/1/model.onnx", Fixtures.onnx());
        write("repository/digits/2/model.onnx", Fixtures.onnx());
        Model repository = Catalog.scan(root).models().getFirst();
        assertEquals("triton-repository repository", repository.format() + " " + repository.relativePath());
        assertTrue(!repository.named());
        assertEquals(List.of("onnx"), repository.contains());
        assertEquals("1, 2", repository.facts().get("versions"));
        assertEquals(List.of(new Tensor("x", "float32", List.of(3, -1))), repository.signature().inputs());
        assertEquals(List.of(new Tensor("y", "string", List.of(1, 2))), repository.signature().outputs());
        assertEquals("digits", Catalog.read(root.resolve("repository/digits")).name());
        write("repository/second/config.pbtxt", "name: \"second");
        Model two = Catalog.read(root.resolve("repository"));
        assertEquals(List.of(), two.signature().inputs());
        assertEquals(List.of("files/damaged"), two.findings().stream().map(Finding::rule).toList());
        Files.createDirectories(root.resolve("repository/else"));
        assertEquals(List.of("repository/digits"),
                Catalog.scan(root).models().stream().map(Model::relativePath).toList());
    }

    @Test
    void damagedTritonConfigurationsAreProblems() throws IOException {
        for (String text : List.of("max_batch_size: ${batch}", "max_batch_size: many", "input [ { name: \"x\" ]",
                "input: 3", "name: \"x", "input { dims: [ a ] }", "{".repeat(1000), "a {".repeat(1000), "name name")) {
            write("bad/config.pbtxt", text);
            assertEquals("catalog.damaged", problem(root.resolve("bad")), text);
        }
        write("bad/config.pbtxt",
                "# only a comment\nname: 'a' \"b\", max_batch_size: 0x10 input < dims: 1; dims: -1 >");
        Model model = Catalog.read(root.resolve("bad"));
        assertEquals("ab", model.name());
        assertEquals(List.of(1, -1), model.signature().inputs().getFirst().shape());
    }

    @Test
    void huggingFaceFoldersSayArchitectureLicenceAndFindings() throws IOException {
        write("llama/config.json", Fixtures.HUGGING_FACE);
        write("llama/README.md", "---\nlicense: apache-2.0\n---\n# Llama\n");
        write("llama/model.safetensors", Fixtures.safetensors());
        Model model = Catalog.read(root.resolve("llama"));
        assertEquals("hf llama Transformers 4.40.0 apache-2.0",
                model.format() + " " + model.name() + " " + model.framework() + " " + model.licence());
        assertEquals(List.of("safetensors"), model.contains());
        assertEquals(List.of("openai"), model.contracts());
        assertEquals("bfloat16 4096 7", model.facts().get("quantization") + " " + model.facts().get("context_length")
                + " " + model.facts().get("parameters"));
        assertEquals(List.of("hf/remote-code"), model.findings().stream().map(Finding::rule).toList());
        write("adapter/adapter_config.json", "{\"peft_type\": \"LORA\", \"r\": 8, \"base_model_name_or_path\": \"b\"}");
        assertEquals("LORA 8", Catalog.read(root.resolve("adapter")).facts().get("architecture") + " "
                + Catalog.read(root.resolve("adapter")).facts().get("rank"));
        write("other/config.json", "{\"name\": \"not ours\"}");
        assertEquals("catalog.not-a-model", problem(root.resolve("other")));
    }

    @Test
    void coreMlPackagesAreReadAndNothingOutsideThem() throws IOException {
        String manifest = "{\"rootModelIdentifier\": \"r\", \"itemInfoEntries\": {\"r\": {\"path\": \"%s\"}}}";
        write("a.mlpackage/Manifest.json", manifest.formatted("com.apple.CoreML/model.mlmodel"));
        write("a.mlpackage/Data/com.apple.CoreML/model.mlmodel", Fixtures.coreml());
        Model model = Catalog.read(root.resolve("a.mlpackage"));
        assertEquals("coreml Scores 7", model.format() + " " + model.title());
        assertEquals(List.of(), model.contains());
        write("outside.mlmodel", Fixtures.coreml());
        write("a.mlpackage/Manifest.json", manifest.formatted("../../outside.mlmodel"));
        assertEquals("catalog.damaged", problem(root.resolve("a.mlpackage")));
        write("b.mlmodelc/coremldata.bin", new byte[8]);
        assertEquals("coreml", Catalog.read(root.resolve("b.mlmodelc")).format());
    }

    @Test
    void aFileThatOnlyStandsInIsAFindingOfItsFolder() throws IOException {
        write("llama/config.json", Fixtures.HUGGING_FACE);
        write("llama/pytorch_model.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n");
        Finding finding = Catalog.read(root.resolve("llama")).findings().getLast();
        assertEquals("files/damaged pytorch_model.bin", finding.rule() + " " + finding.file());
        assertTrue(finding.message().contains("git-lfs"));
    }

    @Test
    void aSingleFileCanBeScannedToo() throws Exception {
        write("a.gguf", Fixtures.gguf());
        write("b.gguf", Fixtures.gguf());
        assertEquals(List.of("b.gguf"),
                Catalog.scan(root.resolve("b.gguf")).models().stream().map(Model::relativePath).toList());
    }

    @Test
    void readersOfFilesAreListed() {
        var app = new com.tngtech.archunit.core.importer.ClassFileImporter().importPackages("slipway.catalog");
        assertEquals(java.util.Set.of(),
                Listing.unlisted(app, FileFormat.class.getName(), Listing.namesOf(Formats.FILES)));
    }

    private static String problem(Path path) {
        return assertThrows(StudioException.class, () -> Catalog.read(path)).problem().code();
    }

    private void write(String name, String content) throws IOException {
        write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, content);
    }
}
