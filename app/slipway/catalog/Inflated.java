package slipway.catalog;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.zip.InflaterInputStream;

import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/// What a packed file holds, as a stream that ends at a bound: a few bytes can be made to inflate without end.
record Inflated(Kind kind, Source packed) implements Source {
    /// How files are packed, by their first bytes.
    enum Kind {
        GZIP, ZLIB, ZFILE, BZIP2, LZ4, XZ, LZMA
    }

    /// Megabytes that a dictionary may take: that of xz at its highest level has 64.
    static final int MOST_MEMORY = 72;
    private static final int[] ZLIB_LEVELS = {0x01, 0x5e, 0x9c, 0xda};
    /// Bytes of the head of joblib's oldest packing: `ZF` and a length in hexadecimal.
    private static final int ZFILE_HEAD = 21;

    /// How a file that begins with `head` is packed, null where it is not.
    static @Nullable Kind kind(byte[] head) {
        if (head.length < 6) return null;
        int first = head[0] & 0xff;
        int second = head[1] & 0xff;
        if (first == 0x1f && second == 0x8b) return Kind.GZIP;
        if (first == 0x78) {
            for (int level : ZLIB_LEVELS)
                if (second == level) return Kind.ZLIB;
        }
        if (first == 'Z' && second == 'F' && head[2] == '0' && head[3] == 'x') return Kind.ZFILE;
        if (first == 'B' && second == 'Z' && head[2] == 'h') return Kind.BZIP2;
        if (first == 0x04 && second == 0x22 && head[2] == 0x4d && head[3] == 0x18) return Kind.LZ4;
        if (first == 0xfd && second == '7' && head[2] == 'z' && head[3] == 'X' && head[4] == 'Z') return Kind.XZ;
        // raw lzma has no magic: joblib goes by its first two bytes, and its coder begins with a zero; sizes may lie
        return first == 0x5d && second == 0 && head.length > 13 && head[13] == 0 ? Kind.LZMA : null;
    }

    @Override
    public long size() {
        return -1;
    }

    @Override
    public InputStream open() throws IOException {
        InputStream in = new BufferedInputStream(packed.open(), 1 << 16);
        try {
            return new Bounded(switch (kind) {
                case GZIP -> GzipCompressorInputStream.builder().setInputStream(in).setDecompressConcatenated(true)
                        .get();
                case ZLIB -> new InflaterInputStream(in);
                case ZFILE -> {
                    in.skipNBytes(ZFILE_HEAD);
                    yield new InflaterInputStream(in);
                }
                case BZIP2 -> new BZip2CompressorInputStream(in, true);
                case LZ4 -> new FramedLZ4CompressorInputStream(in, true);
                // a wrong checksum hides nothing: who loads the pickle may not check it either
                case XZ -> new XZInputStream(in, MOST_MEMORY << 10, false);
                case LZMA -> new LZMAInputStream(in, MOST_MEMORY << 10);
            });
        } catch (RuntimeException e) {
            throw new IOException(e.toString(), e);
        }
    }

    /// `{compression=gzip}`
    Map<String, String> facts() {
        return Map.of("compression", kind == Kind.ZFILE ? "zlib" : kind.name().toLowerCase(java.util.Locale.ROOT));
    }

    /// The bound is reached; what was read so far stands.
    static final class TooMuch extends IOException {
        private TooMuch() {
            super("more than " + (Bounded.MOST >> 20) + " MB unpacked");
        }
    }

    /// Refuses to give more than [#MOST] bytes, and makes failures of the format of whatever a reader throws.
    static final class Bounded extends FilterInputStream {
        static final long MOST = 256L << 20;
        private long left = MOST;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 1 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left <= 0) throw new TooMuch();
            try {
                int count = in.read(into, offset, (int) Math.min(length, left));
                if (count > 0) left -= count;
                return count;
            } catch (IndexOutOfBoundsException | IllegalArgumentException | IllegalStateException e) {
                throw new IOException(e.toString(), e);
            }
        }

        @Override
        public long skip(long count) throws IOException {
            byte[] passed = new byte[(int) Math.min(1 << 16, count)];
            long done = 0;
            while (done < count) {
                int step = read(passed, 0, (int) Math.min(passed.length, count - done));
                if (step < 0) return done;
                done += step;
            }
            return done;
        }
    }
}
