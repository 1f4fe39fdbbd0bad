package slipway.catalog;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// The keys and the list of tensors at the head of a GGUF file; as strict as gguf-py's GGUFReader, and never holding
/// more of an array than its length. One reading, one thread.
final class GgufHeader {
    static final String TOKENS = "tokenizer.ggml.tokens";
    private static final int MOST_KEYS = 65_536;
    private static final int MOST_TENSORS = 1_000_000;
    private static final int LONGEST_NAME = 65_535;
    /// Bytes of a value that is kept; a chat template is longer and only its being there counts.
    private static final int SHOWN = 1_024;
    private static final int MOST_NESTED = 4;
    private static final int STRING = 8;
    private static final int ARRAY = 9;
    /// Bytes of a value by its type, 0 where that varies.
    private static final int[] WIDTHS = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

    int version;
    boolean bigEndian;
    long tensors;
    long parameters;

    private final Map<String, String> values = new HashMap<>();
    private final Map<GgmlType, Long> bytesByType = new HashMap<>();
    private final Cursor in;
    private long alignment = 32;

    private GgufHeader(Cursor in) {
        this.in = in;
    }

    static GgufHeader read(Cursor.Bytes bytes) throws IOException {
        var header = new GgufHeader(new Cursor(bytes));
        header.read();
        return header;
    }

    /// The value of `key` as text, an array's length; null where it is not there.
    @Nullable
    String text(String key) {
        return values.get(key);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    @Nullable
    String architecture() {
        return text("general.architecture");
    }

    /// As the file says of itself, else the type that most bytes of weights have.
    @Nullable
    String quantization() {
        String stated = GgmlType.fileType(text("general.file_type"));
        if (stated != null) return stated;
        return bytesByType.entrySet().stream().max(Map.Entry.comparingByValue()).map(most -> most.getKey().name())
                .orElse(null);
    }

    private void read() throws IOException {
        in.at(4);
        long stated = in.u32();
        if ((stated & 0xffff) == 0) {
            bigEndian = true;
            in.bigEndian(true);
            stated = in.at(4).u32();
        }
        if (stated != 2 && stated != 3) throw new Malformed("version " + stated + " is not read by llama.cpp", 4);
        version = (int) stated;
        tensors = count(MOST_TENSORS, 24);
        long keys = count(MOST_KEYS, 13);
        for (long i = 0; i < keys; i++)
            pair();
        tensors();
    }

    /// A count of things that take at least `least` bytes each.
    private long count(long most, int least) throws IOException {
        long at = in.position();
        long count = in.u64();
        if (count < 0 || count > most || count > in.size() / least) {
            throw new Malformed("a count of " + Long.toUnsignedString(count) + " is impossible", at);
        }
        return count;
    }

    private void pair() throws IOException {
        long at = in.position();
        String key = name();
        long type = in.u32();
        if (key.equals("general.alignment") && type != 4) throw new Malformed("bad type of general.alignment", at);
        String value = value(type, 0);
        if (values.putIfAbsent(key, value) != null) throw new Malformed("key “" + key + "” twice", at);
        if (!key.equals("general.alignment")) return;
        alignment = Long.parseLong(value);
        if (Long.bitCount(alignment) != 1) throw new Malformed("alignment is no power of two", at);
    }

    private String name() throws IOException {
        long at = in.position();
        long length = in.u64();
        if (length < 0 || length > LONGEST_NAME) throw new Malformed("impossible length of a name", at);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(in.bytes(length))).toString();
        } catch (CharacterCodingException e) {
            var malformed = new Malformed("a name that is no UTF-8", at);
            malformed.initCause(e);
            throw malformed;
        }
    }

    private String value(long type, int depth) throws IOException {
        long at = in.position();
        return switch ((int) Math.min(type, 13)) {
            case 0, 2, 4 -> String.valueOf(in.number(WIDTHS[(int) type]));
            case 1 -> String.valueOf((byte) in.u8());
            case 3 -> String.valueOf((short) in.u16());
            case 5 -> String.valueOf((int) in.u32());
            case 6 -> String.valueOf(Float.intBitsToFloat((int) in.u32()));
            case 7 -> String.valueOf(in.u8() != 0);
            case STRING -> string();
            case ARRAY -> array(depth);
            case 10 -> Long.toUnsignedString(in.u64());
            case 11 -> String.valueOf(in.u64());
            case 12 -> String.valueOf(Double.longBitsToDouble(in.u64()));
            default -> throw new Malformed("unknown type of a value: " + type, at);
        };
    }

    private String string() throws IOException {
        long at = in.position();
        long length = in.u64();
        if (length < 0 || length > in.size() - in.position()) throw new Malformed("text beyond the end", at);
        String text = in.text(Math.min(length, SHOWN));
        in.skip(length - Math.min(length, SHOWN));
        return text;
    }

    /// Walks over an array and answers its length.
    private String array(int depth) throws IOException {
        long at = in.position();
        long type = in.u32();
        long length = in.u64();
        if (depth > MOST_NESTED || type >= WIDTHS.length) throw new Malformed("unknown array", at);
        int width = WIDTHS[(int) type];
        if (length < 0 || length > in.size() / Math.max(1, width)) throw new Malformed("array beyond the end", at);
        if (width > 0) in.skip(length * width);
        for (long i = 0; width == 0 && i < length; i++) {
            if (type == ARRAY) array(depth + 1);
            else
                in.skip(in.u64());
        }
        return String.valueOf(length);
    }

    private void tensors() throws IOException {
        var names = new HashSet<String>();
        var ends = BigInteger.ZERO;
        long at = in.position();
        for (long i = 0; i < tensors; i++) {
            String name = name();
            if (!names.add(name)) throw new Malformed("tensor “" + name + "” twice", in.position());
            ends = ends.max(tensor(name));
        }
        BigInteger data = BigInteger.valueOf((in.position() + alignment - 1) / alignment * alignment);
        if (tensors > 0 && data.add(ends).compareTo(BigInteger.valueOf(in.size())) > 0) {
            throw new Malformed("weights beyond the end of the file", at);
        }
    }

    /// Where the data of a tensor ends, from where data begins.
    private BigInteger tensor(String name) throws IOException {
        long at = in.position();
        long dimensions = in.u32();
        if (dimensions > 8) throw new Malformed("tensor “" + name + "” has too many dimensions", at);
        var elements = BigInteger.ONE;
        for (long i = 0; i < dimensions; i++)
            elements = elements.multiply(unsigned(in.u64()));
        GgmlType type = GgmlType.of(in.u32());
        if (type == null) throw new Malformed("tensor “" + name + "” is of an unknown type", at);
        var bytes = type.bytes(elements);
        if (bytes.bitLength() > 62) throw new Malformed("tensor “" + name + "” has impossible dimensions", at);
        parameters = Math.max(0, parameters + elements.longValue());
        bytesByType.merge(type, bytes.longValue(), Long::sum);
        return unsigned(in.u64()).add(bytes);
    }

    private static BigInteger unsigned(long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }
}
