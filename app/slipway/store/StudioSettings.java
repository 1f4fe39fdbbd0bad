package slipway.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import slipway.base.Tasks;

/// What a person chose for every workspace, kept as `studio.json` in their [UserFolder]; each feature has a record of
/// its own in it.
///
/// @param firstRunSeen whether the first-run screen was answered once
public record StudioSettings(Recent recent, boolean firstRunSeen, Network network) {
    public static final StudioSettings DEFAULT = new StudioSettings(Recent.NONE, false, Network.DEFAULT);

    /// Opens the person’s file, which only they may read: an address in it may have a login. Saves wait on `tasks`, and
    /// the opener closes it.
    public static Settings<StudioSettings> open(UserFolder folder, Tasks tasks) {
        return Settings.openPrivate(folder.file("studio.json"), StudioSettings.class, DEFAULT, tasks);
    }

    /// The workspaces that were open, newest first, as absolute paths.
    public record Recent(List<String> workspaces) {
        public static final Recent NONE = new Recent(List.of());
        private static final int MOST = 12;

        public Recent {
            workspaces = List.copyOf(workspaces);
        }

        /// With `folder` first.
        public Recent with(Path folder) {
            String path = folder.toAbsolutePath().normalize().toString();
            return new Recent(Stream.concat(Stream.of(path), workspaces.stream().filter(each -> !each.equals(path)))
                    .limit(MOST).toList());
        }
    }

    /// What may leave this machine without being asked for.
    ///
    /// @param offline       nothing may
    /// @param updateNotice  a new version is looked for and said; off until it is switched on
    /// @param updateAddress where: an http or https address, maybe with a login, or a full path; empty for nowhere
    public record Network(boolean offline, boolean updateNotice, String updateAddress) {
        public static final Network DEFAULT = new Network(false, false, "");

        public Network {
            Objects.requireNonNull(updateAddress);
        }

        public Network withOffline(boolean next) {
            return new Network(next, updateNotice, updateAddress);
        }

        public Network withUpdate(boolean notice, String address) {
            return new Network(offline, notice, address);
        }
    }

    public StudioSettings withRecent(Recent next) {
        return new StudioSettings(next, firstRunSeen, network);
    }

    public StudioSettings withFirstRunSeen(boolean seen) {
        return new StudioSettings(recent, seen, network);
    }

    public StudioSettings withNetwork(Network next) {
        return new StudioSettings(recent, firstRunSeen, next);
    }
}
