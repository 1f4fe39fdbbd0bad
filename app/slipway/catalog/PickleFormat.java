package slipway.catalog;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import slipway.base.StudioException;

/// A file of pickles of any framework: pickle, joblib, torch before zip. Known by its opcodes, never loaded.
final class PickleFormat implements FileFormat {
    private static final List<String> ENDINGS = List.of(".pkl", ".pickle", ".joblib", ".sav", ".dill", ".pt", ".pth",
            ".ckpt");
    /// What opcodes of the text protocols a pickle can begin with.
    private static final String TEXT_STARTS = "(c]}iISVLFNGTUXKMJ)ld";
    /// What a trainer leaves beside the model.
    private static final Set<String> STATES = Set.of("training_args.bin", "scheduler.pt", "optimizer.pt");
    private static final int ENOUGH_OPCODES = 20;
    /// Magic, version and length of a numpy file.
    private static final int NUMPY_HEAD = 10;

    @Override
    public Optional<Header> read(Probe probe) throws IOException {
        if (probe.has(0, "\u0093NUMPY")) return array(probe);
        byte[] head = probe.head();
        if (!begins(head) && (head.length < 2 || TEXT_STARTS.indexOf(head[0]) < 0)) return Optional.empty();
        return header(Source.of(probe), file(probe), Map.of());
    }

    /// Whether a pickle of protocol 2 or later can begin so.
    static boolean begins(byte[] head) {
        return head.length > 2 && (head[0] & 0xff) == 0x80 && head[1] >= 2 && head[1] <= 5;
    }

    /// What the pickles of `source` are; `file` is the name of the file.
    static Optional<Header> header(Source source, String file, Map<String, String> facts) throws IOException {
        String name = file.toLowerCase(Locale.ROOT);
        boolean begins = begins(Source.head(source, 3));
        boolean named = ENDINGS.stream().anyMatch(name::endsWith) || facts.containsKey("compression");
        PickleScan.Result said = PickleScan.of(source, begins || named);
        boolean unsafe = said.has(PickleVerdict.UNSAFE);
        boolean whole = said.whole() > 0 || said.tooLong();
        if (!unsafe && (STATES.contains(name) || name.startsWith("rng_state"))) return Optional.empty();
        if (!begins && !text(said, named, unsafe)) return Optional.empty();
        if (!whole && !unsafe && !arrays(said)) {
            if (!named && (said.opcodes() < ENOUGH_OPCODES || said.imports().isEmpty())) return Optional.empty();
            throw StudioException.of("catalog.damaged", "pickle", String.valueOf(said.damage()));
        }
        return Optional.of(PickleHeader.of(said.legacy() ? "pytorch-pickle" : "pickle", null, said, facts, file));
    }

    /// Whether a file that begins like many a text is a pickle all the same.
    private static boolean text(PickleScan.Result said, boolean named, boolean unsafe) {
        boolean clean = said.whole() > 0 && !said.trailing() && said.damage() == null;
        if (named) return unsafe || clean;
        return (clean && !said.imports().isEmpty()) || (unsafe && said.whole() > 0);
    }

    /// Whether the walk was ended by an array of joblib's that does not say its size; the file may well be whole.
    private static boolean arrays(PickleScan.Result said) {
        String damage = String.valueOf(said.damage());
        if (damage.startsWith("cut off") || damage.startsWith("length beyond")) return false;
        return said.imports().stream().anyMatch(what -> what.name().equals("NumpyArrayWrapper"));
    }

    /// An array of objects is a pickle behind a short text; worth a word only where it could do harm.
    private static Optional<Header> array(Probe probe) throws IOException {
        byte[] head = probe.head();
        if (head.length < NUMPY_HEAD) return Optional.empty();
        long from = NUMPY_HEAD + (head[8] & 0xff) + 256L * (head[9] & 0xff);
        if (head[6] > 1 || from >= probe.size()) return Optional.empty();
        PickleScan.Result said = PickleScan.of(Source.part(probe, from, probe.size() - from));
        if (!said.has(PickleVerdict.UNSAFE)) return Optional.empty();
        return Optional.of(PickleHeader.of("pickle", null, said, Map.of(), file(probe)));
    }

    private static String file(Probe probe) {
        return String.valueOf(probe.path().getFileName());
    }
}
