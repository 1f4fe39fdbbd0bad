package slipway.bundle;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What an archive is for: its first member, by which it is told from other files, and the places that it may fill.
/// Immutable.
@SuppressWarnings("ImmutableEnumChecker") // both collections are copies that nobody can change
enum Form {
    /// To be given to others: without state, so that it can bring neither keys nor an engine of its maker’s choice.
    BUNDLE("slipway-bundle.json", Stream.concat(Stream.of(Manifest.WORKSPACE, Manifest.IMAGES),
            BundlePlanner.SCENARIOS.stream().map(each -> Manifest.SCENARIO + each + "/")).toList(), Set.of()),
    /// A person’s own workspace with its state, but for keys and for what belongs to this machine.
    BACKUP("slipway-backup.json", Stream.concat(Stream.of(Manifest.WORKSPACE), BackupPlanner.FOLDERS.stream().map(
            each -> Manifest.STATE + each + "/")).toList(), Set.copyOf(Stream
                    .concat(Stream.of(
                            BackupPlanner.DATABASE), BackupPlanner.SETTINGS.stream())
                    .map(each -> Manifest.STATE + each)
                    .toList()));

    private final String head;
    private final List<String> folders;
    private final Set<String> files;

    Form(String head, List<String> folders, Set<String> files) {
        this.head = head;
        this.folders = folders;
        this.files = files;
    }

    String head() {
        return head;
    }

    boolean may(String member) {
        return files.contains(member) || folders.stream().anyMatch(member::startsWith);
    }
}
