package slipway.catalog;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import slipway.base.Secrets;

/// What lies in an archive, member by member, read where it lies: formats, pickles, texts that matter to a platform.
/// One archive, one thread.
final class Members {
    static final int HEAD = 512;
    private static final int MOST_TEXT = 1 << 20;
    private static final int MOST_NESTED = 16 << 20;
    private static final List<String> NESTED = List.of(".pt", ".pth", ".bin", ".ckpt");
    private static final int MOST_TEXTS = 64;
    private static final int MOST_FINDINGS = 200;

    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> contains = new TreeSet<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> texts = new LinkedHashMap<>();

    /// Looks at a member; `head` is its first bytes.
    void add(String name, Source source, byte[] head) throws IOException {
        names.add(name);
        String small = name.toLowerCase(Locale.ROOT);
        if (escapes(name)) add(new Finding("archive/escape", Finding.Severity.ERROR, List.of(name), name));
        Inflated.Kind packed = small.endsWith(".gz") ? null : Inflated.kind(head);
        boolean pickle = small.endsWith(".pkl") || small.endsWith(".pickle") || small.endsWith(".joblib");
        if (packed != null) {
            packed(name, new Inflated(packed, source));
        } else if (pickle || PickleFormat.begins(head)) {
            pickle(name, PickleFormat.header(source, name, Map.of()));
        } else if (head.length > 3 && head[0] == 'P' && head[1] == 'K' && NESTED.stream().anyMatch(small::endsWith)) {
            nested(name, source);
        } else {
            String format = format(small, head);
            if (format != null) contains.add(format);
            if (isText(small)) text(name, source);
        }
    }

    private void packed(String name, Inflated inflated) throws IOException {
        try {
            pickle(name, PickleFormat.header(inflated, name, inflated.facts()));
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            add(new Finding("archive/unreadable-entry", Finding.Severity.WARNING,
                    List.of(name, String.valueOf(e.getMessage())), name));
        }
    }

    private void pickle(String name, Optional<Header> read) {
        read.ifPresent(header -> {
            contains.add(header.format());
            contains.addAll(header.contains());
            header.findings().stream().filter(found -> !present(found))
                    .forEach(found -> add(new Finding(found.rule(), found.severity(), found.args(), name)));
        });
    }

    /// What torch saved lies in archives as an archive of its own.
    private void nested(String name, Source source) throws IOException {
        byte[] content = Source.head(source, MOST_NESTED + 1);
        if (content.length > MOST_NESTED) {
            add(new Finding("archive/not-wholly-read", Finding.Severity.INFO, List.of(name), name));
            contains.add("pytorch-pickle");
            return;
        }
        try {
            pickle(name, TorchZip.header(ZipListing.of(Cursor.Bytes.of(content)), name));
        } catch (Malformed e) {
            add(new Finding("archive/unreadable-entry", Finding.Severity.WARNING,
                    List.of(name, String.valueOf(e.getMessage())), name));
        }
    }

    /// What a member holds at its beginning, by its bytes, and by its name where bytes say little.
    private static @Nullable String format(String name, byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (name.endsWith("saved_model.pb")) return "tf-savedmodel";
        if (name.endsWith("xgboost-model")) return "xgboost";
        if (name.endsWith(".onnx") && head.length > 2 && head[0] == 8) return "onnx";
        if (name.endsWith(".safetensors") && text.startsWith("{", 8)) return "safetensors";
        if (name.endsWith("mlmodel") && text.contains("flavors:")) return "mlflow";
        if (text.startsWith("GGUF")) return "gguf";
        if (text.startsWith("TFL3", 4)) return "tflite";
        if (text.startsWith("CBM1")) return "catboost";
        if (text.startsWith("tree\nversion=")) return "lightgbm";
        if (text.startsWith("{L\0\0\0\0\0\0\0\7learner") || text.startsWith("{\"learner\"")) return "xgboost";
        return text.startsWith("\u0089HDF\r\n\u001a\n") ? "keras" : null;
    }

    private static boolean isText(String name) {
        return name.endsWith(".py") || name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".txt")
                || name.endsWith(".json") || name.endsWith(".env") || name.endsWith(".cfg") || name.endsWith(".sh")
                || name.endsWith("serve");
    }

    private void text(String name, Source source) throws IOException {
        if (texts.size() >= MOST_TEXTS) return;
        byte[] content = Source.head(source, MOST_TEXT);
        String text = new String(content, StandardCharsets.UTF_8);
        texts.put(name, text);
        Secrets.in(text).forEach(secret -> add(
                new Finding("files/secret", Finding.Severity.WARNING, List.of(secret.kind(), secret.masked()), name)));
    }

    static boolean escapes(String name) {
        String slashed = name.replace('\\', '/');
        return slashed.startsWith("/") || slashed.matches("[A-Za-z]:.*") || ("/" + slashed + "/").contains("/../");
    }

    private static boolean present(Finding found) {
        return found.rule().equals("pickle/present");
    }

    void add(Finding finding) {
        if (findings.size() < MOST_FINDINGS) findings.add(finding);
    }

    Collection<String> names() {
        return names;
    }

    Set<String> contains() {
        return contains;
    }

    /// All findings, with a word on pickles where there are some.
    List<Finding> findings(String file) {
        var all = new ArrayList<>(findings);
        if (contains.contains("pickle")) {
            all.add(new Finding("pickle/present", Finding.Severity.INFO, List.of(), file));
        }
        return all;
    }

    /// The text of a member, by its name.
    Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name));
    }
}
