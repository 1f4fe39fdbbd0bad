package slipway.traffic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import slipway.contract.Signature;
import slipway.wire.Head;
import slipway.wire.HeadWriter;
import slipway.wire.Name;

/// One request on its way into the protocol that its server speaks, and the answer's way back into the asker's: MLflow's
/// and SageMaker's forms, and the tensors of the Open Inference Protocol. First [#request], then [#answer], each on a
/// worker thread; a body that is in the server's own protocol passes as it is.
final class Translation {
    static final int LARGEST = 1 << 20;
    static final int LARGEST_ANSWER = 8 << 20;
    private static final String OIP = "oip-v2";
    private static final Name[] REPLACED = {Hops.CONTENT_TYPE, Hops.ACCEPT, Hops.ACCEPT_ENCODING};
    private static final Name[] AS_IT_IS = {};

    private final Target target;
    private final Signature signature;
    private boolean changed;
    private boolean tensorsAsked;
    private @Nullable JsonNode id;

    Translation(Target target, Signature signature) {
        this.target = target;
        this.signature = signature;
    }

    /// Why a request with these headers is not even read; null where it is.
    static @Nullable Untranslatable refusal(Head headers, long length) {
        String encoding = headers.get(Hops.CONTENT_ENCODING);
        if (encoding != null) return new Untranslatable(415, "map-encoded", encoding);
        if (headers.has(Hops.BINARY_TENSORS)) return new Untranslatable(415, "map-encoded", "OIP binary");
        return length > LARGEST ? Untranslatable.large() : null;
    }

    /// Writes the headers of a request or an answer with a body of `length`, which [#replaced] were left out of.
    void head(HeadWriter headers, int length) {
        headers.line(Hops.CONTENT_LENGTH, length);
        if (changed) headers.line(Hops.CONTENT_TYPE, Hops.JSON_TYPE);
    }

    /// The headers that are not passed on: what comes back must be readable too.
    Name[] replaced() {
        return changed ? REPLACED : AS_IT_IS;
    }

    /// Whether body and answer are another's words; known after [#request].
    boolean changed() {
        return changed;
    }

    /// @param contentType of the request, `null` in words where it has none
    byte[] request(byte[] body, String contentType) throws Untranslatable {
        boolean tensorsServed = target.contract().equals(OIP);
        String type = contentType.toLowerCase(Locale.ROOT);
        List<Block> blocks;
        if (type.startsWith("text/csv")) {
            if (!tensorsServed) return body;
            blocks = FormBodies.csv(new String(body, StandardCharsets.UTF_8));
        } else {
            JsonNode root = json(body);
            tensorsAsked = TensorBodies.isRequest(root);
            if (tensorsAsked == tensorsServed) return body;
            id = root.get("id");
            blocks = tensorsAsked ? TensorBodies.read(root, "inputs") : FormBodies.request(root);
        }
        changed = true;
        return bytes(tensorsServed
                ? TensorBodies.write(TensorBodies.object(), "inputs", TensorBodies.fit(blocks, signature.inputs()),
                        signature.inputs())
                : FormBodies.write(renamed(blocks), target.contract(), signature.tabular()));
    }

    /// A table's columns have names; a tensor without one takes the model's.
    private List<Block> renamed(List<Block> blocks) throws Untranslatable {
        return signature.tabular() ? TensorBodies.fit(blocks, signature.inputs()) : blocks;
    }

    /// What the asker gets; an answer that cannot be read passes as it is.
    byte[] answer(int status, byte[] body) {
        if (!changed) return body;
        try {
            if (status != 200) return bytes(failure(status, body));
            JsonNode root = json(body);
            return tensorsAsked
                    ? bytes(tensors(root))
                    : bytes(FormBodies.predictions(TensorBodies.read(root,
                            "outputs")));
        } catch (Untranslatable e) {
            return body;
        }
    }

    private ObjectNode tensors(JsonNode answer) throws Untranslatable {
        ObjectNode root = TensorBodies.object().put("model_name", target.deployment()).put("model_version",
                String.valueOf(target.revision()));
        if (id != null) root.set("id", id);
        var outputs = new ArrayList<Block>();
        List<Block> found = FormBodies.answer(answer);
        for (int i = 0; i < found.size(); i++) {
            Block each = found.get(i);
            boolean known = i < signature.outputs().size();
            outputs.add(each.name().isEmpty()
                    ? each.named(known ? signature.outputs().get(i).name() : "output-" + i)
                    : each);
        }
        return TensorBodies.write(root, "outputs", outputs, signature.outputs());
    }

    /// The server's own sentence in the shape that the asker expects errors in.
    private ObjectNode failure(int status, byte[] body) {
        String message = message(body);
        return tensorsAsked
                ? TensorBodies.object().put("error", message)
                : TensorBodies.object().put("error_code", status < 500 ? "BAD_REQUEST" : "INTERNAL_ERROR").put(
                        "message", message);
    }

    private static String message(byte[] body) {
        try {
            JsonNode root = json(body);
            for (String key : List.of("message", "error", "detail")) {
                JsonNode said = root.path(key);
                if (said.isString()) return said.asString();
                if (said.path("message").isString()) return said.path("message").asString();
            }
        } catch (Untranslatable e) {
            // then the text itself is the message
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private static JsonNode json(byte[] body) throws Untranslatable {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            throw new Untranslatable(400, "map-json", e.getOriginalMessage());
        }
    }

    private static byte[] bytes(ObjectNode root) {
        return JsonMapper.shared().writeValueAsBytes(root);
    }
}
