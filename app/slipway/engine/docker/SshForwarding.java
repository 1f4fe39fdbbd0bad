package slipway.engine.docker;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import slipway.base.StudioException;

/// An engine behind `ssh://` is refused with the command that brings its socket here. Stateless.
final class SshForwarding {
    /// Only plain names: the command is copied into a shell.
    private static final Pattern ADDRESS = Pattern
            .compile("ssh://((?:\\w[\\w.-]*@)?\\w[\\w.-]*)(?::(\\d{1,5}))?(/[\\w./-]*)?", Pattern.CASE_INSENSITIVE);

    private SshForwarding() {}

    static StudioException refused(String host, String source, Path local) {
        Matcher parts = ADDRESS.matcher(host);
        if (!parts.matches()) return StudioException.of("docker.address-unreadable", host, source);
        String port = parts.group(2) == null ? "" : "-p " + parts.group(2) + " ";
        String path = parts.group(3);
        String remote = path == null || path.length() < 2 ? "/var/run/docker.sock" : path;
        String command = "ssh -nNT -o BatchMode=yes -o ExitOnForwardFailure=yes -o ServerAliveInterval=5 "
                + "-o StreamLocalBindUnlink=yes " + port + "-L '" + local + "':" + remote + " " + parts.group(1);
        return StudioException.of("docker.ssh-address", host, source, command, "unix://" + local);
    }
}
