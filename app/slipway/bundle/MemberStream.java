package slipway.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;

/// Reads on from where a file stands. One thread; unlike a channel it is not closed by an interruption.
final class MemberStream extends InputStream {
    private final RandomAccessFile file;

    MemberStream(RandomAccessFile file) {
        this.file = file;
    }

    @Override
    public int read() throws IOException {
        return file.read();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        return file.read(into, from, length);
    }
}
