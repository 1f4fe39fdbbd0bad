package slipway.catalog.fix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;

/// Permission bits as in `chmod`, where the file system has them. Stateless.
final class Modes {
    /// From the lowest bit up.
    private static final PosixFilePermission[] BITS = {PosixFilePermission.OTHERS_EXECUTE,
            PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_READ, PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_READ};

    private Modes() {}

    /// The bits of `file`, -1 where there are none.
    static int of(Path file) {
        try {
            var set = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
            int mode = 0;
            for (int bit = 0; bit < BITS.length; bit++)
                if (set.contains(BITS[bit])) mode |= 1 << bit;
            return mode;
        } catch (IOException | UnsupportedOperationException e) {
            return -1;
        }
    }

    static void set(Path file, int mode) throws IOException {
        var set = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.length; bit++)
            if ((mode & 1 << bit) != 0) set.add(BITS[bit]);
        Files.setPosixFilePermissions(file, set);
    }

    /// Whoever may read it may run it then.
    static int runnable(int mode) {
        return mode | (mode & 0444) >> 2;
    }
}
