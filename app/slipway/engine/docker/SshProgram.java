package slipway.engine.docker;

import java.util.ArrayList;
import java.util.List;

/// How ssh is started: the program of this machine with the person's own configuration, keys and known hosts.
///
/// @param words the program and what stands before every other option
record SshProgram(List<String> words) {
    static final SshProgram HERE = new SshProgram(List.of("ssh"));

    SshProgram {
        words = List.copyOf(words);
    }

    /// A connection that carries nothing but what [#asking] hands to it later. What the person's configuration does
    /// for terminals (forwarded ports, commands, going to the background) is left out; who may log in with which key,
    /// and which host is trusted, is theirs.
    List<String> connecting(SshTarget target, String control) {
        var all = new ArrayList<>(words);
        all.addAll(List.of("-n", "-N", "-T", "-M", "-S", control));
        for (String option : List.of("BatchMode=yes", "ControlPersist=no", "ClearAllForwardings=yes",
                "PermitLocalCommand=no", "RemoteCommand=none", "ForwardAgent=no", "ForwardX11=no", "ConnectTimeout=10",
                "ServerAliveInterval=5", "ServerAliveCountMax=3", "StreamLocalBindUnlink=yes", "LogLevel=INFO")) {
            all.add("-o");
            all.add(option);
        }
        if (target.port() != null) all.addAll(List.of("-p", target.port()));
        all.add(target.login());
        return all;
    }

    /// Asks the connection at `control` for something; without the person's configuration, whose own forwardings
    /// would be asked for too.
    List<String> asking(String control, String... what) {
        var all = new ArrayList<>(List.of(words.getFirst(), "-F", "/dev/null", "-o", "StreamLocalBindUnlink=yes", "-S",
                control));
        all.addAll(List.of(what));
        // a host must be named, and is not used
        all.add("engine");
        return all;
    }
}
