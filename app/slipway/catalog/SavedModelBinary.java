package slipway.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import slipway.catalog.SavedModelHeader.Call;
import slipway.contract.Tensor;

/// Reads `saved_model.pb` without its graph, which may be large. One reading, one thread.
final class SavedModelBinary {
    static final int MOST_SIGNATURES = 1_000;
    static final int MOST_TENSORS = 10_000;
    static final int MOST_DIMENSIONS = 254;

    private final SavedModelHeader header = new SavedModelHeader();
    private final ProtoReader in;
    private String version = "";

    private SavedModelBinary(ProtoReader in) {
        this.in = in;
    }

    static SavedModelHeader read(Cursor.Bytes bytes) throws IOException {
        var reading = new SavedModelBinary(new ProtoReader(bytes));
        while (reading.in.next(bytes.size())) {
            if (reading.in.isBytes(2)) reading.metaGraph(reading.in.valueEnd());
            else if (reading.in.isVarint(1)) reading.in.skip();
            else
                throw new Malformed("unknown field " + reading.in.field(), reading.in.position());
        }
        return reading.header;
    }

    private void metaGraph(long end) throws IOException {
        var found = new TreeMap<String, Call>();
        var labels = new ArrayList<String>();
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isBytes(1)) about(valueEnd, labels);
            else if (in.isBytes(5) && found.size() < MOST_SIGNATURES) entry(valueEnd, found);
            else
                in.skip();
        }
        header.graph(labels, version, found);
    }

    private void about(long end, List<String> labels) throws IOException {
        while (in.next(end)) {
            if (in.isBytes(4) && labels.size() < 100) labels.add(in.text());
            else if (in.isBytes(5)) version = in.text();
            else
                in.skip();
        }
    }

    private void entry(long end, Map<String, Call> into) throws IOException {
        String key = "";
        var call = Call.none();
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isBytes(1)) key = in.text();
            else if (in.isBytes(2)) call = call(valueEnd);
            else
                in.skip();
        }
        into.put(key, call);
    }

    private Call call(long end) throws IOException {
        var call = Call.none();
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isBytes(1)) tensor(valueEnd, call.inputs());
            else if (in.isBytes(2)) tensor(valueEnd, call.outputs());
            else if (in.isBytes(3)) call = new Call(call.inputs(), call.outputs(), in.text());
            else
                in.skip();
        }
        return call;
    }

    private void tensor(long end, Map<String, Tensor> into) throws IOException {
        if (into.size() >= MOST_TENSORS) throw new Malformed("too many tensors", in.position());
        String key = "";
        var tensor = new Tensor("", "unknown", List.of());
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isBytes(1)) key = in.text();
            else if (in.isBytes(2)) tensor = info(valueEnd);
            else
                in.skip();
        }
        into.put(key, new Tensor(key, tensor.type(), tensor.shape()));
    }

    private Tensor info(long end) throws IOException {
        String type = "unknown";
        var shape = new ArrayList<Object>();
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (in.isVarint(2)) {
                type = SavedModelHeader.type(in.number());
            } else if (in.isBytes(3)) {
                shape(valueEnd, shape);
            } else {
                in.skip();
            }
        }
        return new Tensor("", type, shape);
    }

    private void shape(long end, List<Object> shape) throws IOException {
        while (in.next(end)) {
            long valueEnd = in.valueEnd();
            if (!in.isBytes(2)) {
                in.skip();
                continue;
            }
            if (shape.size() >= MOST_DIMENSIONS) throw new Malformed("too many dimensions", in.position());
            long size = 0;
            while (in.next(valueEnd)) {
                if (in.isVarint(1)) size = in.number();
                else
                    in.skip();
            }
            shape.add(MlflowSignature.dimension(size));
        }
    }
}
