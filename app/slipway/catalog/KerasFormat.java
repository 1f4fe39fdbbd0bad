package slipway.catalog;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

import slipway.contract.Signature;

/// A Keras model: the zip of Keras 3 (`.keras`), or HDF5 whose root group has the attributes that Keras writes.
final class KerasFormat implements FileFormat {
    private static final String ID = "keras";
    private static final String FORMAT = "Keras";
    private static final int MOST_CONFIG = 4 << 20;

    @Override
    public Optional<Header> read(Probe probe) throws IOException {
        if (probe.has(0, Hdf5Attributes.SIGNATURE)) return hdf5(probe);
        return probe.has(0, "PK\u0003\u0004") ? zip(probe) : Optional.empty();
    }

    private static Optional<Header> hdf5(Probe probe) throws IOException {
        boolean named = probe.named(".h5") || probe.named(".hdf5") || probe.named(".keras");
        try {
            var attributes = Hdf5Attributes.read(probe);
            String config = attributes.text("model_config");
            boolean weights = attributes.has("layer_names");
            if (config == null && !weights) return Optional.empty();
            if (attributes.cut()) throw new Malformed("cut off", probe.size());
            String version = attributes.text("keras_version");
            var said = KerasConfig.of(config == null ? null : SafeJson.tree(config));
            said.fact("backend", attributes.text("backend"));
            if (config == null) said.fact("content", "weights");
            return Optional.of(header(said, version));
        } catch (Malformed e) {
            // HDF5 holds much else, and what is damaged need not be a model
            if (!named) return Optional.empty();
            throw e.of(FORMAT);
        }
    }

    private static Optional<Header> zip(Probe probe) throws IOException {
        boolean named = probe.named(".keras");
        try {
            var zip = ZipListing.of(probe);
            var config = zip.named("config.json");
            var metadata = zip.named("metadata.json");
            if (config.isEmpty() || metadata.isEmpty()) {
                if (named) throw new Malformed("no config.json and metadata.json", 0);
                return Optional.empty();
            }
            String about = zip.text(metadata.get(), MOST_CONFIG);
            String text = zip.text(config.get(), MOST_CONFIG);
            if (about == null || text == null) throw new Malformed("too large a config.json", config.get().at());
            JsonNode facts = SafeJson.tree(about);
            if (!facts.has("keras_version")) return Optional.empty();
            var said = KerasConfig.of(SafeJson.tree(text));
            said.fact("date_saved", facts.path("date_saved").asString(""));
            return Optional.of(header(said, facts.path("keras_version").asString("")));
        } catch (Malformed e) {
            if (!named) return Optional.empty();
            throw e.of(FORMAT);
        }
    }

    private static Header header(KerasConfig said, @org.jspecify.annotations.Nullable String version) {
        boolean stated = version != null && !version.isBlank();
        return new Header(ID, said.name(), stated ? version : null, stated ? "Keras " + version : FORMAT,
                new Signature(said.inputs(), List.of(), false), List.of(), List.of(), said.facts(), said.findings());
    }
}
