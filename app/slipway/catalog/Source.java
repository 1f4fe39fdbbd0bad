package slipway.catalog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Bytes that can be read from their beginning more than once: a file, or something inside one. Nothing is kept.
interface Source {
    /// A stream from the beginning; whoever asked closes it.
    InputStream open() throws IOException;

    /// Bytes in all, -1 where nobody knows before they are read.
    long size();

    /// The whole of `bytes`.
    static Source of(Cursor.Bytes bytes) {
        return part(bytes, 0, bytes.size());
    }

    /// What an archive held, or its beginning, of `size` bytes.
    static Source of(byte[] content, long size) {
        return new Source() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(content);
            }

            @Override
            public long size() {
                return size;
            }
        };
    }

    /// `size` bytes from `from` on.
    static Source part(Cursor.Bytes bytes, long from, long size) {
        return new Source() {
            @Override
            public InputStream open() {
                return new Part(bytes, from, from + size);
            }

            @Override
            public long size() {
                return size;
            }
        };
    }

    /// Up to `most` first bytes.
    static byte[] head(Source source, int most) throws IOException {
        try (InputStream in = source.open()) {
            return in.readNBytes(most);
        }
    }

    /// A stretch of something that can be read anywhere, as a stream; closing it closes nothing.
    final class Part extends InputStream {
        private final Cursor.Bytes bytes;
        private final long end;
        private long at;

        private Part(Cursor.Bytes bytes, long from, long end) {
            this.bytes = bytes;
            this.at = from;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 1 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) return 0;
            if (at >= end) return -1;
            int most = (int) Math.min(length, end - at);
            boolean whole = offset == 0 && most == into.length;
            byte[] target = whole ? into : new byte[most];
            int count = bytes.read(at, target);
            if (count > 0) {
                at += count;
                if (!whole) System.arraycopy(target, 0, into, offset, count);
            }
            return count;
        }

        @Override
        public long skip(long count) {
            long step = Math.max(0, Math.min(count, end - at));
            at += step;
            return step;
        }
    }
}
