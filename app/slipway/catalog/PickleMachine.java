package slipway.catalog;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import slipway.catalog.PickleValue.Dict;
import slipway.catalog.PickleValue.Import;
import slipway.catalog.PickleValue.Items;
import slipway.catalog.PickleValue.Made;
import slipway.catalog.PickleValue.Plain;
import slipway.catalog.PickleValue.Text;
import slipway.catalog.PickleValue.Whole;

/// Walks the opcodes of one pickle, protocols 0 to 5, and notes what it would import; nothing is imported, called or
/// made. One pickle, one thread.
final class PickleMachine {
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;
    private static final Charset WORDS = StandardCharsets.UTF_8;
    private static final int MUCH_TEXT = 16 << 20;
    /// The number that torch's files of old begin with: 0x1950a86a20f9469cfc6c.
    private static final int TORCH_BYTES = 10;
    private static final long TORCH_LOW = 0xa86a20f9469cfc6cL;
    private static final long TORCH_HIGH = 0x1950;
    private static final Items NONE = new Items(List.of());

    /// Who is told while the walk goes on; may end it by an exception.
    interface Listener {
        void opcode(int opcode) throws IOException;

        void imported(Import what);

        /// `object` got `state`; what follows in the stream may be bytes of its own (joblib's arrays).
        void built(Made object, Dict state) throws IOException;

        /// `key` was set to `value` in some object.
        void set(String key, String value);

        /// Something that lies outside the pickle is asked for (a storage of torch).
        void persistent(PickleValue id);
    }

    private final Bytes in;
    private final Listener listener;
    private final List<PickleValue> stack = new ArrayList<>();
    private final Map<Long, PickleValue> memo = new HashMap<>();
    private int protocol;
    private long textKept;

    PickleMachine(Bytes in, Listener listener) {
        this.in = in;
        this.listener = listener;
    }

    /// The highest protocol that the pickle states.
    int protocol() {
        return protocol;
    }

    /// Walks to the end of the pickle and answers the value that it stands for.
    PickleValue run() throws IOException {
        while (true) {
            long at = in.position();
            int opcode = in.next();
            listener.opcode(opcode);
            if (opcode == '.') return pop();
            if (!constant(opcode) && !text(opcode) && !held(opcode) && !call(opcode) && !container(opcode)) {
                throw new Malformed("unknown opcode 0x" + Integer.toHexString(opcode), at);
            }
        }
    }

    private boolean constant(int opcode) throws IOException {
        switch (opcode) {
            case 0x80 -> protocol = Math.max(protocol, in.next());
            case 0x95 -> in.skip(8);
            case 'N', 0x88, 0x89, 0x97 -> push(Plain.OTHER);
            case 0x98 -> {
                // a buffer made read-only stays what it is
            }
            case 'F' -> {
                in.line();
                push(Plain.OTHER);
            }
            case 'G' -> skipped(8);
            case 'I', 'L' -> push(number(in.line()));
            case 'J' -> push(new Whole((int) in.little(4)));
            case 'K' -> push(new Whole(in.next()));
            case 'M' -> push(new Whole(in.little(2)));
            case 0x8a -> push(number(in.next()));
            case 0x8b -> push(number(signed(in.little(4))));
            case 'B' -> skipped(in.little(4));
            case 'C' -> skipped(in.next());
            case 0x8e, 0x96 -> skipped(in.little(8));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean text(int opcode) throws IOException {
        switch (opcode) {
            case 'S' -> pushText(Escapes.ofBytes(unquoted(in.line())));
            case 'V' -> pushText(Escapes.ofText(in.line()));
            case 'T' -> pushText(signed(in.little(4)), BYTES);
            case 'U' -> pushText(in.next(), BYTES);
            case 'X' -> pushText(in.little(4), WORDS);
            case 0x8c -> pushText(in.next(), WORDS);
            case 0x8d -> pushText(in.little(8), WORDS);
            default -> {
                return false;
            }
        }
        return true;
    }

    /// What moves values between stack and memo.
    private boolean held(int opcode) throws IOException {
        switch (opcode) {
            case '(' -> push(Plain.MARK);
            case '0' -> pop();
            case '1' -> sinceMark();
            case '2' -> push(top());
            case 'p' -> memo.put(index(in.line()), top());
            case 'q' -> memo.put((long) in.next(), top());
            case 'r' -> memo.put(in.little(4), top());
            case 0x94 -> memo.put((long) memo.size(), top());
            case 'g' -> push(memo.getOrDefault(index(in.line()), Plain.OTHER));
            case 'h' -> push(memo.getOrDefault((long) in.next(), Plain.OTHER));
            case 'j' -> push(memo.getOrDefault(in.little(4), Plain.OTHER));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean call(int opcode) throws IOException {
        switch (opcode) {
            case 'c' -> push(imported(in.line(), in.line()));
            case 0x93 -> {
                PickleValue name = pop();
                push(imported(said(pop()), said(name)));
            }
            case 0x82 -> push(imported("copyreg", "extension " + in.next()));
            case 0x83 -> push(imported("copyreg", "extension " + in.little(2)));
            case 0x84 -> push(imported("copyreg", "extension " + in.little(4)));
            case 'i' -> {
                Import kind = imported(in.line(), in.line());
                push(new Made(kind, items(sinceMark())));
            }
            case 'o' -> {
                List<PickleValue> given = sinceMark();
                if (given.isEmpty()) throw new Malformed("no class", in.position());
                push(new Made(given.getFirst(), items(given.subList(1, given.size()))));
            }
            case 'R', 0x81 -> {
                PickleValue arguments = pop();
                push(new Made(pop(), arguments));
            }
            case 0x92 -> {
                pop();
                PickleValue arguments = pop();
                push(new Made(pop(), arguments));
            }
            case 'b' -> build(pop());
            case 'P' -> persistent(new Text(in.line()));
            case 'Q' -> persistent(pop());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int opcode) throws IOException {
        switch (opcode) {
            case ')' -> push(NONE);
            case 't' -> push(items(sinceMark()));
            case 0x85 -> tuple(1);
            case 0x86 -> tuple(2);
            case 0x87 -> tuple(3);
            case '}' -> push(new Dict());
            case 'd' -> {
                var dict = new Dict();
                fill(dict, sinceMark());
                push(dict);
            }
            case 's' -> {
                PickleValue value = pop();
                PickleValue key = pop();
                fill(top(), List.of(key, value));
            }
            case 'u' -> {
                List<PickleValue> entries = sinceMark();
                fill(top(), entries);
            }
            case ']', 0x8f -> push(Plain.LIST);
            case 'l', 0x91 -> {
                sinceMark();
                push(Plain.LIST);
            }
            case 'a' -> {
                pop();
                top();
            }
            case 'e', 0x90 -> {
                sinceMark();
                top();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void build(PickleValue state) throws IOException {
        if (!(top() instanceof Made object)) return;
        object.state = state;
        if (state instanceof Dict dict) listener.built(object, dict);
    }

    private void persistent(PickleValue id) {
        listener.persistent(id);
        push(Plain.OTHER);
    }

    private void fill(PickleValue target, List<PickleValue> entries) {
        for (int i = 0; i + 1 < entries.size(); i += 2) {
            PickleValue key = entries.get(i);
            PickleValue value = entries.get(i + 1);
            if (key instanceof Text(String name) && value instanceof Text(String text)) listener.set(name, text);
            if (target instanceof Dict dict) dict.put(key, value);
        }
    }

    private Import imported(String module, String name) {
        var what = new Import(module, name);
        listener.imported(what);
        return what;
    }

    /// The text that a name is given by; something else could be any name.
    private static String said(PickleValue value) {
        return value instanceof Text(String text) ? text : "unknown";
    }

    private void tuple(int count) throws IOException {
        var items = new ArrayList<PickleValue>();
        for (int i = 0; i < count; i++)
            items.addFirst(pop());
        push(items(items));
    }

    private static Items items(List<PickleValue> all) {
        return new Items(List.copyOf(all.size() > PickleValue.KEPT ? all.subList(0, PickleValue.KEPT) : all));
    }

    private void skipped(long length) throws IOException {
        in.skip(length);
        push(Plain.OTHER);
    }

    private PickleValue number(long length) throws IOException {
        if (length > 0 && length <= 8) {
            long value = in.little((int) length);
            int spare = 64 - 8 * (int) length;
            return new Whole(value << spare >> spare);
        }
        if (length == 0) return new Whole(0);
        if (length == TORCH_BYTES) {
            boolean low = in.little(8) == TORCH_LOW;
            boolean high = in.little(2) == TORCH_HIGH;
            return low && high ? Plain.TORCH : Plain.OTHER;
        }
        in.skip(length);
        return Plain.OTHER;
    }

    private static PickleValue number(String text) {
        try {
            return new Whole(Long.parseLong(text.strip().replaceFirst("L$", "")));
        } catch (NumberFormatException e) {
            return Plain.OTHER;
        }
    }

    private long index(String text) throws IOException {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw (IOException) new Malformed("no memo number", in.position()).initCause(e);
        }
    }

    private static String unquoted(String text) {
        String bare = text.strip();
        boolean quoted = bare.length() > 1 && (bare.charAt(0) == '\'' || bare.charAt(0) == '"');
        return quoted ? bare.substring(1, bare.length() - 1) : bare;
    }

    private void pushText(long length, Charset charset) throws IOException {
        if (length > mostText()) skipped(length);
        else
            pushText(in.text(length, charset));
    }

    /// A text too long for a name is not kept: hostile files would fill the heap with them.
    private void pushText(String text) {
        boolean kept = text.length() <= mostText();
        if (kept) textKept += text.length();
        push(kept ? new Text(text) : Plain.OTHER);
    }

    private int mostText() {
        return textKept < MUCH_TEXT ? 128 : 32;
    }

    private void push(PickleValue value) {
        stack.add(value);
    }

    private PickleValue pop() throws IOException {
        if (stack.isEmpty()) throw new Malformed("nothing on the stack", in.position());
        return stack.removeLast();
    }

    private PickleValue top() throws IOException {
        if (stack.isEmpty()) throw new Malformed("nothing on the stack", in.position());
        return stack.getLast();
    }

    /// Takes off what was pushed after the last mark, and the mark.
    private List<PickleValue> sinceMark() throws IOException {
        int mark = stack.lastIndexOf(Plain.MARK);
        if (mark < 0) throw new Malformed("no mark on the stack", in.position());
        List<PickleValue> above = stack.subList(mark + 1, stack.size());
        List<PickleValue> taken = List.copyOf(above);
        stack.subList(mark, stack.size()).clear();
        return taken;
    }

    /// Four bytes as a number with a sign.
    private static long signed(long four) {
        return four << 32 >> 32;
    }
}
