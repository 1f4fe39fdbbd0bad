package slipway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.tukaani.xz.MemoryLimitException;

import slipway.base.StudioException;
import slipway.contract.Signature;

/// A packed file: joblib's pickles, XGBoost's and LightGBM's models with gzip around them, SageMaker's `model.tar.gz`.
/// Unpacked as a stream, never to disk, and never beyond a bound.
final class CompressedFormat implements FileFormat {
    private static final int HEAD = 1 << 12;
    private static final int TAR_MARK = 257;
    private static final Pattern PICKLES = Pattern
            .compile(".*\\.(joblib|pkl|pickle|sav|dill)(\\.(gz|z|bz2|lz4|xz|lzma))?");
    private static final List<String> ARCHIVES = List.of(".tar.gz", ".tgz");

    @Override
    public Optional<Header> read(Probe probe) throws IOException {
        Inflated.Kind kind = Inflated.kind(probe.head());
        if (kind == null) return Optional.empty();
        boolean pickle = PICKLES.matcher(probe.name()).matches();
        var inflated = new Inflated(kind, Source.of(probe));
        try {
            return read(probe, inflated);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (MemoryLimitException e) {
            return pickle ? Optional.of(unread(inflated, probe)) : Optional.empty();
        } catch (IOException e) {
            String said = String.valueOf(e.getMessage());
            if (pickle) throw new StudioException(slipway.base.Problem.of("catalog.damaged", "pickle", said), e);
            if (ARCHIVES.stream().noneMatch(probe::named)) return Optional.empty();
            throw new StudioException(slipway.base.Problem.of("catalog.damaged", "model.tar.gz", said), e);
        }
    }

    private static Optional<Header> read(Probe probe, Inflated inflated) throws IOException {
        String file = String.valueOf(probe.path().getFileName());
        byte[] head = Source.head(inflated, HEAD);
        if (tar(head)) {
            Optional<Header> archive = SageMakerArchive.header(inflated, file, probe.size());
            return inflated.kind() == Inflated.Kind.GZIP ? archive : archive.map(read -> repack(read, inflated, file));
        }
        if (PickleFormat.begins(head)) return PickleFormat.header(inflated, file, inflated.facts());
        if (XgboostFormat.begins(head)) return XgboostFormat.header(inflated, inflated.facts(), file);
        return Optional.empty();
    }

    private static boolean tar(byte[] head) {
        return head.length > TAR_MARK + 5 && new String(head, TAR_MARK, 5, java.nio.charset.StandardCharsets.US_ASCII)
                .equals("ustar");
    }

    /// A pickle that would take too much memory to look into.
    private static Header unread(Inflated inflated, Probe probe) {
        String file = String.valueOf(probe.path().getFileName());
        Map<String, String> facts = inflated.facts();
        return new Header("pickle", null, null, null, Signature.UNKNOWN, List.of(), List.of(), facts,
                List.of(new Finding("pickle/packing-memory", Finding.Severity.WARNING,
                        List.of(String.valueOf(facts.get("compression")), Inflated.MOST_MEMORY), file)));
    }

    /// An archive that the platform would take only as `tar.gz`.
    private static Header repack(Header read, Inflated inflated, String file) {
        var findings = new ArrayList<>(read.findings());
        findings.addFirst(new Finding("archive/packing", Finding.Severity.WARNING,
                List.of(String.valueOf(inflated.facts().get("compression"))), file));
        return new Header(read.format(), read.name(), read.version(), read.framework(), read.signature(),
                read.contains(), List.of(), read.facts(), findings);
    }
}
