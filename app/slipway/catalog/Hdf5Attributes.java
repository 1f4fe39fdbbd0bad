package slipway.catalog;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// The texts among the attributes of the root group of an HDF5 file (HDF5 File Format Specification 3.0), which is where
/// Keras keeps a model's architecture. Many or long attributes lie in a heap apart from the group. One reading, one
/// thread.
final class Hdf5Attributes {
    static final String SIGNATURE = "\u0089HDF\r\n\u001a\n";
    private static final int MOST_MESSAGES = 10_000;
    private static final int MOST_TEXT = 4 << 20;
    private static final int ATTRIBUTE = 0x0c;
    private static final int CONTINUATION = 0x10;
    private static final int ATTRIBUTES_ELSEWHERE = 0x15;
    private static final int NAME_TREE = 8;
    private static final int NAME_RECORD = 17;
    private static final int SHARED = 2;

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Deque<long[]> blocks = new ArrayDeque<>();
    private final Hdf5Cursor file;
    private final Cursor in;
    private final int version;
    private long end;
    private int messages;

    private Hdf5Attributes(Cursor in) throws IOException {
        this.in = in;
        version = in.at(8).u8();
        if (version > 3) throw new Malformed("unknown version of the superblock", 8);
        in.skip(version < 2 ? 4 : 0);
        file = new Hdf5Cursor(in, in.u8(), in.u8());
    }

    static Hdf5Attributes read(Cursor.Bytes bytes) throws IOException {
        var attributes = new Hdf5Attributes(new Cursor(bytes));
        attributes.object(attributes.rootObject());
        return attributes;
    }

    @Nullable
    String text(String name) {
        return texts.get(name);
    }

    /// Whether an attribute is there, of whatever type.
    boolean has(String name) {
        return texts.containsKey(name);
    }

    /// Whether the file ends before its data does.
    boolean cut() {
        return end > in.size();
    }

    /// The address of the root group's object header.
    private long rootObject() throws IOException {
        if (version < 2) in.skip(version == 0 ? 9 : 13);
        else
            in.skip(1);
        long base = file.offset();
        file.base(base);
        file.offset();
        end = base + file.offset();
        if (version < 2) {
            // driver information, then the root group's entry: its name first
            file.offset();
            file.offset();
        }
        return file.address();
    }

    private void object(long address) throws IOException {
        in.at(address);
        if (in.u8() == 'O') newObject(address);
        else
            oldObject(address);
    }

    private void oldObject(long address) throws IOException {
        in.at(address + 8);
        long size = in.u32();
        block(address + 16, size);
        while (!blocks.isEmpty()) {
            long[] block = blocks.remove();
            long at = block[0];
            while (at + 8 <= block[1]) {
                in.at(at);
                int type = in.u16();
                int length = in.u16();
                int flags = in.u8();
                message(type, flags, at + 8, Math.min(length, block[1] - at - 8));
                at += 8 + length;
            }
        }
    }

    private void newObject(long address) throws IOException {
        in.at(address + 5);
        int flags = in.u8();
        in.skip(((flags & 0x20) == 0 ? 0 : 16) + ((flags & 0x10) == 0 ? 0 : 4));
        long size = in.number(1 << (flags & 3));
        block(in.position(), size);
        int head = (flags & 4) == 0 ? 4 : 6;
        boolean first = true;
        while (!blocks.isEmpty()) {
            long[] block = blocks.remove();
            // the first block's checksum lies behind it, that of others within
            long at = first ? block[0] : block[0] + 4;
            long stop = first ? block[1] : block[1] - 4;
            first = false;
            while (at + head <= stop) {
                int type = in.at(at).u8();
                int length = in.u16();
                int messageFlags = in.u8();
                message(type, messageFlags, at + head, Math.min(length, stop - at - head));
                at += head + length;
            }
        }
    }

    private void block(long from, long length) throws IOException {
        if (length < 0 || length > in.size() - from) throw new Malformed("object beyond the end", from);
        blocks.add(new long[]{from, from + length});
    }

    private void message(int type, int flags, long at, long length) throws IOException {
        if (++messages > MOST_MESSAGES) throw new Malformed("too many messages", at);
        in.at(at);
        if (type == CONTINUATION) {
            long from = file.address();
            block(from, file.length());
        } else if (type == ATTRIBUTES_ELSEWHERE) {
            elsewhere();
        } else if (type == ATTRIBUTE && (flags & SHARED) == 0) {
            attribute(at, at + length);
        }
    }

    /// Attributes in a heap, found through the tree of their names.
    private void elsewhere() throws IOException {
        in.skip(1);
        int flags = in.u8();
        in.skip((flags & 1) == 0 ? 0 : 2);
        long heapOffset = file.offset();
        long treeOffset = file.offset();
        // all ones where the attributes are few enough to stand in the group itself
        if (heapOffset == none() || treeOffset == none()) return;
        var heap = new Hdf5Heap(file, file.within(heapOffset));
        Hdf5Tree.walk(file, file.within(treeOffset), NAME_TREE, NAME_RECORD, record -> {
            if (++messages > MOST_MESSAGES) throw new Malformed("too many messages", record);
            if ((in.at(record + 8).u8() & SHARED) != 0) return;
            Hdf5Heap.Place place = heap.place(record);
            attribute(place.from(), place.to());
        });
    }

    private long none() {
        return file.offsetBytes == 8 ? -1 : (1L << (8 * file.offsetBytes)) - 1;
    }

    private void attribute(long at, long stop) throws IOException {
        int edition = in.at(at).u8();
        in.skip(1);
        int nameBytes = in.u16();
        int typeBytes = in.u16();
        int spaceBytes = in.u16();
        long name = at + (edition == 3 ? 9 : 8);
        long type = name + padded(nameBytes, edition);
        long data = type + padded(typeBytes, edition) + padded(spaceBytes, edition);
        if (nameBytes == 0 || data > stop) throw new Malformed("attribute beyond its object", at);
        String key = in.at(name).text(nameBytes - 1);
        texts.putIfAbsent(key, value(type, data, stop));
    }

    private static long padded(int bytes, int edition) {
        return edition == 1 ? (bytes + 7L) / 8 * 8 : bytes;
    }

    /// The text of an attribute, empty where it is something else.
    private String value(long type, long data, long stop) throws IOException {
        int kind = in.at(type).u8() & 0x0f;
        int bits = in.u8();
        in.skip(2);
        long size = in.u32();
        if (kind == 3) {
            if (size > stop - data) throw new Malformed("text beyond its attribute", data);
            if (size > MOST_TEXT) throw new Malformed("text too long", data);
            return clean(in.at(data).text(size));
        }
        return kind == 9 && (bits & 0x0f) == 1 ? heapText(data) : "";
    }

    /// A text in a global heap.
    private String heapText(long at) throws IOException {
        long length = in.at(at).u32();
        long heap = file.address();
        long index = in.u32();
        if (length > MOST_TEXT) throw new Malformed("text too long", at);
        if (in.at(heap).u8() != 'G') throw new Malformed("no heap", heap);
        in.skip(7);
        long stop = Math.min(in.size(), heap + Math.max(0, file.length()));
        for (long object = in.position(); object + 8 + file.lengthBytes <= stop;) {
            int number = in.at(object).u16();
            in.skip(6);
            long size = file.length();
            if (size < 0 || size > stop - in.position()) throw new Malformed("heap beyond the end", object);
            if (number == index) {
                if (length > size) throw new Malformed("text beyond its place", object);
                return clean(in.text(length));
            }
            if (number == 0) break;
            object = in.position() + (size + 7) / 8 * 8;
        }
        throw new Malformed("text not in the heap", heap);
    }

    private static String clean(String text) {
        int zero = text.indexOf('\0');
        return zero < 0 ? text : text.substring(0, zero);
    }
}
