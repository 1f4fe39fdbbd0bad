package slipway.bundle;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// What a bundle says of itself: its last member, signed by the workspace it came from. Immutable.
///
/// @param format    edition of the format, [#FORMAT] for those of this studio
/// @param createdBy program and version
/// @param created   as ISO 8601
/// @param workspace its name
/// @param entries   every other member but the first, in the file’s order
/// @param left      what was left out on purpose, to be said where the bundle is opened
public record Manifest(int format, String createdBy, String created, String workspace, List<Entry> entries,
        List<Image> images, List<Endpoint> endpoints, List<LeftOut> left) {
    /// The edition that is written; newer ones are refused.
    public static final int FORMAT = 1;
    /// The last member: where it is missing, the file was cut.
    static final String NAME = "manifest.json";
    static final String WORKSPACE = "workspace/";
    static final String SCENARIO = "scenario/";
    static final String IMAGES = "images/";
    static final String STATE = "state/";

    public Manifest {
        entries = List.copyOf(entries);
        images = List.copyOf(images);
        endpoints = List.copyOf(endpoints);
        left = List.copyOf(left);
    }

    /// What a member is, by its place.
    public enum Kind {
        SPEC, REQUEST, FILE, SCENARIO, IMAGE, STATE;

        static Kind of(String path) {
            if (path.startsWith(IMAGES)) return IMAGE;
            if (path.startsWith(Manifest.SCENARIO)) return SCENARIO;
            if (path.startsWith(Manifest.STATE)) return STATE;
            if (path.startsWith(WORKSPACE + "requests/")) return REQUEST;
            return path.equals(WORKSPACE + "slipway.yml") || path.startsWith(WORKSPACE + "endpoints/") ? SPEC : FILE;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A member.
    ///
    /// @param size       in bytes
    /// @param sha256     in small hexadecimal digits
    /// @param kind       a [Kind] in small letters
    /// @param executable whether programs may be run from it
    public record Entry(String path, long size, String sha256, String kind, boolean executable) {
        public Entry {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(sha256, "sha256");
        }
    }

    /// An image.
    ///
    /// @param entry      the member that holds it, as `docker save` writes it
    /// @param id         `sha256:…` at the engine that it came from
    /// @param references the names that it has where the bundle is opened
    /// @param sizeBytes  as the engine says it
    /// @param neededBy   ids of deployments
    public record Image(String entry, String id, List<String> references, long sizeBytes, List<String> neededBy) {
        public Image {
            Objects.requireNonNull(entry, "entry");
            Objects.requireNonNull(id, "id");
            references = List.copyOf(references);
            neededBy = List.copyOf(neededBy);
        }
    }

    /// An endpoint that is in it.
    public record Endpoint(String name, List<String> deployments) {
        public Endpoint {
            deployments = List.copyOf(deployments);
        }
    }

    /// Something that stayed behind.
    ///
    /// @param why   `secret`, `link`, `busy` for a recording that goes on, or `name` for one that not every system can have
    /// @param file  below the workspace
    /// @param names of the variables or headers, or of the file itself where all of it is secret; else empty
    public record LeftOut(String why, String file, List<String> names) {
        public LeftOut {
            names = List.copyOf(names);
        }
    }

    /// Bytes of all members.
    public long bytes() {
        return entries.stream().mapToLong(Entry::size).sum();
    }

    /// How many members are files of the workspace.
    public int files() {
        return (int) entries.stream().filter(each -> !each.path.startsWith(IMAGES)).count();
    }
}
