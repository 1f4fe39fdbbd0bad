package slipway.spec;

import java.util.IdentityHashMap;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Measures what a tree comes to once each alias is replaced by what it stands for: few bytes may be more than any memory
/// holds, or without an end. One tree, one thread.
final class Aliases {
    /// How many values the aliases of one file may add to those that are written out.
    static final int MOST = 10_000;
    private static final long UNDER_WAY = -1;

    private final IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();
    private @Nullable Node over;

    private Aliases() {}

    /// The first node in which aliases come to more than [#MOST] values, or that holds itself; null where there is none.
    static @Nullable Node over(Node root) {
        var aliases = new Aliases();
        aliases.size(root);
        return aliases.over;
    }

    /// An alias names only what began before it, so this goes no deeper than the text of the file does.
    private long size(Node node) {
        Long known = sizes.get(node);
        if (known != null) {
            if (known == UNDER_WAY && over == null) over = node;
            return known;
        }
        sizes.put(node, UNDER_WAY);
        long size = 1;
        if (node instanceof SequenceNode list) {
            for (Node each : list.getValue())
                size += over == null ? size(each) : 0;
        } else if (node instanceof MappingNode map) {
            for (var each : map.getValue())
                size += over == null ? size(each.getKeyNode()) + size(each.getValueNode()) : 0;
        }
        sizes.put(node, size);
        if (over == null && size - sizes.size() > MOST) over = node;
        return size;
    }
}
