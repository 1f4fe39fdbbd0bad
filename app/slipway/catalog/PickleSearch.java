package slipway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import slipway.catalog.PickleValue.Import;

/// Looks for imports in stretches of a file that were passed over or could not be walked, by their bytes alone. Names
/// that nobody knows are left out: chance makes them too. Stateless.
final class PickleSearch {
    private static final int CHUNK = 1 << 16;
    private static final int OVERLAP = 512;
    private static final long MOST = 16L << 20;
    private static final String NAME = "([A-Za-z_][\\w.]{0,99})";
    private static final String HELD = "(?:\\x94|q.|r....)?";
    private static final String SIZED = "(?:\\x8c.|X..\\x00\\x00)";
    private static final Pattern IMPORT = Pattern.compile("[ci]" + NAME + "\\n" + NAME + "\\n|" + SIZED + NAME + HELD
            + SIZED + NAME + HELD + "\\x93", Pattern.DOTALL);

    /// Bytes from `from` up to `to`.
    record Stretch(long from, long to) {}

    private PickleSearch() {}

    /// What is imported in `stretches` (in the order of the file), within the first 16 MB of them.
    static Set<Import> in(Source source, List<Stretch> stretches) throws IOException {
        var found = new LinkedHashSet<Import>();
        if (stretches.isEmpty()) return found;
        long left = MOST;
        try (InputStream in = source.open()) {
            long at = 0;
            for (Stretch stretch : stretches) {
                if (stretch.from() < at) continue;
                in.skipNBytes(stretch.from() - at);
                long end = Math.min(stretch.to(), stretch.from() + left);
                at = search(in, stretch.from(), end, found);
                left -= at - stretch.from();
                if (left <= 0) return found;
            }
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            // cut off or not to be inflated: what can be read was searched
            return found;
        }
        return found;
    }

    private static long search(InputStream in, long from, long to, Set<Import> found) throws IOException {
        byte[] buffer = new byte[CHUNK];
        int kept = 0;
        long at = from;
        while (at < to) {
            int count = in.readNBytes(buffer, kept, (int) Math.min(CHUNK - kept, to - at));
            if (count == 0) return at;
            at += count;
            match(new String(buffer, 0, kept + count, StandardCharsets.ISO_8859_1), found);
            int filled = kept + count;
            kept = Math.min(OVERLAP, filled);
            System.arraycopy(buffer, filled - kept, buffer, 0, kept);
        }
        return at;
    }

    private static void match(String text, Set<Import> found) {
        Matcher matcher = IMPORT.matcher(text);
        for (int at = 0; matcher.find(at); at = matcher.start() + 1) {
            boolean plain = matcher.group(1) != null;
            var what = new Import(matcher.group(plain ? 1 : 3), matcher.group(plain ? 2 : 4));
            if (PickleVerdict.of(what) != PickleVerdict.SUSPICIOUS && found.size() < 100) found.add(what);
        }
    }
}
