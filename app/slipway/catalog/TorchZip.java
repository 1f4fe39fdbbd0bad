package slipway.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.catalog.PickleValue.Import;
import slipway.contract.Signature;

/// What PyTorch saves: a zip with one folder that holds `data.pkl`; TorchScript where constants are with it.
final class TorchZip {
    /// What torch calls the folder where it knows no file name.
    private static final String NAMELESS = "archive";
    private static final int MOST_CODE = 40;

    private TorchZip() {}

    /// What the zip says; empty where torch did not write it.
    ///
    /// @throws StudioException where its pickle is damaged
    static Optional<Header> header(ZipListing zip, String file) throws IOException {
        String data = zip.entries().stream().map(ZipListing.Entry::name)
                .filter(name -> name.endsWith("data.pkl") && name.indexOf('/') == name.length() - "/data.pkl".length())
                .findFirst().orElse(null);
        if (data == null) return Optional.empty();
        String root = data.substring(0, data.length() - "data.pkl".length());
        boolean script = zip.named(root + "constants.pkl").isPresent();
        PickleScan.Result said = scan(zip, root);
        if (said.whole() == 0 && !said.tooLong() && !said.has(PickleVerdict.UNSAFE)) {
            throw StudioException.of("catalog.damaged", "PyTorch", data + ": " + said.damage());
        }
        String name = root.length() < 2 ? null : root.substring(0, root.length() - 1);
        Header read = PickleHeader.of(script ? "torchscript" : "pytorch-pickle", NAMELESS.equals(name) ? null : name,
                said, facts(zip, root, script), file);
        return Optional.of(script
                ? script(read)
                : new Header(read.format(), read.name(), null, "PyTorch",
                        read.signature(), read.contains(), read.contracts(), read.facts(), read.findings()));
    }

    /// TorchScript is read by a loader of its own, which runs none of what its pickles name.
    private static Header script(Header read) {
        List<Finding> findings = read.findings().stream()
                .filter(found -> found.severity() == Finding.Severity.ERROR).toList();
        return new Header(read.format(), read.name(), null, "PyTorch", Signature.UNKNOWN, read.contains(),
                List.of("oip-v2"), read.facts(), findings);
    }

    /// The object's pickle, and all others that could be loaded with it.
    private static PickleScan.Result scan(ZipListing zip, String root) throws IOException {
        PickleScan.Result main = scan(zip, zip.named(root + "data.pkl").orElseThrow());
        var imports = new LinkedHashSet<Import>(main.imports());
        for (ZipListing.Entry entry : zip.entries()) {
            String name = entry.name();
            if (name.equals(root + "data.pkl") || name.endsWith(".debug_pkl") || name.startsWith(root + "data/")) {
                continue;
            }
            if (!name.endsWith(".pkl") && !PickleFormat.begins(zip.head(entry, 3))) continue;
            imports.addAll(scan(zip, entry).imports());
        }
        return main.with(imports);
    }

    private static PickleScan.Result scan(ZipListing zip, ZipListing.Entry entry) throws IOException {
        return PickleScan.of(zip.source(entry));
    }

    private static Map<String, String> facts(ZipListing zip, String root, boolean script) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("members", String.valueOf(zip.entries().size()));
        put(facts, "archive_version", said(zip, root + "version"));
        put(facts, "byteorder", said(zip, root + "byteorder"));
        if (script) facts.put("code", String.join(", ", code(zip, root)));
        return facts;
    }

    private static List<String> code(ZipListing zip, String root) {
        var code = new ArrayList<String>();
        for (ZipListing.Entry entry : zip.entries()) {
            boolean python = entry.name().startsWith(root + "code/") && entry.name().endsWith(".py");
            if (python && code.size() < MOST_CODE) code.add(entry.name());
        }
        return code;
    }

    private static @Nullable String said(ZipListing zip, String name) {
        return zip.named(name).map(entry -> new String(zip.head(entry, 16), StandardCharsets.UTF_8).strip())
                .orElse(null);
    }

    private static void put(Map<String, String> facts, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) facts.put(key, value);
    }
}
