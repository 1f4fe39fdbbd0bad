package slipway.engine.docker;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.base.Tasks;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// A tunnel is there with everything or not at all, and its ports are never anybody else’s. In the place of ssh stands
/// a script that connects, and notes or refuses what is asked of the connection.
class SshTunnelTest {
    private static final String SCRIPT = """
            #!/bin/sh
            here=HERE
            while [ $# -gt 0 ]; do
              case $1 in -S) control=$2;; -O) asked=$2;; -L) way=$2;; esac
              shift
            done
            if [ -z "$asked" ]; then echo $$ > $here/pid; touch $control; exec sleep 600; fi
            echo "$asked $way" >> $here/said
            [ ! -e $here/refuse ]
            """;

    @TempDir
    Path folder;
    private SshProgram program;

    @BeforeEach
    void write() throws IOException {
        Path script = Files.writeString(folder.resolve("ssh"), SCRIPT.replace("HERE", folder.toString()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        program = new SshProgram(List.of(script.toString()));
    }

    private SshTunnel tunnel() {
        return new SshTunnel(SshTarget.of(URI.create("ssh://engine")), program);
    }

    private List<String> said() throws IOException {
        Path said = folder.resolve("said");
        return Files.exists(said) ? Files.readAllLines(said) : List.of();
    }

    private Optional<ProcessHandle> ssh() throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("pid")).strip()));
    }

    @Test
    void oneWhoseForwardIsRefusedIsEndedAndBegunAnew() throws Exception {
        Files.createFile(folder.resolve("refuse"));
        try (SshTunnel tunnel = tunnel()) {
            assertEquals("docker.ssh-forward",
                    assertThrows(StudioException.class, tunnel::open).problem().code());
            await().until(() -> ssh().isEmpty());
            Files.delete(folder.resolve("refuse"));
            tunnel.open();
            assertEquals(2, said().size());
            assertTrue(said().getLast().endsWith("d.sock:/var/run/docker.sock"), said().toString());
            tunnel.open();
            assertEquals(2, said().size(), "it stands");
        }
    }

    @Test
    void portsThatAreNotBroughtBackLeaveNoHalfATunnel() throws Exception {
        try (SshTunnel tunnel = tunnel()) {
            tunnel.open();
            tunnel.port(new SshTunnel.Far("127.0.0.1", 8080), 0);
            ssh().orElseThrow().destroyForcibly();
            Files.createFile(folder.resolve("refuse"));
            await().until(() -> code(tunnel).equals("docker.ssh-forward"));
            Files.delete(folder.resolve("refuse"));
            tunnel.open();
            assertTrue(said().getLast().endsWith(":127.0.0.1:8080"), said().toString());
        }
    }

    /// Until the end of the process is seen, it still stands.
    private static String code(SshTunnel tunnel) throws InterruptedException {
        try {
            tunnel.open();
            return "";
        } catch (StudioException e) {
            return e.problem().code();
        }
    }

    @Test
    void aPortIsHeldWhileThereIsNoSshAndLeadsToTheSameAfterwards() throws Exception {
        try (SshTunnel tunnel = tunnel()) {
            tunnel.open();
            int port = tunnel.port(new SshTunnel.Far("127.0.0.1", 8080), 0);
            Path socket = Path.of(said().getLast().replaceFirst("forward (.*):127.0.0.1:8080", "$1"));
            assertEquals("pong", asked(port, socket));
            ssh().orElseThrow().destroyForcibly();
            assertEquals("", answer(port), "who connects is hung up on");
            assertThrows(BindException.class,
                    () -> new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close());
            await().until(() -> {
                tunnel.open();
                return said().size() == 4;
            });
            assertEquals("pong", asked(port, socket));
            tunnel.release(port);
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        }
    }

    /// What comes back over `port` while somebody answers at `socket`, as ssh does.
    private static String asked(int port, Path socket) throws Exception {
        try (ServerSocketChannel far = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            far.bind(UnixDomainSocketAddress.of(socket));
            Future<String> heard = Tasks.beside("far", () -> {
                try (SocketChannel one = far.accept()) {
                    ByteBuffer said = ByteBuffer.allocate(100);
                    while (one.read(said) >= 0) {
                    }
                    one.write(ByteBuffer.wrap("pong".getBytes(StandardCharsets.US_ASCII)));
                    return new String(said.array(), 0, said.position(), StandardCharsets.US_ASCII);
                }
            });
            String answer = answer(port);
            assertEquals("ping", heard.get(10, TimeUnit.SECONDS));
            return answer;
        } finally {
            Files.deleteIfExists(socket);
        }
    }

    private static String answer(int port) throws IOException {
        try (var near = new Socket(InetAddress.getLoopbackAddress(), port)) {
            near.getOutputStream().write("ping".getBytes(StandardCharsets.US_ASCII));
            near.shutdownOutput();
            return new String(near.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (java.net.SocketException e) {
            return "";
        }
    }
}
