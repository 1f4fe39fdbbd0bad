package slipway.bundle;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

import slipway.base.StudioException;

/// What a bundle may hold: plain files under names that lead nowhere else, all of them listed and none twice.
/// Stateless.
final class MemberRules {
    /// More small files than anybody has in a workspace.
    static final int MOST = 200_000;

    private MemberRules() {}

    static void check(Collection<TarArchiveEntry> members, Form form) {
        for (TarArchiveEntry each : members) {
            // a link could lead what comes after it out of the folder
            boolean plain = each.isFile() && !each.isSymbolicLink() && !each.isLink() && !each.isSparse()
                    && !each.isCharacterDevice() && !each.isBlockDevice() && !each.isFIFO();
            if (!plain) throw StudioException.of("bundle.special", each.getName());
            boolean own = each.getName().equals(form.head()) || each.getName().equals(Manifest.NAME);
            if (!own && !safe(each.getName(), form)) throw StudioException.of("bundle.path", each.getName());
        }
    }

    /// Whether a member of this name stands where the form allows, stays in the folder that it is unpacked to, on every system, and is nothing that a
    /// bundle never has.
    static boolean safe(String name, Form form) {
        if (!form.may(name) || name.indexOf('\\') >= 0 || name.indexOf(':') >= 0
                || name.chars().anyMatch(each -> each < 32 || each == 127))
            return false;
        for (String part : name.split("/", -1)) {
            // some systems take a dot or a space at the end away, and what is left may be another name
            if (part.isEmpty() || part.endsWith(".") || part.endsWith(" ") || WorkspaceFiles.never(part)) return false;
        }
        return true;
    }

    /// The list and the members are the same, in name, order and size.
    static void compare(Path file, Map<String, TarArchiveEntry> members, Manifest manifest) {
        List<TarArchiveEntry> there = members.values().stream().skip(1).toList();
        List<Manifest.Entry> listed = manifest.entries();
        for (int i = 0; i < Math.max(there.size() - 1, listed.size()); i++) {
            if (i >= there.size() - 1) throw StudioException.of("bundle.damaged", listed.get(i).path(), file);
            TarArchiveEntry member = there.get(i);
            boolean same = i < listed.size() && listed.get(i).path().equals(member.getName())
                    && listed.get(i).size() == member.getSize();
            if (!same) throw StudioException.of("bundle.damaged", member.getName(), file);
        }
        var names = new HashSet<String>();
        listed.forEach(each -> names.add(each.path()));
        for (Manifest.Image image : manifest.images()) {
            if (!names.contains(image.entry()) || !image.id().matches("sha256:[0-9a-f]{64}") || image.references()
                    .isEmpty())
                throw StudioException.of("bundle.damaged", image.entry(), file);
        }
    }
}
