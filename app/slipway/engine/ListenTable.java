package slipway.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/// Reads who listens from the kernel's tables `/proc/PID/net/tcp` and `tcp6`. Stateless.
public final class ListenTable {
    private static final String LISTEN = "0A";
    private static final int INODE = 9;

    private ListenTable() {}

    /// Every listener of `text` (both tables after each other will do), by port; lines that are none are passed over.
    public static List<Listener> of(String text) {
        return of(text, inode -> true);
    }

    /// Those whose socket's inode is one of `inodes`.
    public static List<Listener> of(String text, Set<String> inodes) {
        return of(text, inodes::contains);
    }

    private static List<Listener> of(String text, Predicate<String> wanted) {
        var found = new LinkedHashSet<Listener>();
        for (String line : text.lines().toList()) {
            String[] words = line.strip().split(" +", -1);
            if (words.length <= INODE || !words[3].equals(LISTEN) || !words[1].matches("([0-9A-F]{8}){1,4}:[0-9A-F]{4}")
                    || !wanted.test(words[INODE]))
                continue;
            int colon = words[1].indexOf(':');
            found.add(new Listener(address(words[1].substring(0, colon)),
                    Integer.parseInt(words[1].substring(colon + 1), 16)));
        }
        var sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(Listener::port).thenComparing(Listener::address));
        return sorted;
    }

    /// Words of four bytes, each the other way round; IPv4 in IPv6 reads as IPv4.
    private static String address(String hex) {
        if (hex.length() == 8) return v4(hex);
        if (hex.startsWith("0000000000000000FFFF0000")) return v4(hex.substring(24));
        var groups = new ArrayList<String>();
        for (int word = 0; word < 32; word += 8) {
            groups.add(group(hex, word + 6, word + 4));
            groups.add(group(hex, word + 2, word));
        }
        return String.join(":", groups);
    }

    private static String group(String hex, int high, int low) {
        int value = Integer.parseInt(hex.substring(high, high + 2) + hex.substring(low, low + 2), 16);
        return Integer.toHexString(value).toLowerCase(Locale.ROOT);
    }

    private static String v4(String hex) {
        var text = new StringBuilder();
        for (int at = 6; at >= 0; at -= 2)
            text.append(Integer.parseInt(hex.substring(at, at + 2), 16)).append(at == 0 ? "" : ".");
        return text.toString();
    }
}
