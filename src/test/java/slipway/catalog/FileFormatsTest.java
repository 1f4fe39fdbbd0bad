package slipway.catalog;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.contract.Tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The readers of single files on whole, cut and lying ones.
class FileFormatsTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatEachFileSaysOfItself() throws IOException {
        Model onnx = model("model.onnx", Fixtures.onnx());
        assertEquals(List.of(new Tensor("x", "float32", List.of("batch", 3))), onnx.signature().inputs());
        assertEquals("6", onnx.facts().get("parameters"));
        assertEquals("MIT", onnx.licence());
        Model gguf = model("model.gguf", Fixtures.gguf());
        assertEquals("gguf Tiny 3", gguf.format() + " " + gguf.title());
        assertEquals(List.of("openai"), gguf.contracts());
        assertEquals(Map.of("architecture", "llama", "parameters", "64", "quantization", "Q4_K_M", "context_length",
                "2048", "vocabulary", "2", "tensors", "1"), gguf.facts());
        Model safetensors = model("model.safetensors", Fixtures.safetensors());
        assertEquals("PyTorch 7", safetensors.framework() + " " + safetensors.facts().get("parameters"));
        assertTrue(!safetensors.named() && safetensors.name().equals("model"));
        Model tflite = model("model.tflite", Fixtures.tflite());
        assertEquals("main 3", tflite.title());
        assertEquals(List.of(new Tensor("x", "int8", List.of(1, 5))), tflite.signature().inputs());
        assertEquals(tflite.signature().inputs(), tflite.signature().outputs());
        Model coreml = model("model.mlmodel", Fixtures.coreml());
        assertEquals("Scores 7 MIT", coreml.title() + " " + coreml.licence());
        assertEquals(List.of(new Tensor("x", "float32", List.of(1, 3))), coreml.signature().inputs());
        assertEquals(List.of(new Tensor("y", "float64", List.of())), coreml.signature().outputs());
    }

    @Test
    void readsKerasOldAndNew() throws IOException {
        for (Model model : List.of(model("a.h5", Fixtures.hdf5(0)), model("b.h5", Fixtures.hdf5(2)),
                model("c.keras", Fixtures.keras()))) {
            assertEquals("keras net", model.format() + " " + model.name());
            assertEquals(List.of(new Tensor("in", "float32", List.of(-1, 4))), model.signature().inputs());
            assertEquals(List.of("keras/lambda-layer"), model.findings().stream().map(Finding::rule).toList());
        }
        assertEquals("2.4.0", model("a.h5", Fixtures.hdf5(0)).version());
        assertEquals("3.5.0", model("c.keras", Fixtures.keras()).version());
    }

    @Test
    void attributesThatLieInAHeapAreRead() throws IOException {
        for (String said : List.of("dense 2", "dense-huge 1001", "dense-many 1001")) {
            String name = said.split(" ", -1)[0];
            Model model = model(name + ".h5", hdf5(name));
            assertEquals("keras net 2.15.0 tensorflow", model.format() + " " + model.name() + " " + model.version()
                    + " " + model.facts().get("backend"));
            assertEquals(said, name + " " + model.facts().get("layers"));
            assertEquals(List.of(new Tensor("in", "float32", List.of(-1, 4))), model.signature().inputs());
        }
        Damaging.everywhere(write("dense.h5", hdf5("dense")));
        Damaging.at(60, write("many.h5", hdf5("dense-many")));
    }

    @Test
    void aTreeOfAttributesThatLeadsInACircleOrMeetsItselfIsRefused() throws IOException {
        byte[] bytes = hdf5("dense");
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int header = text.indexOf("BTHD");
        byte[] record = Arrays.copyOfRange(bytes, text.indexOf("BTLF") + 6, text.indexOf("BTLF") + 6 + 17);
        int deepest = 8;
        // the width of the counts that stand beside an address at each depth
        int[] counts = {0, 2, 2, 3, 3, 4, 4, 5};
        Blob nodes = Blob.of().ascii("BTLF").u8(0).u8(8).raw(record).zeros(4);
        long child = bytes.length;
        for (int depth = 1; depth <= deepest; depth++) {
            long at = (long) bytes.length + nodes.size();
            nodes.ascii("BTIN").u8(0).u8(8);
            for (int i = 0; i < 14; i++)
                nodes.raw(record);
            for (int i = 0; i < 15; i++)
                nodes.number(child, 8).u8(depth == 1 ? 1 : 14).zeros(counts[depth - 1]);
            child = at;
        }
        byte[] whole = Blob.of().raw(bytes).raw(nodes.bytes()).bytes();
        java.nio.ByteBuffer.wrap(whole).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(header + 6, 512)
                .putShort(header + 12, (short) deepest).putLong(header + 16, child).putShort(header + 24, (short) 14);
        assertTrue(why("meets.h5", whole).contains("too many"), why("meets.h5", whole));
        // the root is its own first child
        System.arraycopy(whole, header + 16, whole, (int) child + 6 + 14 * 17, 8);
        assertTrue(why("circle.h5", whole).contains("no BTLF"), why("circle.h5", whole));
    }

    private String why(String name, byte[] content) throws IOException {
        Path file = write(name, content);
        return assertThrows(StudioException.class, () -> Catalog.read(file)).problem().why();
    }

    private static byte[] hdf5(String name) throws IOException {
        Path folder = Path.of(System.getProperty("slipway.basedir", "."), "src/test/resources/catalog/hdf5");
        Path plain = folder.resolve(name + ".h5");
        if (Files.exists(plain)) return Files.readAllBytes(plain);
        try (var in = new GZIPInputStream(Files.newInputStream(folder.resolve(name + ".h5.gz")))) {
            return in.readAllBytes();
        }
    }

    @Test
    void contentDecidesBeforeTheName() throws IOException {
        assertEquals("gguf", model("weights.bin", Fixtures.gguf()).format());
        assertEquals("safetensors", model("weights", Fixtures.safetensors()).format());
        assertEquals("coreml", model("weights.dat", Fixtures.coreml()).format());
        assertEquals("catalog.not-a-model",
                problem("notes.gguf.txt", Blob.of().ascii("GGUF is a format of files").bytes()));
        assertEquals("catalog.not-a-model", problem("notes.h5", Blob.of().ascii("about our models").bytes()));
        assertEquals("catalog.not-a-model", problem("data.zip", Fixtures.zip(Map.of("config.json", "{}"))));
        assertEquals("catalog.damaged", problem("cut.gguf", Arrays.copyOf(Fixtures.gguf(), 4)));
    }

    @Test
    void aFileCutAnywhereIsDamagedOrNothing() throws IOException {
        for (var fixture : Fixtures.all().entrySet()) {
            byte[] whole = fixture.getValue();
            for (int length = 0; length < whole.length; length++) {
                Path file = write(fixture.getKey(), Arrays.copyOf(whole, length));
                boolean tail = fixture.getKey().endsWith(".h5") || fixture.getKey().endsWith(".tflite");
                for (FileFormat format : Formats.FILES) {
                    try (Probe probe = Probe.open(file)) {
                        boolean read = format.read(probe).isPresent();
                        // what nothing points to may be missing; text and protobuf may end early and still be whole
                        assertTrue(!read || tail || !(format instanceof GgufFormat
                                || format instanceof SafetensorsFormat), fixture.getKey() + " of " + length);
                    } catch (StudioException e) {
                        assertTrue(e.problem().code().startsWith("catalog."), e.toString());
                    }
                }
            }
        }
    }

    @Test
    void lyingLengthsAndCountsAreRefusedBeforeAnythingIsMade() throws IOException {
        for (long count : List.of(1L << 63, 1L << 62, 0xffff_ffffL, 100_000L)) {
            assertEquals("catalog.damaged", problem("a.gguf", Fixtures.gguf(3, count, 5).bytes()));
            assertEquals("catalog.damaged", problem("b.gguf", Fixtures.gguf(3, 1, count).bytes()));
            assertEquals("catalog.damaged",
                    problem("c.gguf", Blob.of().ascii("GGUF").u32(3).u64(0).u64(1).u64(count).zeros(99).bytes()));
            assertEquals("catalog.damaged", problem("d.gguf", Blob.of().ascii("GGUF").u32(3).u64(0).u64(1)
                    .string("k").u32(9).u32(9).u64(count).zeros(99).bytes()));
            assertEquals("catalog.damaged", problem("a.safetensors", Blob.of().u64(count).ascii("{}").bytes()));
            assertEquals("catalog.damaged", problem("a.tflite", Blob.of().u32(count).ascii("TFL3").bytes()));
        }
        assertEquals("catalog.damaged", problem("e.gguf", Fixtures.gguf(1, 1, 5).bytes()));
        assertEquals("catalog.onnx-damaged",
                problem("a.onnx", Blob.of().u8(8).u8(8).u8(0x3a).u8(0xff).u8(0xff).u8(0x7f).bytes()));
    }

    @Test
    void safetensorsHasToFitItsBytes() throws IOException {
        String tensor = "{\"a\": {\"dtype\": \"%s\", \"shape\": [%s], \"data_offsets\": [0, %d]}%s}";
        assertEquals("safetensors",
                model("good.safetensors", Fixtures.safetensors(tensor.formatted("F4", "3, 2", 3, ""), 3)).format());
        for (String json : List.of(tensor.formatted("F32", "2", 7, ""), tensor.formatted("XX", "2", 8, ""),
                tensor.formatted("F32", "4294967296, 4294967296", 8, ""), tensor.formatted("F32", "-2", 8, ""),
                tensor.formatted("F32", "1", 4, ""), tensor.formatted("F32", "2", 8, ", \"a\": 1"),
                tensor.formatted("F32", "2", 8, ", \"__metadata__\": {\"x\": 1}"), "{".repeat(500), "[]", "{} x")) {
            assertEquals("catalog.damaged", problem("bad.safetensors", Fixtures.safetensors(json, 8)), json);
        }
    }

    @Test
    void shardsBelongToTheirIndex() throws Exception {
        Files.writeString(folder.resolve("model.safetensors.index.json"), """
                {"metadata": {"total_size": 44}, "weight_map": {"a": "model-00001-of-00002.safetensors",
                 "b": "model-00002-of-00002.safetensors", "c": "../model-00001-of-00002.safetensors"}}""");
        write("model-00001-of-00002.safetensors", Fixtures.safetensors());
        CatalogView view = Catalog.scan(folder);
        assertEquals(List.of("model.safetensors.index.json"),
                view.models().stream().map(Model::relativePath).toList());
        assertEquals(List.of("../model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"),
                view.models().getFirst().findings().stream().map(found -> found.args().getFirst()).toList());
    }

    @Test
    void aHugeSparseFileCostsNoMoreThanItsHead() throws IOException {
        Path file = write("huge.gguf", Fixtures.gguf());
        try (var grown = new RandomAccessFile(file.toFile(), "rw")) {
            grown.setLength(100L << 30);
        }
        assertEquals("gguf", FileReading.header(file).orElseThrow().format());
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private Model model(String name, byte[] content) throws IOException {
        return Catalog.read(write(name, content));
    }

    private String problem(String name, byte[] content) throws IOException {
        try {
            return model(name, content).format();
        } catch (StudioException e) {
            return e.problem().code();
        }
    }
}
