package slipway.catalog;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import slipway.catalog.PickleValue.Dict;
import slipway.catalog.PickleValue.Items;
import slipway.catalog.PickleValue.Made;
import slipway.catalog.PickleValue.Text;
import slipway.catalog.PickleValue.Whole;

/// How many bytes of an array joblib wrote into the stream after its wrapper, from the wrapper's own state.
final class JoblibArray {
    private static final Pattern TYPE = Pattern.compile("[<>=|]?([a-zA-Z?])(\\d*)");
    /// Where numpy's dtype keeps its size and its flags in its state.
    private static final int SIZE = 5;
    private static final int FLAGS = 7;

    private JoblibArray() {}

    /// Whether the array holds objects, which follow as a pickle of their own.
    static boolean nested(Dict state) {
        if (!(state.entries.get("dtype") instanceof Made type)) return false;
        if (type.arguments instanceof Items given && given.at(0) instanceof Text(String word) && word.startsWith("O")) {
            return true;
        }
        return type.state instanceof Items said && said.at(FLAGS) instanceof Whole(long flags) && (flags & 1) == 1;
    }

    /// @throws Malformed where the state does not say it
    static long bytes(Dict state, long at) throws IOException {
        long count = size(state, at);
        if (!(state.entries.get("shape") instanceof Items shape)) throw new Malformed("no shape", at);
        try {
            for (var dimension : shape.items()) {
                if (!(dimension instanceof Whole(long length)) || length < 0) {
                    throw new Malformed("no dimension", at);
                }
                count = Math.multiplyExact(count, length);
            }
        } catch (ArithmeticException e) {
            throw (IOException) new Malformed("length beyond the end", at).initCause(e);
        }
        return count;
    }

    private static long size(Dict state, long at) throws IOException {
        if (state.entries.get("dtype") instanceof Made type && type.arguments instanceof Items given
                && given.at(0) instanceof Text(String word)) {
            if (type.state instanceof Items said && said.at(SIZE) instanceof Whole(long size) && size > 0) return size;
            Matcher parts = TYPE.matcher(word);
            if (parts.matches() && parts.group(2).length() < 10) {
                long size = parts.group(2).isEmpty() ? 1 : Long.parseLong(parts.group(2));
                return parts.group(1).equals("U") ? 4 * size : size;
            }
        }
        throw new Malformed("no element size", at);
    }
}
