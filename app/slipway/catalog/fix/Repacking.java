package slipway.catalog.fix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// Takes the folder out of an archive (zip, tar.gz) that everything in it lies in. Stateless.
final class Repacking {
    private static final int MOST_ENTRIES = 20_000;

    private Repacking() {}

    /// What it would come to, null where it is not plain: entries elsewhere, links, names that lead out or would meet.
    static Change.@Nullable Repack of(Path archive, String file, String folder) {
        try {
            Packed packed = Packed.of(archive);
            if (packed == null) return null;
            List<String> names = packed.names(MOST_ENTRIES);
            var renames = new LinkedHashMap<String, String>();
            var leftOut = new ArrayList<String>();
            for (String name : names) {
                String plain = plain(name);
                String inner = plain.startsWith(folder + "/") ? plain.substring(folder.length() + 1) : null;
                if (stray(plain) || "".equals(inner)) leftOut.add(name);
                else if (inner == null || leadsOut(inner) || renames.put(name, inner) != null) return null;
            }
            if (renames.isEmpty() || new HashSet<>(renames.values()).size() < renames.size()) return null;
            return new Change.Repack(file, renames, leftOut, Files.size(archive), modified(archive));
        } catch (IOException e) {
            System.getLogger(Repacking.class.getName()).log(System.Logger.Level.DEBUG, "not packed again", e);
            return null;
        }
    }

    /// What macOS adds to archives.
    private static boolean stray(String name) {
        String last = ModelText.name(name);
        return name.startsWith("__MACOSX/") || last.startsWith("._") || last.equals(".DS_Store");
    }

    private static String plain(String name) {
        return name.replaceFirst("^(\\./)+", "");
    }

    private static boolean leadsOut(String name) {
        return name.startsWith("/") || name.contains("\\") || ("/" + name + "/").contains("/../");
    }

    private static long modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
    }

    static Fix.State state(Path file, Change.Repack repack) {
        try {
            if (Files.size(file) == repack.size() && modified(file) == repack.modified()) return Fix.State.BEFORE;
            Packed packed = Packed.of(file);
            return packed != null && packed.names(MOST_ENTRIES).equals(List.copyOf(repack.renames().values()))
                    ? Fix.State.AFTER
                    : Fix.State.OTHER;
        } catch (IOException e) {
            return Fix.State.OTHER;
        }
    }

    /// Packs `file` again; `beside` is where it is put together.
    static void write(Path file, Change.Repack repack, Path beside) throws IOException {
        Packed packed = Packed.of(file);
        if (packed == null) throw new IOException("no archive any more: " + file);
        packed.write(repack.renames(), beside);
        int mode = Modes.of(file);
        if (mode >= 0) Modes.set(beside, mode);
        if (state(file, repack) != Fix.State.BEFORE) throw new IOException("changed meanwhile: " + file);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
