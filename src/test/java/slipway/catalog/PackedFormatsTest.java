package slipway.catalog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZMethod;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.XZOutputStream;

import slipway.base.StudioException;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Pickles, and archives with models in them, however they are packed.
class PackedFormatsTest {
    private static final String RUNTIME = """
            MODEL_ARTIFACT_VERSION: '3.0'
            MODEL_DEPLOYMENT:
              INFERENCE_CONDA_ENV:
                INFERENCE_ENV_PATH: oci://bucket@space/path/env
                INFERENCE_PYTHON_VERSION: '3.10'
            """;
    private static final String SCORE = "def load_model(): pass\ndef predict(data, model=load_model()): pass\n";

    private static final Path PACKED = Path.of(System.getProperty("slipway.basedir", "."),
            "src/test/resources/catalog/packed");

    @TempDir
    Path folder;

    interface Packing {
        OutputStream around(OutputStream out) throws IOException;
    }

    @Test
    void aPickleIsReadHoweverItIsPacked() throws IOException {
        Map<String, Packing> packings = Map.of("gzip", GZIPOutputStream::new, "zlib", DeflaterOutputStream::new,
                "bzip2", BZip2CompressorOutputStream::new, "lz4", FramedLZ4CompressorOutputStream::new);
        for (var packing : packings.entrySet()) {
            Path file = folder.resolve(packing.getKey() + ".joblib");
            try (OutputStream out = packing.getValue().around(Files.newOutputStream(file))) {
                out.write(PickleBytes.sklearn());
            }
            Header read = read(file);
            assertEquals("pickle scikit-learn 1.5.2", read.format() + " " + read.framework());
            assertEquals(packing.getKey(), read.facts().get("compression"));
            Damaging.at(25, file);
        }
    }

    @Test
    void aPickleThatIsCutOffIsAProblemUnlessItWouldHarm() throws IOException {
        byte[] joblib = PickleBytes.joblib("f8", 3).add(new byte[20]).bytes();
        Path file = Files.write(folder.resolve("a.joblib"), joblib);
        assertEquals("catalog.damaged",
                assertThrows(StudioException.class, () -> FileReading.header(file)).problem().code());
        Files.write(file, java.util.Arrays.copyOf(PickleBytes.harmful(), 25));
        assertEquals(List.of("pickle/unsafe-import", "pickle/unreadable", "pickle/present"), rules(read(file)));
    }

    @Test
    void aBombIsReadUpToItsBound() throws IOException {
        Map<String, Packing> packings = Map.of("gzip", GZIPOutputStream::new, "xz",
                out -> new XZOutputStream(out, new LZMA2Options(0)), "lzma",
                out -> new LZMAOutputStream(out, new LZMA2Options(0), -1));
        for (var packing : packings.entrySet()) {
            Path file = folder.resolve(packing.getKey() + ".joblib");
            // one text of a length that has the whole of it read
            byte[] text = PickleBytes.protocol(4).raw('(', 0x8e, 0, 0, 0, 0x20, 0, 0, 0, 0).bytes();
            try (OutputStream out = packing.getValue().around(Files.newOutputStream(file))) {
                out.write(PickleBytes.harmful());
                out.write(text);
                byte[] zeros = new byte[1 << 20];
                for (int i = 0; i < 300; i++)
                    out.write(zeros);
            }
            long started = System.nanoTime();
            assertTrue(rules(read(file)).contains("pickle/unsafe-import"), packing.getKey());
            assertTrue(System.nanoTime() - started < 10_000_000_000L, packing.getKey());
        }
    }

    @Test
    void whatJoblibPacksWithXzAndLzmaIsLookedInto() throws IOException {
        for (String packing : List.of("xz3.joblib xz", "lzma3.joblib lzma", "plain.pkl.xz xz")) {
            String[] said = packing.split(" ", -1);
            Path file = Files.copy(PACKED.resolve(said[0]), folder.resolve(said[0]));
            Header read = read(file);
            assertEquals("pickle dict " + said[1],
                    read.format() + " " + read.facts().get("class") + " " + read.facts().get("compression"));
            assertEquals(List.of("pickle/present"), rules(read));
            Damaging.at(40, file);
            Files.move(file, folder.resolve("without-ending"), StandardCopyOption.REPLACE_EXISTING);
            assertEquals("pickle", read(folder.resolve("without-ending")).format());
        }
        for (String harmful : List.of("harmful-xz9.joblib", "harmful-lzma.joblib")) {
            assertEquals(List.of("pickle/unsafe-import", "pickle/present"), rules(read(PACKED.resolve(harmful))));
        }
    }

    @Test
    void aDictionaryBeyondTheMemoryIsNotMade() throws IOException {
        for (String name : List.of("lzma3.joblib", "xz3.joblib")) {
            byte[] bytes = Files.readAllBytes(PACKED.resolve(name));
            if (name.startsWith("lzma")) bytes[4] = 0x60;
            else {
                // the properties of the block's only filter, and the checksum of its header
                bytes[16] = 36;
                var sum = new java.util.zip.CRC32();
                sum.update(bytes, 12, 8);
                for (int i = 0; i < 4; i++)
                    bytes[20 + i] = (byte) (sum.getValue() >>> (8 * i));
            }
            Path file = Files.write(folder.resolve(name), bytes);
            assertEquals(List.of("pickle/packing-memory"), rules(read(file)), name);
            Files.move(file, folder.resolve("a.xz"), StandardCopyOption.REPLACE_EXISTING);
            assertTrue(FileReading.header(folder.resolve("a.xz")).isEmpty());
            Path archive = folder.resolve("model.tar.gz");
            tar(archive, Map.of("model.joblib", bytes, "code/inference.py", latin("x")));
            assertTrue(rules(read(archive)).contains("archive/unreadable-entry"));
        }
        Path cut = Files.write(folder.resolve("cut.joblib"), new byte[]{(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 1, 2});
        assertEquals("catalog.damaged",
                assertThrows(StudioException.class, () -> FileReading.header(cut)).problem().code());
        Path text = Files.write(folder.resolve("text.pkl"), latin("]\0\0\1\0 no lzma, no pickle"));
        assertTrue(FileReading.header(text).isEmpty());
    }

    @Test
    void anArchiveThatNoPlatformTakesIsSaid() throws IOException {
        Path file = folder.resolve("model.tar.xz");
        try (var out = new TarArchiveOutputStream(
                new XZOutputStream(Files.newOutputStream(file), new LZMA2Options(0)))) {
            put(out, "code/inference.py", latin("def model_fn(d): pass"));
            put(out, "model.pkl", PickleBytes.harmful());
        }
        Header read = read(file);
        assertEquals("sagemaker-archive []", read.format() + " " + read.contracts());
        assertEquals(List.of("archive/packing", "pickle/present", "pickle/unsafe-import"),
                rules(read).stream().sorted().toList());
        Path seven = folder.resolve("iris.7z");
        try (var out = new SevenZOutputFile(seven.toFile())) {
            for (String name : List.of("iris/README.md", "iris/model.ONNX")) {
                var entry = new SevenZArchiveEntry();
                entry.setName(name);
                out.putArchiveEntry(entry);
                out.write(latin("x".repeat(99)));
                out.closeArchiveEntry();
            }
        }
        var refused = assertThrows(StudioException.class, () -> FileReading.header(seven)).problem();
        assertEquals("catalog.seven-zip", refused.code());
        assertTrue(refused.why().contains("iris/model.ONNX"), refused.why());
        Damaging.at(60, seven);
        try (var out = new SevenZOutputFile(seven.toFile())) {
            out.setContentCompression(SevenZMethod.COPY);
        }
        assertTrue(FileReading.header(seven).isEmpty());
    }

    @Test
    void torchSavesAZip() throws IOException {
        byte[] storage = new PickleBytes().add(latin("\u0080\u0002ctorch._utils\n_rebuild_tensor_v2\n(("
                + "U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpuK\u0006tQK\u0000tR.")).bytes();
        Path eager = zip("net.pt", Map.of("net/data.pkl", storage, "net/version", latin("3\n")));
        Header read = read(eager);
        assertEquals("pytorch-pickle net PyTorch 6", read.format() + " " + read.name() + " " + read.framework() + " "
                + read.facts().get("parameters"));
        Damaging.at(60, eager);
        Path script = zip("script.pt", Map.of("archive/data.pkl", PickleBytes.sklearn(), "archive/constants.pkl",
                PickleBytes.protocol(2).raw(')', '.').bytes(), "archive/code/__torch__.py", latin("class A: pass")));
        assertEquals("torchscript null archive/code/__torch__.py",
                read(script).format() + " " + read(script).name() + " " + read(script).facts().get("code"));
        Path hiding = zip("hiding.pt", Map.of("net/data.pkl", storage, "net/extra.pkl", PickleBytes.harmful()));
        assertTrue(rules(read(hiding)).contains("pickle/unsafe-import"));
    }

    @Test
    void flagsAndChecksumsHideNothing() throws IOException {
        Path file = zip("flags.zip", Map.of("model/config.pkl", PickleBytes.harmful()));
        byte[] bytes = Files.readAllBytes(file);
        int directory = indexOf(bytes, 'P', 'K', 1, 2);
        bytes[directory + 8] |= 0x41;
        bytes[directory + 16] ^= 0x5a;
        bytes[6] |= 0x41;
        Files.write(file, bytes);
        Header read = read(file);
        assertEquals("pickle [pickle/unsafe-import, pickle/present]", read.format() + " " + rules(read));
        assertEquals("model/config.pkl", read.findings().getFirst().file());
        Path harmless = zip("numbers.npz", Map.of("a.npy", latin("\u0093NUMPY\u0001\0")));
        assertTrue(FileReading.header(harmless).isEmpty());
    }

    @Test
    void torchServeStatesNameAndVersion() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("net.pkl", PickleBytes.harmful());
        entries.put("handler.py", latin("def handle(data, context): pass"));
        Path missing = zip("missing.mar", entries);
        assertEquals("catalog.no-manifest",
                assertThrows(StudioException.class, () -> FileReading.header(missing)).problem().code());
        entries.put("MAR-INF/MANIFEST.json",
                latin("""
                        {"runtime": "python", "model": {"modelName": "net", "modelVersion": "1.5", "handler": "handler.py"}}"""));
        Path whole = zip("whole.mar", entries);
        Header read = read(whole);
        assertEquals("torchserve-archive net 1.5 handler.py",
                read.format() + " " + read.name() + " " + read.version() + " " + read.facts().get("handler"));
        assertTrue(rules(read).contains("pickle/unsafe-import"));
        Damaging.at(60, whole);
    }

    @Test
    @Covers({"A008", "A010"})
    void anArtifactOfOciMayLieOneFolderDown() throws IOException {
        Path flat = zip("flat.zip", Map.of("score.py", latin(SCORE), "runtime.yaml", latin(RUNTIME), "model.pkl",
                PickleBytes.sklearn()));
        Header read = read(flat);
        assertEquals("oci-artifact [pickle] [oci-conda]", read.format() + " " + read.contains() + " " + read
                .contracts());
        assertEquals(List.of("pickle/present"), rules(read));
        Damaging.at(60, flat);
        Path deep = zip("deep.zip", Map.of("iris/score.py", latin(SCORE), "iris/runtime.yaml", latin(RUNTIME)));
        assertEquals(List.of("archive/extra-folder"), rules(read(deep)));
        assertEquals(List.of("iris"), read(deep).findings().getFirst().args());
        Path deeper = zip("deeper.zip", Map.of("a/b/score.py", latin(SCORE), "a/b/runtime.yaml", latin(RUNTIME)));
        assertTrue(FileReading.header(deeper).isEmpty());
    }

    @Test
    @Covers("A114")
    void sageMakersArchiveIsReadAsAStream() throws IOException {
        Path file = folder.resolve("model.tar.gz");
        tar(file, Map.of("code/inference.py", latin("def model_fn(d): pass"), "model.joblib", PickleBytes.harmful(),
                "code/requirements.txt", latin("scikit-learn\nnumpy==2.0\n")));
        Header read = read(file);
        assertEquals("sagemaker-archive [pickle] true",
                read.format() + " " + read.contains() + " " + read.facts().get("handler"));
        assertEquals(List.of("pickle/present", "pickle/unsafe-import", "python/unpinned-requirement"),
                rules(read).stream().sorted().toList());
        Damaging.everywhere(file);
        tar(file, Map.of("iris/code/inference.py", latin("x"), "iris/a.txt", latin("y"), "._iris", latin("mac")));
        assertEquals(List.of("archive/extra-folder"), rules(read(file)));
        Path data = folder.resolve("data.tar.gz");
        tar(data, Map.of("a.csv", latin("1,2")));
        assertTrue(FileReading.header(data).isEmpty());
        Files.writeString(file, "<xml/>");
        assertTrue(FileReading.header(file).isEmpty());
    }

    @Test
    void whatLeadsOutOfAnArchiveIsSaid() throws IOException {
        Path file = folder.resolve("model.tar.gz");
        try (var out = new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            out.putArchiveEntry(new TarArchiveEntry("link", TarConstants.LF_SYMLINK));
            out.closeArchiveEntry();
            put(out, "../evil.py", latin("x"));
            put(out, "n".repeat(300) + ".py", latin("x"));
        }
        assertEquals(List.of("archive/escape", "archive/link"), rules(read(file)).stream().sorted().toList());
    }

    private static Header read(Path file) {
        return FileReading.header(file).orElseThrow();
    }

    private static List<String> rules(Header header) {
        assertTrue(header.findings().stream().noneMatch(found -> found.message().isBlank()));
        return header.findings().stream().map(Finding::rule).toList();
    }

    private Path zip(String name, Map<String, byte[]> entries) throws IOException {
        Path file = folder.resolve(name);
        try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return file;
    }

    private static void tar(Path file, Map<String, byte[]> entries) throws IOException {
        try (var out = new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            for (var entry : entries.entrySet())
                put(out, entry.getKey(), entry.getValue());
        }
    }

    private static void put(TarArchiveOutputStream out, String name, byte[] content) throws IOException {
        out.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        var entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
    }

    private static int indexOf(byte[] bytes, int... wanted) {
        var window = new ByteArrayOutputStream();
        for (int one : wanted)
            window.write(one);
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .indexOf(window.toString(StandardCharsets.ISO_8859_1));
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
