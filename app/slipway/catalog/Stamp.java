package slipway.catalog;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.concurrent.TimeUnit;

/// How files look from outside (name, kind, size, time, run bit), drawn together into one number: another number means that
/// something changed. Not a digest: it keeps honest files apart, not hostile ones. One thread.
final class Stamp {
    private long value = 0xcbf29ce484222325L;

    Stamp add(long number) {
        long mixed = (value ^ number) * 0x9e3779b97f4a7c15L;
        value = mixed ^ mixed >>> 29;
        return this;
    }

    Stamp add(String text) {
        return add((long) text.hashCode() << 32 | text.length());
    }

    /// A folder's own size says nothing that its time does not.
    Stamp add(String name, BasicFileAttributes attributes) {
        add(name).add(attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS))
                .add(attributes.isRegularFile() ? runs(attributes) ? 4 : 1 : attributes.isDirectory() ? 2 : 3);
        return attributes.isRegularFile() ? add(attributes.size()) : this;
    }

    long value() {
        return value;
    }

    /// A `serve` that may be run is another than one that may not, and that alone changes no time.
    private static boolean runs(BasicFileAttributes attributes) {
        return attributes instanceof PosixFileAttributes posix
                && posix.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
    }

    /// Of one file.
    static long of(String name, BasicFileAttributes attributes) {
        return new Stamp().add(name, attributes).value();
    }
}
