package slipway.testkit.seeded.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.channels.SocketChannel;
import java.util.List;

import io.netty.bootstrap.Bootstrap;

/// Opens a connection in every way that the ledger would not see, for the self-test of the gate; never run.
@SuppressWarnings("AddressSelection")
public final class BadCaller {
    private BadCaller() {}

    static Socket socket(InetSocketAddress to) throws IOException {
        var socket = new Socket();
        socket.connect(to);
        return socket;
    }

    static InputStream page(URI at) throws IOException {
        return at.toURL().openStream();
    }

    static HttpClient client() {
        return HttpClient.newHttpClient();
    }

    /// By a method reference, which a search for calls does not see.
    static Opening channel() {
        return SocketChannel::open;
    }

    static Process program() throws IOException {
        return new ProcessBuilder(List.of("curl")).start();
    }

    static InetAddress name() throws UnknownHostException {
        return InetAddress.getByName("example.invalid");
    }

    static InetSocketAddress looksUp(int port) {
        return new InetSocketAddress("example.invalid", port);
    }

    /// No lookup: what is known already.
    static InetSocketAddress known(InetAddress at) {
        return new InetSocketAddress(at, 1);
    }

    static Bootstrap loop() {
        return new Bootstrap();
    }

    /// As [SocketChannel#open].
    interface Opening {
        SocketChannel open(InetSocketAddress to) throws IOException;
    }
}
