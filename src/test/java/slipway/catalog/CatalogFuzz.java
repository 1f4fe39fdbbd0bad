package slipway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

import slipway.base.StudioException;

/// Mutates whole files of every kind and has all readers read them, in a process of its own so that its heap can be
/// bounded: `CatalogFuzz FIXTURES WORK SEED SECONDS`. The first thing that is no refusal ends it with status 1 and leaves
/// the file behind.
final class CatalogFuzz {
    private static final Duration MOST = Duration.ofSeconds(5);
    private static final int MOST_PACKED = 1 << 14;
    private static final long[] NUMBERS = {0, 1, -1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fff_ffffL, 0x8000_0000L,
            0xffff_ffffL, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40};

    private final Random random;
    private final Path work;

    private CatalogFuzz(long seed, Path work) {
        this.random = new Random(seed);
        this.work = work;
    }

    public static void main(String[] args) throws IOException {
        var fuzz = new CatalogFuzz(Long.parseLong(args[2]), Path.of(args[1]));
        // what folders need beside the file that is changed
        Files.writeString(fuzz.work.resolve("score.py"), "def load_model(): pass\ndef predict(data): pass\n");
        Map<String, byte[]> fixtures = fixtures(Path.of(args[0]));
        var all = new ArrayList<>(fixtures.entrySet());
        long end = System.nanoTime() + Duration.ofSeconds(Long.parseLong(args[3])).toNanos();
        long count = 0;
        long slowest = 0;
        long peak = 0;
        String worst = "";
        for (; System.nanoTime() < end; count++) {
            var fixture = all.get(fuzz.random.nextInt(all.size()));
            String name = fixture.getKey();
            byte[] hurt = fuzz.hurt(fixture.getValue(), all.get(fuzz.random.nextInt(all.size())).getValue());
            String file = name.substring(name.lastIndexOf('/') + 1);
            String ending = FuzzSeeds.ENDINGS.get(fuzz.random.nextInt(FuzzSeeds.ENDINGS.size()));
            boolean pack = hurt.length < MOST_PACKED && fuzz.random.nextInt(4) == 0;
            long took = pack
                    ? fuzz.read(file + "." + ending, FuzzSeeds.packed(ending, hurt))
                    : fuzz.read(file, hurt);
            if (took > slowest) worst = name;
            slowest = Math.max(slowest, took);
            peak = Math.max(peak, used());
            if (took > MOST.toNanos()) throw new IllegalStateException(name + " took " + took / 1_000_000 + " ms");
        }
        System.out.println(count + " files of " + all.size() + " kinds, the slowest (" + worst + ") in "
                + slowest / 1_000_000 + " ms, at most " + (peak >> 20) + " MB of heap");
    }

    /// The most that the heap was seen to hold after a file, garbage with it.
    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /// The files made by hand and those under `folder`, by name.
    private static Map<String, byte[]> fixtures(Path folder) throws IOException {
        var all = new TreeMap<String, byte[]>(FuzzSeeds.all());
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).filter(file -> file.toFile().length() < 1 << 20)
                    .toList())
                seed(all, folder.relativize(file).toString(), file);
        }
        return all;
    }

    /// Large files are kept packed.
    private static void seed(Map<String, byte[]> all, String name, Path file) throws IOException {
        boolean packed = name.endsWith(".gz");
        try (InputStream in = Files.newInputStream(file)) {
            all.put(packed ? name.substring(0, name.length() - 3) : name,
                    (packed ? new GZIPInputStream(in) : in).readAllBytes());
        }
    }

    private byte[] hurt(byte[] whole, byte[] other) {
        byte[] hurt = whole.clone();
        for (int round = random.nextInt(4); round >= 0 && hurt.length > 0; round--) {
            int at = random.nextInt(Math.min(hurt.length, random.nextBoolean() ? 256 : hurt.length));
            switch (random.nextInt(6)) {
                case 0 -> hurt[at] = (byte) random.nextInt(256);
                case 1 -> hurt[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> number(hurt, at, NUMBERS[random.nextInt(NUMBERS.length)]);
                case 3 -> hurt = java.util.Arrays.copyOf(hurt, random.nextInt(hurt.length + 1));
                case 4 -> splice(hurt, at, hurt);
                default -> splice(hurt, at, other);
            }
        }
        return hurt;
    }

    private void number(byte[] into, int at, long value) {
        int width = 1 << random.nextInt(4);
        boolean big = random.nextInt(4) == 0;
        for (int i = 0; i < width && at + i < into.length; i++)
            into[at + i] = (byte) (value >>> (8 * (big ? width - 1 - i : i)));
    }

    private void splice(byte[] into, int at, byte[] from) {
        if (from.length == 0) return;
        int start = random.nextInt(from.length);
        int count = Math.min(Math.min(from.length - start, into.length - at), 1 + random.nextInt(64));
        System.arraycopy(from, start, into, at, count);
    }

    /// Nanoseconds that all readers took together with the file.
    private long read(String name, byte[] content) throws IOException {
        Path file = Files.write(work.resolve(name), content);
        long started = System.nanoTime();
        try {
            for (FileFormat format : Formats.FILES)
                quietly(file, format);
            for (FolderFormat format : Formats.FOLDERS)
                quietly(format);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            System.out.println("kept: " + file);
            throw e;
        }
        long took = System.nanoTime() - started;
        if (!name.equals("score.py")) Files.delete(file);
        return took;
    }

    private static void quietly(Path file, FileFormat format) {
        try (Probe probe = Probe.open(file)) {
            format.read(probe);
        } catch (StudioException | IOException e) {
            // refused, as it should be
        }
    }

    private void quietly(FolderFormat format) {
        try {
            format.read(work, work);
        } catch (StudioException e) {
            // refused, as it should be
        }
    }
}
