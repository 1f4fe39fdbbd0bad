package slipway.engine.docker;

import java.util.ArrayList;
import java.util.List;

/// Reads what the Linux kernel says of a network in `/proc/net`. Stateless.
final class ProcNet {
    private static final String NO_ROUTES = "OutNoRoutes";
    private static final String SYN_SENT = "02";
    /// `::ffff:a.b.c.d`, as the kernel writes its first three words.
    private static final String MAPPED = "0000000000000000FFFF0000";

    private ProcNet() {}

    /// A connection that nobody has answered yet; `own` is its port on this side, which tells it from the next.
    record Waiting(int own, String address, int port) {}

    /// How often nothing was sent as there was no way, over IPv4; -1 where `text` does not say.
    static long noRoutes(String text) {
        List<String> ip = text.lines().filter(line -> line.startsWith("Ip: ")).toList();
        if (ip.size() != 2) return -1;
        int column = List.of(ip.getFirst().split(" ", -1)).indexOf(NO_ROUTES);
        String[] values = ip.getLast().split(" ", -1);
        return column < 0 || column >= values.length ? -1 : Long.parseLong(values[column]);
    }

    /// From the tables of TCP, for both kinds of address.
    static List<Waiting> waiting(String text) {
        var found = new ArrayList<Waiting>();
        for (String line : text.lines().toList()) {
            String[] words = line.strip().split(" +", -1);
            if (words.length < 4 || !words[3].equals(SYN_SENT) || !words[2].matches("[0-9A-F]+:[0-9A-F]{4}")) continue;
            int colon = words[2].indexOf(':');
            found.add(new Waiting(Integer.parseInt(words[1].substring(words[1].indexOf(':') + 1), 16),
                    address(words[2].substring(0, colon)), Integer.parseInt(words[2].substring(colon + 1), 16)));
        }
        return found;
    }

    /// Words of four bytes, each the other way round.
    private static String address(String hex) {
        if (hex.length() == 8) return v4(hex);
        if (hex.startsWith(MAPPED)) return v4(hex.substring(MAPPED.length()));
        var text = new StringBuilder();
        for (int word = 0; word < hex.length(); word += 8) {
            for (int at = word + 6; at >= word; at -= 2) {
                text.append(hex, at, at + 2);
                if ((at - word) % 4 == 0) text.append(':');
            }
        }
        return text.substring(0, text.length() - 1).toLowerCase(java.util.Locale.ROOT);
    }

    private static String v4(String hex) {
        var text = new StringBuilder();
        for (int at = 6; at >= 0; at -= 2)
            text.append(Integer.parseInt(hex.substring(at, at + 2), 16)).append(at == 0 ? "" : ".");
        return text.toString();
    }
}
