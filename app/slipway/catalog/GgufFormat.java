package slipway.catalog;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import slipway.contract.Signature;

/// A GGUF file (ggml, docs/gguf.md): the weights and vocabulary of a language model, with what llama.cpp needs to know.
final class GgufFormat implements FileFormat {
    private static final String FORMAT = "GGUF";

    @Override
    public Optional<Header> read(Probe probe) throws IOException {
        if (!probe.has(0, FORMAT) || (prose(probe.head()) && !probe.named(".gguf"))) return Optional.empty();
        try {
            var said = GgufHeader.read(probe);
            // a vocabulary without weights cannot answer anything, nor can a picture encoder alone
            boolean speaks = said.tensors > 0 && !"clip".equals(said.architecture());
            return Optional.of(new Header("gguf", said.text("general.name"), String.valueOf(said.version), null,
                    Signature.UNKNOWN, List.of(), speaks ? List.of("openai") : List.of(), facts(said), List.of()));
        } catch (Malformed e) {
            throw e.of(FORMAT);
        }
    }

    /// Whether the magic is only the first word of a text: a version has zero bytes.
    private static boolean prose(byte[] head) {
        for (int i = 4; i < 8; i++)
            if (i < head.length && head[i] < ' ') return false;
        return head.length > 8;
    }

    private static Map<String, String> facts(GgufHeader said) {
        var facts = new LinkedHashMap<String, String>();
        String architecture = said.architecture();
        put(facts, "architecture", architecture);
        if (said.parameters > 0) facts.put("parameters", String.valueOf(said.parameters));
        put(facts, "quantization", said.quantization());
        for (String figure : List.of("context_length", "embedding_length", "block_count", "vocab_size")) {
            if (architecture != null) put(facts, figure, said.text(architecture + "." + figure));
        }
        put(facts, "license", said.text("general.license"));
        put(facts, "size_label", said.text("general.size_label"));
        put(facts, "author", said.text("general.author"));
        put(facts, "model_version", said.text("general.version"));
        put(facts, "tokenizer", said.text("tokenizer.ggml.model"));
        put(facts, "tokenizer_pre", said.text("tokenizer.ggml.pre"));
        put(facts, "vocabulary", said.text(GgufHeader.TOKENS));
        if (said.has("tokenizer.chat_template")) facts.put("chat_template", "yes");
        facts.put("tensors", String.valueOf(said.tensors));
        if (said.bigEndian) facts.put("byte_order", "big endian");
        return facts;
    }

    private static void put(Map<String, String> facts, String key, @Nullable String value) {
        if (value != null && !value.isBlank()) facts.put(key, value);
    }
}
