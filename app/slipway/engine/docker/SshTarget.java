package slipway.engine.docker;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import slipway.network.Party;

/// What an address `ssh://user@host:port/path` names, each part safe to hand to a program. Immutable.
///
/// @param login  `host` or `user@host`; `host` may be a name of the person's ssh configuration
/// @param port   as written; null for what ssh itself takes
/// @param socket the engine's socket on that machine
record SshTarget(String login, @Nullable String port, String socket) {
    private static final int USUAL_PORT = 22;
    private static final String USUAL_SOCKET = "/var/run/docker.sock";
    /// Only plain names: none may begin with a dash, which ssh would take for an option.
    private static final Pattern ADDRESS = Pattern
            .compile("ssh://((?:\\w[\\w.-]*@)?\\w[\\w.-]*)(?::(\\d{1,5}))?(/[\\w./-]*)?", Pattern.CASE_INSENSITIVE);

    /// Null where `address` is none that can be used.
    static @Nullable SshTarget of(String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) return null;
        String path = parts.group(3);
        return new SshTarget(parts.group(1), parts.group(2), path == null || path.length() < 2 ? USUAL_SOCKET : path);
    }

    /// The target of an address that is known to be one.
    static SshTarget of(URI address) {
        SshTarget target = of(address.toString());
        if (target == null) throw new IllegalArgumentException(address.toString());
        return target;
    }

    /// Who is connected to, as the ledger has it; a name of the person's ssh configuration as it is.
    Party party() {
        return at(port == null ? USUAL_PORT : Integer.parseInt(port));
    }

    /// A port of that machine, as the ledger has it.
    Party at(int other) {
        return Party.at(login.substring(login.indexOf('@') + 1), other);
    }

    /// The words of a command line that name it, for people: `-p 2222 ana@gpu-box`.
    String words() {
        return port == null ? login : "-p " + port + " " + login;
    }
}
