package slipway.catalog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.XZOutputStream;

/// Small whole files of the kinds that [Fixtures] has none of, pickles and archives among them, and ways to pack a file
/// after it was changed: what is packed and then changed seldom gets past its checksum.
final class FuzzSeeds {
    private static final Map<String, Packing> PACKINGS = Map.of("gz", GZIPOutputStream::new, "z",
            DeflaterOutputStream::new, "bz2", BZip2CompressorOutputStream::new, "lz4",
            FramedLZ4CompressorOutputStream::new, "xz", out -> new XZOutputStream(out, new LZMA2Options(0)), "lzma",
            out -> new LZMAOutputStream(out, new LZMA2Options(0), -1), "zip", FuzzSeeds::zip, "tar.gz",
            out -> new Member(new GZIPOutputStream(out)));
    /// How [#packed] can pack.
    static final List<String> ENDINGS = PACKINGS.keySet().stream().sorted().toList();

    private FuzzSeeds() {}

    interface Packing {
        OutputStream around(OutputStream out) throws IOException;
    }

    static Map<String, byte[]> all() {
        var all = new LinkedHashMap<>(Fixtures.all());
        pickles().forEach((name, pickle) -> {
            all.put(name + ".pkl", pickle);
            for (String ending : ENDINGS)
                all.put(name + ".pkl." + ending, packed(ending, pickle));
        });
        texts().forEach((name, text) -> all.put(name, text.getBytes(StandardCharsets.ISO_8859_1)));
        all.put("tree.cbm", Blob.of().ascii("CBM1").u32(4).u32(0).bytes());
        all.put("tree.model",
                new PickleBytes().text("binf").raw(0, 0, 0, 0x3f, 7, 0, 0, 0, 2, 0, 0, 0).add(new byte[200]).bytes());
        all.put("served.mar", Fixtures.zip(Map.of("MAR-INF/MANIFEST.json",
                "{\"runtime\": \"python\", \"model\": {\"modelName\": \"net\", \"modelVersion\": \"1.5\"}}")));
        all.put("net.pt", Fixtures.zip(Map.of("net/data.pkl", torch(), "net/version", "3\n")));
        all.put("packed.7z", sevenZip());
        return all;
    }

    private static byte[] sevenZip() {
        var channel = new SeekableInMemoryByteChannel();
        try (var out = new SevenZOutputFile(channel)) {
            for (String name : List.of("iris/README.md", "iris/model.onnx")) {
                var entry = new SevenZArchiveEntry();
                entry.setName(name);
                out.putArchiveEntry(entry);
                out.write(new byte[9]);
                out.closeArchiveEntry();
            }
            out.finish();
            return java.util.Arrays.copyOf(channel.array(), (int) channel.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> pickles() {
        return Map.of("harmful", PickleBytes.harmful(), "sklearn", PickleBytes.sklearn(), "array",
                PickleBytes.joblib("f8", 3).raw(8).add(new byte[32]).raw('u', 'b', '.').bytes(), "torch",
                torch().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String torch() {
        return "\u0080\u0002ctorch._utils\n_rebuild_tensor_v2\n((U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpu"
                + "K\u0006tQK\u0000tR.";
    }

    private static Map<String, String> texts() {
        return Map.of("old.pkl", "cos\nsystem\n(S'true'\ntR.", "MLmodel", """
                artifact_path: model
                flavors:
                  python_function: {loader_module: mlflow.sklearn, model_path: model.pkl}
                  sklearn: {sklearn_version: 1.5.2, pickled_model: model.pkl}
                signature:
                  inputs: '[{"name": "x", "type": "double"}]'
                  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1]}}]'
                """, "runtime.yaml", """
                MODEL_ARTIFACT_VERSION: '3.0'
                MODEL_DEPLOYMENT:
                  INFERENCE_CONDA_ENV: {INFERENCE_ENV_PATH: 'oci://bucket@space/path', INFERENCE_PYTHON_VERSION: '3.10'}
                """, "blue.yml", """
                $schema: https://azuremlschemas.azureedge.net/latest/managedOnlineDeployment.schema.json
                name: blue
                model: {path: ./m}
                code_configuration: {code: ., scoring_script: score.py}
                """, "tree.pmml", """
                <?xml version="1.0"?>
                <PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4"><Header><Application name="KNIME"/></Header>
                <DataDictionary><DataField name="x" optype="continuous" dataType="double"/></DataDictionary>
                <TreeModel modelName="iris" functionName="classification"><MiningSchema><MiningField name="x"/>
                </MiningSchema><Output><OutputField name="p" dataType="double"/></Output><Node/></TreeModel></PMML>
                """, "tree.json", """
                {"learner":{"feature_names":["a","b"],"gradient_booster":{"model":{"trees":[{"id":1}]},"name":"gbtree"},
                "learner_model_param":{"num_class":"0","num_feature":"2"},"objective":{"name":"x"}},"version":[2,0,3]}
                """, "tree.ubj", "{L\0\0\0\0\0\0\0\7learner{L\0\0\0\0\0\0\0\1w[$d#L\0\0\0\0\0\0\0\2" + "01234567}"
                + "L\0\0\0\0\0\0\0\7version[#L\0\0\0\0\0\0\0\3i\2i\1i\0}", "tree.txt",
                "tree\nversion=v4\nnum_class=1\nobjective=binary\nfeature_names=a b\ntree_sizes=10\n\nTree=0\n...\n",
                "Dockerfile", "FROM --platform=linux/amd64 python:3.12\nCOPY . /app\n", "score.py",
                "def load_model(): pass\ndef predict(data, model=load_model()): pass\n");
    }

    /// `content` packed as `ending` says; as an archive, it is the only member.
    static byte[] packed(String ending, byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = java.util.Objects.requireNonNull(PACKINGS.get(ending)).around(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static OutputStream zip(OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out);
        zip.putNextEntry(new ZipEntry("model/model.pkl"));
        return zip;
    }

    /// A tar of one member, which is kept until its size is known.
    private static final class Member extends ByteArrayOutputStream {
        private final OutputStream out;

        private Member(OutputStream out) {
            this.out = out;
        }

        @Override
        public void close() throws IOException {
            try (var tar = new TarArchiveOutputStream(out)) {
                var entry = new TarArchiveEntry("code/model.pkl");
                entry.setSize(size());
                tar.putArchiveEntry(entry);
                tar.write(toByteArray());
                tar.closeArchiveEntry();
            }
        }
    }
}
