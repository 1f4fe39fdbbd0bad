package slipway.catalog;

import java.io.IOException;

/// A cursor over an HDF5 file that knows how wide its addresses and lengths are and where they count from. One reading,
/// one thread.
final class Hdf5Cursor {
    final Cursor in;
    final int offsetBytes;
    final int lengthBytes;
    private long base;

    Hdf5Cursor(Cursor in, int offsetBytes, int lengthBytes) throws Malformed {
        this.in = in;
        this.offsetBytes = width(offsetBytes);
        this.lengthBytes = width(lengthBytes);
    }

    private static int width(int bytes) throws Malformed {
        if (bytes != 2 && bytes != 4 && bytes != 8) throw new Malformed("impossible size of an address", 9);
        return bytes;
    }

    void base(long address) {
        base = address;
    }

    /// The next address as it stands there.
    long offset() throws IOException {
        return in.number(offsetBytes);
    }

    /// The next address, within the file.
    long address() throws IOException {
        return within(offset());
    }

    long within(long offset) throws Malformed {
        if (offset < 0 || offset > in.size() - base) throw new Malformed("address beyond the end", in.position());
        return base + offset;
    }

    /// The next length; negative where it is beyond all files.
    long length() throws IOException {
        return in.number(lengthBytes);
    }

    /// Moves to `address`, where the four letters of `signature` have to stand, and passes the version behind them.
    void expect(long address, String signature) throws IOException {
        in.at(address);
        for (int i = 0; i < signature.length(); i++)
            if (in.u8() != signature.charAt(i)) throw new Malformed("no " + signature, address);
        in.skip(1);
    }
}
