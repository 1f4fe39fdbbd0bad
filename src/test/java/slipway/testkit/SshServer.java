package slipway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;

/// Debian's `sshd` on a high port of a [PrivateDaemon]'s namespace, with keys and a configuration of its own, and what a
/// person's ssh needs to come in. Ends with the engine. Used by one thread.
///
/// @param config the configuration of the person's ssh, in which the machine is called `engine`
public record SshServer(PrivateDaemon daemon, Path config) {
    private static final int PORT = 22022;

    /// Starts it with the configuration lines `more` besides.
    public static SshServer open(PrivateDaemon daemon, String... more) {
        Path folder = daemon.folder();
        Shell.ok("""
                cd %s; mkdir -p /run/sshd
                for key in host person stranger; do ssh-keygen -q -t ed25519 -N '' -f $key; done
                cp person.pub authorized""".formatted(folder));
        write(folder.resolve("sshd_config"), """
                Port %1$d
                ListenAddress %2$s
                HostKey %3$s/host
                PidFile %3$s/sshd.pid
                AuthorizedKeysFile %3$s/authorized
                StrictModes no
                PermitRootLogin prohibit-password
                PasswordAuthentication yes
                UsePAM no
                %4$s
                """.formatted(PORT, daemon.address(), folder, String.join("\n", more)));
        String key = Shell.ok("cut -d' ' -f1,2 " + folder + "/host.pub");
        write(folder.resolve("known"), "[%s]:%d %s\n".formatted(daemon.address(), PORT, key));
        var server = new SshServer(daemon, folder.resolve("ssh_config"));
        write(server.config, server.configuration("person", "known"));
        Shell.Said said = daemon.inside("/usr/sbin/sshd", "-E", folder + "/sshd.log", "-f", folder + "/sshd_config");
        if (!said.ok()) throw new IllegalStateException("sshd: " + said.text());
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(folder.resolve("sshd.pid")));
        return server;
    }

    /// What a person has in `~/.ssh/config`, forwardings and shared connections included, which are not ours to use.
    private String configuration(String key, String known) {
        return """
                Host engine
                  HostName %1$s
                  Port %2$d
                  User root
                  IdentityFile %3$s/%4$s
                  IdentitiesOnly yes
                  UserKnownHostsFile %3$s/%5$s
                  StrictHostKeyChecking ask
                  LocalForward %2$d 127.0.0.1:%2$d
                  ControlMaster auto
                  ControlPath %3$s/shared
                  ControlPersist 60
                """.formatted(daemon.address(), PORT, daemon.folder(), key, known);
    }

    /// The words that start ssh as this person.
    public List<String> program() {
        return List.of("ssh", "-F", config.toString());
    }

    /// The words that start ssh with another key, or another list of known hosts (files in the engine's folder).
    public List<String> program(String key, String known) {
        Path other = daemon.folder().resolve("ssh_config-" + key + "-" + known);
        write(other, configuration(key, known));
        return List.of("ssh", "-F", other.toString());
    }

    /// A list of known hosts in which this machine has the key of another.
    public String lying() {
        Path file = daemon.folder().resolve("lying");
        String key = Shell.ok("cut -d' ' -f1,2 " + daemon.folder() + "/stranger.pub");
        write(file, "[%s]:%d %s\n".formatted(daemon.address(), PORT, key));
        return "lying";
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
