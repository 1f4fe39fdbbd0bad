package slipway.engine;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the servers of a swarm are given as files that its managers keep. Immutable.
///
/// @param secrets names of variables of [Workload#environment]: instead of `NAME` a server gets `NAME_FILE`, the path of
///                a file with the value, which is in its memory only
/// @param configs by absolute path inside the container: the file here that is put there
public record GivenFiles(SortedSet<String> secrets, SortedMap<String, Path> configs) {
    public static final GivenFiles NONE = new GivenFiles(new TreeSet<>(), new TreeMap<>());

    public GivenFiles {
        secrets = new TreeSet<>(secrets);
        configs = new TreeMap<>(configs);
    }

    /// The same from what is in any order.
    public static GivenFiles of(Iterable<String> secrets, Map<String, Path> configs) {
        var names = new TreeSet<String>();
        secrets.forEach(names::add);
        return new GivenFiles(names, new TreeMap<>(configs));
    }
}
