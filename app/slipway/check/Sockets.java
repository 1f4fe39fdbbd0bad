package slipway.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where programs of a container listen, as the kernel's own table tells it (`/proc/net/tcp`). Stateless.
final class Sockets {
    /// Number, local address, remote address, state 0A.
    private static final Pattern LISTENING = Pattern
            .compile("^\\s*\\d+:\\s+([0-9A-F]+):([0-9A-F]{4})\\s+[0-9A-F]+:[0-9A-F]{4}\\s+0A\\s");

    private Sockets() {}

    /// One listening socket; `everywhere` when it takes connections from outside the container.
    record Listening(int port, boolean everywhere) {}

    /// From the text of `/proc/net/tcp` and `/proc/net/tcp6`, one behind the other.
    static List<Listening> of(String tables) {
        var found = new ArrayList<Listening>();
        for (String line : tables.lines().toList()) {
            Matcher row = LISTENING.matcher(line);
            if (!row.find()) continue;
            String address = row.group(1);
            int port = Integer.parseInt(row.group(2), 16);
            // 127.0.0.11 is Docker's own name server
            if (address.equals("0B00007F")) continue;
            var one = new Listening(port, !loopback(address));
            if (!found.contains(one)) found.add(one);
        }
        return found;
    }

    /// Bytes of a word stand backwards: 127.0.0.1 is 0100007F.
    private static boolean loopback(String hex) {
        return hex.length() == 8
                ? hex.endsWith("7F")
                : hex.equals("00000000000000000000000001000000") || hex.endsWith("FFFF00000100007F");
    }
}
