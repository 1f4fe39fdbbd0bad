package slipway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import slipway.base.StudioException;
import slipway.contract.Signature;

/// A packed file: joblib's pickles, XGBoost's and LightGBM's models with gzip around them, SageMaker's `model.tar.gz`.
/// Unpacked as a stream, never to disk, and never beyond a bound.
final class CompressedFormat implements FileFormat {
    private static final int HEAD = 1 << 12;
    private static final int TAR_MARK = 257;
    private static final List<String> PICKLES = List.of(".joblib", ".pkl", ".pickle", ".pkl.gz", ".pickle.gz",
            ".joblib.gz", ".pkl.z", ".joblib.z", ".pkl.bz2", ".pkl.xz", ".pkl.lz4");
    private static final List<String> ARCHIVES = List.of(".tar.gz", ".tgz");

    @Override
    public Optional<Header> read(Probe probe) throws IOException {
        Inflated.Kind kind = Inflated.kind(probe.head());
        if (kind == null) return Optional.empty();
        boolean pickle = PICKLES.stream().anyMatch(probe::named);
        if (kind == Inflated.Kind.XZ) return pickle ? Optional.of(unread(kind, probe)) : Optional.empty();
        var inflated = new Inflated(kind, Source.of(probe));
        try {
            return read(probe, inflated);
        } catch (InterruptedIOException e) {
            throw e;
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
        if (tar(head)) return SageMakerArchive.header(inflated, file, probe.size());
        if (PickleFormat.begins(head)) return PickleFormat.header(inflated, file, inflated.facts());
        if (XgboostFormat.begins(head)) return XgboostFormat.header(inflated, inflated.facts(), file);
        return Optional.empty();
    }

    private static boolean tar(byte[] head) {
        return head.length > TAR_MARK + 5 && new String(head, TAR_MARK, 5, java.nio.charset.StandardCharsets.US_ASCII)
                .equals("ustar");
    }

    /// A pickle in a packing that is not read here.
    private static Header unread(Inflated.Kind kind, Probe probe) {
        String file = String.valueOf(probe.path().getFileName());
        var facts = Map.of("compression", kind.name().toLowerCase(java.util.Locale.ROOT));
        return new Header("pickle", null, null, null, Signature.UNKNOWN, List.of(), List.of(), facts,
                List.of(new Finding("pickle/packing-unread", Finding.Severity.WARNING,
                        List.of(facts.get("compression")),
                        file)));
    }
}
