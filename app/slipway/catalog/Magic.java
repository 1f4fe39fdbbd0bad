package slipway.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;

/// Tells what a file is from its first bytes.
final class Magic {
    private static final int HEAD = 64;

    private Magic() {}

    /// The format id of a file inside a folder model, or null.
    static @Nullable String format(Path path) throws IOException {
        byte[] head = head(path);
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (head.length > 2 && text.charAt(0) == '\u0080' && head[1] >= 2 && head[1] <= 5) return "pickle";
        if (text.startsWith("tree\nversion=")) return "lightgbm";
        if (text.startsWith("CBM1")) return "catboost";
        if (text.startsWith("GGUF")) return "gguf";
        if (text.startsWith("TFL3", 4)) return "tflite";
        if (text.startsWith("\u0089HDF\r\n\u001a\n")) return "keras";
        if (text.startsWith("{L") && text.contains("learner")) return "xgboost";
        if (looksLikeOnnx(path)) {
            try {
                return OnnxHeader.read(path).isModel() ? "onnx" : null;
            } catch (ProtoReader.Malformed e) {
                return null;
            }
        }
        return null;
    }

    /// Whether the file begins as a ModelProto does: `ir_version`, a small number.
    static boolean looksLikeOnnx(Path path) throws IOException {
        byte[] head = head(path);
        return head.length > 2 && head[0] == 0x08 && head[1] > 0;
    }

    /// Throws where the file only stands in for a model: empty, or a pointer that git-lfs left.
    static void refuseStandIn(Path path) throws IOException {
        byte[] head = head(path);
        if (head.length == 0) throw StudioException.of("catalog.empty");
        if (new String(head, StandardCharsets.ISO_8859_1).startsWith("version https://git-lfs.github.com/spec/")) {
            throw StudioException.of("catalog.lfs-pointer");
        }
    }

    private static byte[] head(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            return in.readNBytes(HEAD);
        }
    }
}
