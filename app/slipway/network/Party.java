package slipway.network;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

import slipway.base.Text;

/// Who is connected to: an address, never a path, a query or a key. Immutable; nothing is looked up to make one.
///
/// @param who   `host:port`, `host` for a name alone, the path of a socket, or a program’s name
/// @param local whether what is sent there stays on this machine
public record Party(String who, boolean local) {
    /// Whoever is asked by what another program runs, which may be anybody.
    public static final Party ANYBODY = new Party("*", false);

    /// All those of this machine, or all others, that the ledger no longer tells apart.
    static Party others(boolean local) {
        return local ? new Party(ANYBODY.who, true) : ANYBODY;
    }

    /// As people read it.
    public String title() {
        return who.equals(ANYBODY.who) ? Text.of(local ? "network.others" : "network.anybody") : who;
    }

    /// A host’s name or address, and a port of it.
    ///
    /// @param port 0 for none
    public static Party at(String host, int port) {
        String bare = bare(host).toLowerCase(Locale.ROOT);
        String shown = bare.contains(":") ? "[" + bare + "]" : bare;
        return new Party(port > 0 ? shown + ":" + port : shown, isLocal(bare));
    }

    /// The server of an http or https address, or of any other that names a host.
    public static Party of(URI url) {
        String host = url.getHost() == null ? "127.0.0.1" : url.getHost();
        int usual = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        return at(host, url.getPort() > 0 ? url.getPort() : usual);
    }

    /// A local socket or a named pipe.
    public static Party socket(String path) {
        return new Party(path, true);
    }

    /// A program of this machine that is asked.
    ///
    /// @param stays whether it is known to speak with nobody else
    public static Party program(Path program, boolean stays) {
        return new Party(String.valueOf(program.getFileName()), stays);
    }

    /// Whether `host` can only be this machine: an address of its loopback, the unspecified one, or `localhost`. Any
    /// other name is none, whatever this machine would find it to be: finding out may ask a name server.
    public static boolean isLocal(String host) {
        String bare = bare(host);
        if (bare.equalsIgnoreCase("localhost")) return true;
        try {
            InetAddress address = InetAddress.ofLiteral(bare);
            return address.isLoopbackAddress() || address.isAnyLocalAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Whether `host` is a name, which has to be looked up.
    public static boolean isName(String host) {
        String bare = bare(host);
        if (bare.equalsIgnoreCase("localhost")) return false;
        try {
            InetAddress.ofLiteral(bare);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
