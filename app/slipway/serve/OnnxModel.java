package slipway.serve;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.contract.Tensor;

/// A loaded graph; any number of threads may run it at once. It lives until the process
/// ends: closing it under a request would crash.
final class OnnxModel {
    private final OrtEnvironment env;
    private final OrtSession session;
    private final List<Tensor> inputs;
    private final List<Tensor> outputs;

    /// Loads `file`; a file that is no whole ONNX graph is a problem with the runtime's own words as detail.
    OnnxModel(Path file, int threads) {
        try {
            env = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "slipway");
            try (var options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(threads);
                options.setInterOpNumThreads(1);
                options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
                options.addConfigEntry("session.intra_op.allow_spinning", "0");
                session = env.createSession(file.toString(), options);
            }
            inputs = tensors(file, session.getInputInfo());
            outputs = tensors(file, session.getOutputInfo());
        } catch (OrtException e) {
            throw new StudioException(Problem.of("serve.bad-onnx", file).withDetail(e.getMessage()));
        }
    }

    List<Tensor> inputs() {
        return inputs;
    }

    List<Tensor> outputs() {
        return outputs;
    }

    /// Runs the graph; a [Refusal] where the runtime finds that the values do not fit it.
    List<TensorValue> run(List<TensorValue> given) {
        var feeds = new HashMap<String, OnnxTensor>();
        try {
            for (TensorValue value : given)
                feeds.put(value.name, tensor(value));
            try (OrtSession.Result result = session.run(feeds)) {
                var values = new ArrayList<TensorValue>(outputs.size());
                for (Map.Entry<String, OnnxValue> entry : result)
                    values.add(value(entry.getKey(), entry.getValue()));
                return values;
            }
        } catch (OrtException e) {
            throw Refusal.misfit("The model refused the input: " + e.getMessage());
        } finally {
            feeds.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(TensorValue value) throws OrtException {
        return switch (value.values) {
            case float[] array -> OnnxTensor.createTensor(env, FloatBuffer.wrap(array), value.shape);
            case double[] array -> OnnxTensor.createTensor(env, DoubleBuffer.wrap(array), value.shape);
            case long[] array -> OnnxTensor.createTensor(env, LongBuffer.wrap(array), value.shape);
            case int[] array -> OnnxTensor.createTensor(env, IntBuffer.wrap(array), value.shape);
            case short[] array -> OnnxTensor.createTensor(env, ShortBuffer.wrap(array), value.shape);
            case byte[] array -> OnnxTensor.createTensor(env, ByteBuffer.wrap(array), value.shape,
                    OnnxJavaType.valueOf(value.type.toUpperCase(Locale.ROOT)));
            case String[] array -> OnnxTensor.createTensor(env, array, value.shape);
            default -> throw new IllegalStateException(value.type);
        };
    }

    private static TensorValue value(String name, OnnxValue value) throws OrtException {
        if (!(value instanceof OnnxTensor tensor)) throw new IllegalStateException(name + " is no tensor");
        TensorInfo info = tensor.getInfo();
        Object flat = switch (info.type) {
            case FLOAT, FLOAT16, BFLOAT16 -> tensor.getFloatBuffer().array();
            case DOUBLE -> tensor.getDoubleBuffer().array();
            case INT64 -> tensor.getLongBuffer().array();
            case INT32 -> tensor.getIntBuffer().array();
            case INT16 -> tensor.getShortBuffer().array();
            case INT8, UINT8, BOOL -> bytes(tensor.getByteBuffer());
            case STRING -> strings(tensor.getValue());
            default -> throw new IllegalStateException(name + " is of type " + info.type);
        };
        String type = flat instanceof float[] ? "float32" : type(info.type);
        return new TensorValue(name, type, info.getShape(), flat);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static String[] strings(Object nested) {
        var flat = new ArrayList<String>();
        gather(nested, flat);
        return flat.toArray(String[]::new);
    }

    private static void gather(Object nested, List<String> into) {
        if (nested instanceof Object[] array) for (Object each : array)
            gather(each, into);
        else
            into.add((String) nested);
    }

    private static List<Tensor> tensors(Path file, Map<String, NodeInfo> nodes) {
        var list = new ArrayList<Tensor>();
        for (NodeInfo node : nodes.values()) {
            if (!(node.getInfo() instanceof TensorInfo info)) {
                throw new StudioException(Problem.of("serve.not-tensor", file, node.getName()));
            }
            var shape = new ArrayList<Object>();
            for (long dimension : info.getShape())
                shape.add(dimension);
            list.add(new Tensor(node.getName(), type(info.type), shape));
        }
        return List.copyOf(list);
    }

    private static String type(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> "float32";
            case DOUBLE -> "float64";
            default -> type.name().toLowerCase(Locale.ROOT);
        };
    }
}
