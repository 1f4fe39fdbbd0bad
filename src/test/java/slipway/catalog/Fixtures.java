package slipway.catalog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// One small whole file of each kind that has its own reader, made byte by byte.
final class Fixtures {
    static final String KERAS_CONFIG = """
            {"class_name": "Functional", "config": {"name": "net", "layers": [
             {"class_name": "InputLayer", "config": {"name": "in", "batch_input_shape": [null, 4], "dtype": "float32"}},
             {"class_name": "Lambda", "config": {"name": "code"}}]}}""";

    private Fixtures() {}

    /// Every file by a name that fits it.
    static Map<String, byte[]> all() {
        var all = new LinkedHashMap<String, byte[]>();
        all.put("model.onnx", onnx());
        all.put("model.gguf", gguf());
        all.put("model.safetensors", safetensors());
        all.put("model.tflite", tflite());
        all.put("model.h5", hdf5(0));
        all.put("new.h5", hdf5(2));
        all.put("model.keras", keras());
        all.put("model.mlmodel", coreml());
        all.put("saved_model.pb", savedModel());
        all.put("saved_model.pbtxt", savedModelText().getBytes(StandardCharsets.UTF_8));
        all.put("config.pbtxt", triton().getBytes(StandardCharsets.UTF_8));
        all.put("config.json", HUGGING_FACE.getBytes(StandardCharsets.UTF_8));
        return all;
    }

    static final String HUGGING_FACE = """
            {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "torch_dtype": "bfloat16",
             "max_position_embeddings": 4096, "transformers_version": "4.40.0", "auto_map": {"x": "y"}}""";

    static byte[] onnx() {
        Blob weights = Blob.of().field(1, 2).field(1, 3).field(2, 1).field(8, "w");
        Blob graph = Blob.of().field(2, "net").field(5, weights).field(11, value("x", 1, "batch", 3))
                .field(11, value("w", 1, "", 3)).field(12, value("y", 7, "", 2));
        return Blob.of().field(1, 8).field(2, "maker").field(3, "1.0").field(7, graph)
                .field(8, Blob.of().field(1, "").field(2, 17)).field(14, Blob.of().field(1, "license").field(2, "MIT"))
                .bytes();
    }

    private static Blob value(String name, int type, String symbol, long size) {
        Blob shape = Blob.of().field(1, symbol.isEmpty() ? Blob.of() : Blob.of().field(2, symbol))
                .field(1, Blob.of().field(1, size));
        return Blob.of().field(1, name).field(2, Blob.of().field(1, Blob.of().field(1, type).field(2, shape)));
    }

    static byte[] gguf() {
        return gguf(3, 1, 5).bytes();
    }

    /// With the counts as given, whatever is really there.
    static Blob gguf(long version, long tensors, long keys) {
        return Blob.of().ascii("GGUF").u32(version).u64(tensors).u64(keys).string("general.architecture").u32(8)
                .string("llama").string("general.name").u32(8).string("Tiny").string("llama.context_length").u32(4)
                .u32(2048).string("general.file_type").u32(4).u32(15).string("tokenizer.ggml.tokens").u32(9).u32(8)
                .u64(2).string("a").string("b").string("w").u32(2).u64(32).u64(2).u32(8).u64(0).padded(32).zeros(68);
    }

    static byte[] safetensors() {
        return safetensors("""
                {"__metadata__": {"format": "pt"}, "a": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]},
                 "b": {"dtype": "BF16", "shape": [3], "data_offsets": [16, 22]}}""", 22);
    }

    static byte[] safetensors(String json, int data) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return Blob.of().u64(text.length).raw(text).zeros(data).bytes();
    }

    /// A FlatBuffer laid out by hand: the root table, its subgraph, one tensor that is input and output.
    static byte[] tflite() {
        Blob out = Blob.of().u32(20).ascii("TFL3");
        // 8: vtable of Model: version, operator codes, subgraphs
        out.u16(10).u16(12).u16(4).u16(0).u16(8).u16(0);
        // 20: Model
        out.u32(12).u32(3).u32(4);
        // 32: subgraphs, one: at 36 + 20
        out.u32(1).u32(20);
        // 40: vtable of SubGraph: tensors, inputs, outputs, operators, name
        out.u16(14).u16(20).u16(4).u16(8).u16(12).u16(0).u16(16).u16(0);
        // 56: SubGraph; its vectors at 76, 84, 92, its name at 100
        out.u32(16).u32(16).u32(20).u32(24).u32(28);
        out.u32(1).u32(44).u32(1).u32(0).u32(1).u32(0);
        out.u32(4).ascii("main").u32(0);
        // 112: vtable of Tensor: shape, type, buffer, name
        out.u16(12).u16(16).u16(4).u16(12).u16(0).u16(8);
        // 124: Tensor; shape at 140, name at 152
        out.u32(12).u32(12).u32(20).u32(9);
        out.u32(2).u32(1).u32(5).u32(1).ascii("x").zeros(7);
        return out.bytes();
    }

    /// HDF5 whose root group has the attributes of Keras, one of them in a global heap.
    static byte[] hdf5(int superblock) {
        byte[] config = KERAS_CONFIG.getBytes(StandardCharsets.UTF_8);
        int heap = 1024;
        Blob far = Blob.of().u8(1).u8(0).u16(13).u16(8).u16(8).ascii("model_config").zeros(4)
                .u8(0x19).u8(1).u16(0).u32(16).u64(1).u32(config.length).u64(heap).u32(1);
        Blob near = Blob.of().u8(1).u8(0).u16(14).u16(8).u16(8).ascii("keras_version").zeros(3)
                .u8(0x13).zeros(3).u32(5).u64(1).ascii("2.4.0").zeros(3);
        int eof = heap + 24 + config.length + 40;
        Blob out = Blob.of().ascii(Hdf5Attributes.SIGNATURE);
        if (superblock == 0) {
            out.zeros(5).u8(8).u8(8).u8(0).u16(4).u16(16).u32(0).u64(0).u64(-1).u64(eof).u64(-1).u64(0).u64(96)
                    .zeros(24);
            out.u8(1).u8(0).u16(2).u32(1).u32(16L + far.size() + near.size()).u32(0);
            out.u16(0x0c).u16(far.size()).u32(0).raw(far.bytes()).u16(0x0c).u16(near.size()).u32(0).raw(near.bytes());
        } else {
            out.u8(2).u8(8).u8(8).u8(0).u64(0).u64(-1).u64(eof).u64(48).u32(0).ascii("OHDR").u8(2).u8(1)
                    .u16(8L + far.size() + near.size());
            out.u8(0x0c).u16(far.size()).u8(0).raw(far.bytes()).u8(0x0c).u16(near.size()).u8(0).raw(near.bytes());
        }
        out.zeros(heap - out.size()).ascii("GCOL").u32(1).u64(config.length + 64L).u16(1).u16(1).u32(0)
                .u64(config.length).raw(config);
        return out.zeros(eof + 24 - out.size()).bytes();
    }

    static byte[] keras() {
        return zip(Map.of("metadata.json", "{\"keras_version\": \"3.5.0\"}", "config.json",
                KERAS_CONFIG.replace("batch_input_shape", "batch_shape")));
    }

    static byte[] zip(Map<String, String> entries) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] coreml() {
        Blob array = Blob.of().field(5, Blob.of().field(1, 1).field(1, 3).field(2, 65_568));
        Blob description = Blob.of().field(1, Blob.of().field(1, "x").field(3, array))
                .field(10, Blob.of().field(1, "y").field(3, Blob.of().field(2, Blob.of())))
                .field(100, Blob.of().field(1, "Scores").field(2, "7").field(4, "MIT"));
        return Blob.of().field(1, 5).field(2, description).field(300, Blob.of()).bytes();
    }

    static byte[] savedModel() {
        Blob shape = Blob.of().field(2, Blob.of().field(1, -1)).field(2, Blob.of().field(1, 4));
        Blob input = Blob.of().field(1, "x").field(2, Blob.of().field(1, "x:0").field(2, 1).field(3, shape));
        Blob signature = Blob.of().field(1, input).field(2, input).field(3, "tensorflow/serving/predict");
        Blob graph = Blob.of().field(1, Blob.of().field(4, "serve").field(5, "2.4.0"))
                .field(5, Blob.of().field(1, "serving_default").field(2, signature));
        return Blob.of().field(1, 1).field(2, graph).bytes();
    }

    /// What [#savedModel] says, with a graph and other things that nobody asks for.
    static String savedModelText() {
        String tensor = """
                { key: "x" value { name: "x:0" dtype: DT_FLOAT tensor_shape { dim { size: -1 } dim { size: 4 } } } }
                """;
        return """
                saved_model_schema_version: 1
                meta_graphs {
                  meta_info_def {
                    stripped_op_list { op { name: "Add" input_arg { name: "x" type_attr: "T" } } }
                    tags: "serve"
                    tensorflow_version: "2.4.0"
                  }
                  graph_def { node { name: "c" op: "Const" attr { key: "value" value { tensor {
                    tensor_content: "\\000\\377\\"\\x7fa" float_val: [1.5, inf] } } } } versions { producer: 9 } }
                  signature_def { key: "serving_default" value {
                    inputs %s
                    outputs %s
                    method_name: "tensorflow/serving/predict" } }
                  signature_def { key: "__saved_model_init_op" value { outputs { key: "i" value { name: "i"
                    dtype: DT_INT64_REF tensor_shape { unknown_rank: true } } } } }
                }
                """.formatted(tensor, tensor);
    }

    static String triton() {
        return """
                name: "digits" # of the post
                backend: 'onnxruntime'
                max_batch_size: 8
                input [{ name: "x" data_type: TYPE_FP32 dims: [ 3, -1 ] }]
                output { name: "y", data_type: TYPE_STRING; dims: 1 dims: 2 }
                dynamic_batching { }
                """;
    }
}
