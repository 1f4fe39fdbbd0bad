package slipway.engine.docker;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import slipway.network.Ledger;
import slipway.network.Party;

/// Where an engine may answer, and how we came to think so.
///
/// @param host   `unix:///var/run/docker.sock`, `tcp://host:2376`, `npipe:////./pipe/docker_engine`, `ssh://ana@host`
/// @param source what named it: `DOCKER_HOST`, `context desktop-linux`, `standard socket` …, in the language of the search;
///               shown to people
/// @param tls    folder with `ca.pem`, `cert.pem`, `key.pem`; null without TLS
record DockerAddress(URI host, String source, @Nullable Path tls) {
    /// The socket’s file, or null where the engine is reached otherwise.
    @Nullable
    Path socket() {
        return "unix".equals(host.getScheme()) ? Path.of(host.getPath()) : null;
    }

    /// Whether it is reached over ssh, by a [SshTunnel].
    boolean ssh() {
        return "ssh".equals(host.getScheme());
    }

    /// How it is spoken with: `unix`, `npipe`, `tcp`, `tls` or `ssh`.
    String transport() {
        String scheme = String.valueOf(host.getScheme());
        return scheme.equals("tcp") && tls != null ? "tls" : scheme;
    }

    /// Who is connected to, as the ledger has it.
    Party party() {
        if (ssh()) return SshTarget.of(host).party();
        return host.getHost() == null ? Party.socket(host.getPath()) : Party.at(host.getHost(), host.getPort());
    }

    /// Whether it is plainly on another machine, whose loopback and folders are not ours. A socket that somebody else
    /// forwards from elsewhere looks as one of this machine.
    boolean elsewhere() {
        if (ssh()) return true;
        if (!"tcp".equals(host.getScheme())) return false;
        if (!Ledger.mayLookUp(host.getHost())) return true;
        try {
            for (InetAddress at : InetAddress.getAllByName(host.getHost())) {
                if (at.isLoopbackAddress() || NetworkInterface.getByInetAddress(at) != null) return false;
            }
            return true;
        } catch (UnknownHostException | SocketException e) {
            return true;
        }
    }

    /// Whether its socket is plainly not there, so that asking is of no use.
    boolean absent() {
        Path socket = socket();
        return socket != null && Files.notExists(socket);
    }
}
