package slipway.catalog;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;

import slipway.contract.Signature;

/// A Core ML specification (`.mlmodel`), gzipped ones too. It has no magic: it is one when its parts are, whatever it is
/// called.
final class CoremlFormat implements FileFormat {
    static final String ID = "coreml";
    /// Bytes of a gzipped model that are looked at.
    private static final int MOST_INFLATED = 32 << 20;

    @Override
    public Optional<Header> read(Probe probe) throws IOException {
        if (probe.has(0, "\u001f\u008b")) return probe.named(".mlmodel.gz") ? inflated(probe) : Optional.empty();
        return begins(probe.head()) ? read(probe, probe.named(".mlmodel")) : Optional.empty();
    }

    /// The specification in `bytes`; `named` where a damaged one is worth a problem.
    static Optional<Header> read(Cursor.Bytes bytes, boolean named) throws IOException {
        try {
            CoremlHeader said = CoremlHeader.read(bytes);
            return said.type == null ? Optional.empty() : Optional.of(header(said));
        } catch (Malformed e) {
            if (!named) return Optional.empty();
            throw e.of("Core ML");
        }
    }

    /// `specificationVersion`, a small number, then the description.
    private static boolean begins(byte[] head) {
        return head.length > 4 && head[0] == 0x08 && head[1] > 0 && head[1] <= 20 && head[2] == 0x12;
    }

    private static Optional<Header> inflated(Probe probe) throws IOException {
        RandomAccessFile file = probe.file();
        file.seek(0);
        var in = new GZIPInputStream(Channels.newInputStream(file.getChannel()), 1 << 13);
        byte[] content;
        try {
            content = in.readNBytes(MOST_INFLATED);
        } catch (IOException e) {
            var malformed = new Malformed(String.valueOf(e.getMessage()), file.getFilePointer());
            malformed.initCause(e);
            throw malformed.of("Core ML");
        }
        probe.check();
        return begins(content) ? read(Cursor.Bytes.of(content), true) : Optional.empty();
    }

    private static Header header(CoremlHeader said) {
        var facts = new LinkedHashMap<String, String>();
        put(facts, "architecture", said.type);
        facts.put("specification_version", String.valueOf(said.specification));
        put(facts, "license", said.licence);
        put(facts, "author", said.author);
        if (said.updatable) facts.put("updatable", "yes");
        said.userDefined.forEach(facts::putIfAbsent);
        String tools = said.userDefined.getOrDefault("com.github.apple.coremltools.version",
                said.userDefined.get("coremltoolsVersion"));
        return new Header(ID, blankIsNull(said.description), blankIsNull(said.version),
                tools == null ? null : "coremltools " + tools, new Signature(said.inputs, said.outputs, false),
                List.of(), List.of(), facts, List.of());
    }

    private static void put(Map<String, String> facts, String key, @Nullable String value) {
        if (value != null && !value.isBlank()) facts.put(key, value);
    }

    private static @Nullable String blankIsNull(String text) {
        return text.isBlank() ? null : text;
    }
}
