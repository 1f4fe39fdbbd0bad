package slipway.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A Triton model's `config.pbtxt` by itself, for whoever points at that file; in a scan its folder has it.
final class TritonFileFormat implements FileFormat {
    static final String NAME = "config.pbtxt";
    private static final int MOST_TEXT = 1 << 20;

    @Override
    public Optional<Header> read(Probe probe) throws IOException {
        return probe.name().equals(NAME) ? Optional.of(header(probe)) : Optional.empty();
    }

    static Header header(Probe probe) throws IOException {
        try {
            if (probe.size() > MOST_TEXT) throw new Malformed("too large", MOST_TEXT);
            String text = new String(new Cursor(probe).bytes(probe.size()), StandardCharsets.UTF_8);
            TritonConfig said = TritonConfig.of(text);
            return new Header(TritonFormat.ID, said.name(), null, null, said.signature(), List.of(),
                    TritonFormat.CONTRACTS, said.facts(), List.of());
        } catch (Malformed e) {
            throw e.of(NAME);
        }
    }
}
