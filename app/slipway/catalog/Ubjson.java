package slipway.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Walks UBJSON as XGBoost writes it and tells the values near the top; arrays of numbers are passed over. One stream.
final class Ubjson {
    private static final int MOST_NESTING = 64;

    private final Bytes in;
    private final XgboostFacts said;

    Ubjson(Bytes in, XgboostFacts said) {
        this.in = in;
        this.said = said;
    }

    /// @throws Malformed where it is cut off or no UBJSON
    void read() throws IOException {
        value(in.next(), "", 0);
    }

    private void value(int type, String path, int depth) throws IOException {
        if (depth > MOST_NESTING) throw new Malformed("more than " + MOST_NESTING + " levels deep", in.position());
        switch (type) {
            case '{' -> object(path, depth);
            case '[' -> array(path, depth);
            case 'S', 'H' -> scalar(path, depth, in.text(length(in.next()), StandardCharsets.UTF_8));
            case 'Z', 'N', 'T', 'F' -> scalar(path, depth, String.valueOf((char) type));
            case 'd' -> scalar(path, depth, String.valueOf(Float.intBitsToFloat((int) in.big(4))));
            case 'D' -> scalar(path, depth, String.valueOf(Double.longBitsToDouble(in.big(8))));
            default -> scalar(path, depth, String.valueOf(number(type)));
        }
    }

    private void scalar(String path, int depth, String text) {
        if (depth <= XgboostFacts.DEEPEST) said.value(path, text);
    }

    private void object(String path, int depth) throws IOException {
        int type = typed();
        long count = counted();
        for (long i = 0; count < 0 || i < count; i++) {
            int marker = in.next();
            if (count < 0 && marker == '}') return;
            String name = in.text(length(marker), StandardCharsets.UTF_8);
            value(type == 0 ? in.next() : type, below(path, name, depth), depth + 1);
        }
    }

    private void array(String path, int depth) throws IOException {
        int type = typed();
        long count = counted();
        int width = width(type);
        if (width >= 0 && count >= 0 && (count > 16 || depth > XgboostFacts.DEEPEST)) {
            if (width > 0 && count > in.left() / width) throw new Malformed("length beyond the end", in.position());
            in.skip(count * width);
            return;
        }
        if (type != 0 && count > in.left()) throw new Malformed("length beyond the end", in.position());
        for (long i = 0; count < 0 || i < count; i++) {
            int marker = type == 0 ? in.next() : type;
            if (count < 0 && marker == ']') return;
            value(marker, below(path, "", depth), depth + 1);
        }
    }

    private static String below(String path, String name, int depth) {
        return depth > XgboostFacts.DEEPEST ? "" : path + "/" + name;
    }

    /// The type of all items, where the container states one, else 0.
    private int typed() throws IOException {
        if (in.peek() != '$') return 0;
        in.next();
        return in.next();
    }

    /// How many items the container has, -1 where it does not say.
    private long counted() throws IOException {
        if (in.peek() != '#') return -1;
        in.next();
        return length(in.next());
    }

    private long length(int type) throws IOException {
        long length = number(type);
        if (length < 0 || length > in.left()) throw new Malformed("length beyond the end", in.position());
        return length;
    }

    private long number(int type) throws IOException {
        int width = width(type);
        if (width <= 0 || type == 'd' || type == 'D') throw new Malformed("unknown type", in.position());
        long value = in.big(width);
        int spare = 64 - 8 * width;
        boolean unsigned = type == 'U' || type == 'u' || type == 'm' || type == 'C';
        return unsigned ? value : value << spare >> spare;
    }

    /// Bytes of a value of `type`, -1 where that is not the same for all.
    private static int width(int type) {
        return switch (type) {
            case 'Z', 'N', 'T', 'F' -> 0;
            case 'i', 'U', 'C' -> 1;
            case 'I', 'u' -> 2;
            case 'l', 'm', 'd' -> 4;
            case 'L', 'M', 'D' -> 8;
            default -> -1;
        };
    }
}
