package slipway.catalog;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.StudioException;
import slipway.contract.Signature;

/// Models that are zips: PyTorch, TorchServe's archive, an artifact of OCI Data Science, pickles packed together. The
/// entries are listed and read where they lie, nothing is unpacked to disk.
final class ZipFormat implements FileFormat {
    private static final int MOST_MANIFEST = 1 << 20;
    private static final String MANIFEST = "MAR-INF/MANIFEST.json";
    private static final List<String> ENDINGS = List.of(".pt", ".pth", ".mar", ".ckpt");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public Optional<Header> read(Probe probe) throws IOException {
        if (!probe.has(0, "PK\u0003\u0004")) return Optional.empty();
        String file = String.valueOf(probe.path().getFileName());
        try {
            ZipListing zip = ZipListing.of(probe);
            // Keras has a reader of its own
            if (zip.named("metadata.json").isPresent() && zip.named("config.json").isPresent()) {
                return Optional.empty();
            }
            Optional<Header> torch = TorchZip.header(zip, file);
            if (torch.isPresent()) return torch;
            return archive(zip, file, probe.named(".mar"));
        } catch (Malformed e) {
            if (ENDINGS.stream().noneMatch(probe::named)) return Optional.empty();
            throw e.of(probe.named(".mar") ? "TorchServe" : "PyTorch");
        }
    }

    private static Optional<Header> archive(ZipListing zip, String file, boolean mar) throws IOException {
        boolean served = zip.named(MANIFEST).isPresent();
        if (mar && !served) throw StudioException.of("catalog.no-manifest", MANIFEST);
        Members members = members(zip, file);
        if (served) return Optional.of(mar(zip, members, file));
        Optional<Header> oci = OciArtifact.header(members, file);
        if (oci.isPresent()) return oci;
        boolean harmful = members.findings(file).stream().anyMatch(found -> found.rule().startsWith("pickle/unsafe"));
        boolean pickles = members.contains().contains("pickle") && !file.endsWith(".npz");
        if (!harmful && !pickles) return Optional.empty();
        return Optional.of(new Header("pickle", null, null, null, Signature.UNKNOWN, List.of(), List.of(),
                Map.of("members", String.valueOf(zip.entries().size())), members.findings(file)));
    }

    private static Members members(ZipListing zip, String file) throws IOException {
        var members = new Members();
        for (ZipListing.Entry entry : zip.entries()) {
            if (entry.name().endsWith("/")) continue;
            try {
                members.add(entry.name(), zip.source(entry), zip.head(entry, Members.HEAD));
            } catch (Malformed | StudioException e) {
                members.add(new Finding("archive/unreadable-entry", Finding.Severity.WARNING,
                        List.of(entry.name(), String.valueOf(e.getMessage())), entry.name()));
            }
        }
        if (zip.cut()) {
            members.add(new Finding("archive/not-wholly-read", Finding.Severity.WARNING,
                    List.of(file), file));
        }
        return members;
    }

    private static Header mar(ZipListing zip, Members members, String file) {
        String text = zip.named(MANIFEST).map(entry -> zip.text(entry, MOST_MANIFEST)).orElse(null);
        if (text == null) throw StudioException.of("catalog.no-manifest", MANIFEST);
        try {
            JsonNode said = JSON.readTree(text);
            JsonNode model = said.path("model");
            var facts = new LinkedHashMap<String, String>();
            fact(facts, "handler", model.path("handler"));
            fact(facts, "serialized_file", model.path("serializedFile"));
            fact(facts, "runtime", said.path("runtime"));
            fact(facts, "archiver_version", said.path("archiverVersion"));
            String name = model.path("modelName").asString("");
            String version = model.path("modelVersion").asString("");
            return new Header("torchserve-archive", name.isBlank() ? null : name, version.isBlank() ? null : version,
                    "PyTorch", Signature.UNKNOWN, List.copyOf(members.contains()), List.of(), facts,
                    members.findings(file));
        } catch (JacksonException e) {
            throw new StudioException(
                    slipway.base.Problem.of("catalog.damaged", "TorchServe", MANIFEST + ": " + e.getOriginalMessage()),
                    e);
        }
    }

    private static void fact(Map<String, String> facts, String key, JsonNode value) {
        String text = value.asString("");
        if (!text.isBlank()) facts.put(key, text.length() > 200 ? text.substring(0, 200) : text);
    }
}
