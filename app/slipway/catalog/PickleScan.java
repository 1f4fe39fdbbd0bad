package slipway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.catalog.PickleValue.Dict;
import slipway.catalog.PickleValue.Import;
import slipway.catalog.PickleValue.Items;
import slipway.catalog.PickleValue.Made;
import slipway.catalog.PickleValue.Plain;
import slipway.catalog.PickleValue.Text;
import slipway.catalog.PickleValue.Whole;

/// Reads the pickles of one file, one after the other, without loading them: what they import, what they stand for.
/// Joblib's arrays and torch's storages are passed over, and searched for what they could hide. One file, one thread.
final class PickleScan implements PickleMachine.Listener {
    static final int MOST_OPCODES = 1_000_000;
    private static final int MOST_PICKLES = 100;
    private static final int MOST_IMPORTS = 2_000;
    private static final int MOST_STORAGES = 100_000;
    /// Pickles at the beginning of a torch file of old: magic number, protocol, system, object, keys of the storages.
    private static final int TORCH_PICKLES = 5;
    private static final int TORCH_OBJECT = 4;

    /// What a file of pickles says of itself.
    ///
    /// @param imports  in the order of the file
    /// @param root     full name of the class of what is pickled, `dict`, `list`, or null
    /// @param sklearn  version of scikit-learn that the objects state
    /// @param protocol highest protocol stated, 0 where none is
    /// @param opcodes  walked in all
    /// @param whole    pickles walked to their end
    /// @param damage   why the walk ended early, and where; null where all is well
    /// @param tooLong  whether the walk ended at [#MOST_OPCODES]
    /// @param trailing whether something else than a pickle follows the last pickle
    /// @param legacy   whether it is a torch file of the time before zip
    /// @param values   numbers in the storages that torch is asked for, 0 where there are none
    record Result(Set<Import> imports, @Nullable String root, @Nullable String sklearn, int protocol, long opcodes,
            int whole, @Nullable String damage, boolean tooLong, boolean trailing, boolean legacy, long values) {

        Result with(Set<Import> all) {
            return new Result(all, root, sklearn, protocol, opcodes, whole, damage, tooLong, trailing, legacy, values);
        }

        boolean has(PickleVerdict verdict) {
            return imports.stream().anyMatch(what -> PickleVerdict.of(what) == verdict);
        }
    }

    /// The limit of opcodes is reached; what was found so far stands.
    private static final class TooLong extends IOException {
        private TooLong() {
            super("more than " + MOST_OPCODES + " opcodes");
        }
    }

    private final Bytes in;
    private final Set<Import> imports = new LinkedHashSet<>();
    private final List<PickleSearch.Stretch> unread = new ArrayList<>();
    private final Map<String, Long> storages = new HashMap<>();
    private @Nullable String root;
    private @Nullable String sklearn;
    private @Nullable String damage;
    private int protocol;
    private long opcodes;
    private int whole;
    private boolean trailing;
    private boolean legacy;
    private boolean tooLong;

    private PickleScan(Bytes in) {
        this.in = in;
    }

    /// What the pickles of `source` say, and what hides where the walk does not lead. What ends the walk stands in the
    /// result; a failing disk is thrown.
    static Result of(Source source) throws IOException {
        return of(source, true);
    }

    /// As [#of(Source)]; without `search`, where the file may well be none, only the walk.
    static Result of(Source source, boolean search) throws IOException {
        PickleScan scan;
        try (InputStream stream = source.open()) {
            scan = new PickleScan(new Bytes(stream, source.size()));
            scan.walk();
        }
        if (search) {
            for (Import found : PickleSearch.in(source, scan.unread))
                scan.imported(found);
        }
        return scan.result();
    }

    private Result result() {
        long values = 0;
        for (long count : storages.values())
            values += count;
        return new Result(imports, root, sklearn, protocol, opcodes, whole, damage, tooLong, trailing, legacy, values);
    }

    private void walk() throws IOException {
        long start = 0;
        try {
            while (whole < MOST_PICKLES && in.peek() >= 0) {
                start = in.position();
                if (legacy && whole == TORCH_PICKLES) return;
                var machine = new PickleMachine(in, this);
                PickleValue value = machine.run();
                protocol = Math.max(protocol, machine.protocol());
                finished(value);
            }
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            trailing = whole > 0 && e instanceof Malformed;
            if (!trailing) damage = e instanceof Malformed ? e.getMessage() : e.getMessage() + at();
            tooLong = e instanceof TooLong || e instanceof Inflated.TooMuch;
            unread.add(new PickleSearch.Stretch(trailing ? start : in.position(), Long.MAX_VALUE));
        }
    }

    private String at() {
        return " at byte " + in.position();
    }

    private void finished(PickleValue value) {
        whole++;
        if (whole == 1 && value == Plain.TORCH) legacy = true;
        if (whole == (legacy ? TORCH_OBJECT : 1)) root = kind(value);
    }

    private static @Nullable String kind(PickleValue value) {
        return switch (value) {
            case Made made -> made.kind();
            case Import named -> named.full();
            case Dict _ -> "dict";
            case Plain plain -> plain == Plain.LIST ? "list" : null;
            case Items _ -> "tuple";
            case Text _,Whole _ -> null;
        };
    }

    @Override
    public void opcode(int opcode) throws IOException {
        if (++opcodes > MOST_OPCODES) throw new TooLong();
    }

    @Override
    public void imported(Import what) {
        boolean room = imports.size() < MOST_IMPORTS
                || (imports.size() < 2 * MOST_IMPORTS && PickleVerdict.of(what) == PickleVerdict.UNSAFE);
        if (room) imports.add(what);
    }

    @Override
    public void set(String key, String value) {
        if (sklearn == null && key.equals("_sklearn_version")) sklearn = value;
    }

    @Override
    public void persistent(PickleValue id) {
        if (id instanceof Items items && items.at(2) instanceof Text(String key)
                && items.at(4) instanceof Whole(long count) && count >= 0 && storages.size() < MOST_STORAGES) {
            storages.put(key, Math.min(count, 1L << 48));
        }
    }

    @Override
    public void built(Made object, Dict state) throws IOException {
        String kind = object.kind();
        if (kind == null || !kind.endsWith("joblib.numpy_pickle.NumpyArrayWrapper")) return;
        if (JoblibArray.nested(state)) {
            new PickleMachine(in, this).run();
            return;
        }
        if (state.entries.containsKey("numpy_array_alignment_bytes")) in.skip(in.next());
        long from = in.position();
        in.skip(JoblibArray.bytes(state, from));
        unread.add(new PickleSearch.Stretch(from, in.position()));
    }
}
