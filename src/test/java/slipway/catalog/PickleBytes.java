package slipway.catalog;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes pickles by hand, opcode by opcode, so that a test needs no Python and nothing is ever loaded. One pickle.
final class PickleBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static PickleBytes protocol(int protocol) {
        return new PickleBytes().raw(0x80, protocol);
    }

    /// `os.system('true')` of protocol 4, the names on the stack and in the memo.
    static byte[] harmful() {
        return protocol(4).word("os").raw(0x94).word("system").raw(0x94, 0x93, 0x94).word("true").raw(0x85, 'R', '.')
                .bytes();
    }

    /// An object of scikit-learn that states its version.
    static byte[] sklearn() {
        return protocol(4).word("sklearn.linear_model._logistic").word("LogisticRegression").raw(0x93, ')', 0x81, '}')
                .raw('(').word("C").raw('K', 1).word("_sklearn_version").word("1.5.2").raw('u', 'b', '.').bytes();
    }

    /// Joblib's wrapper around an array of `rows` numbers of eight bytes; the numbers themselves are to follow.
    static PickleBytes joblib(String type, int rows) {
        return protocol(4).word("sklearn.svm._classes").word("SVC").raw(0x93, ')', 0x81, '}', '(').word("a")
                .word("joblib.numpy_pickle").word("NumpyArrayWrapper").raw(0x93, ')', 0x81, '}', '(').word("shape")
                .raw('K', rows, 0x85).word("dtype").word("numpy").word("dtype").raw(0x93).word(type)
                .raw(0x89, 0x88, 0x87, 'R', 'u', 'b');
    }

    PickleBytes raw(int... opcodes) {
        for (int opcode : opcodes)
            out.write(opcode);
        return this;
    }

    PickleBytes text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /// A short text of protocol 4.
    PickleBytes word(String text) {
        return raw(0x8c, text.length()).text(text);
    }

    PickleBytes add(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
