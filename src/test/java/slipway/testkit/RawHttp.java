package slipway.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Bytes to a loopback port and back, for requests that no proper client would send.
public final class RawHttp {
    private RawHttp() {}

    /// Everything that comes back until the other side closes, or has been silent for half a second.
    public static String exchange(int port, String request) throws IOException {
        try (Socket socket = open(port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return read(socket);
        }
    }

    public static Socket open(int port) throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
        socket.setSoTimeout(5_000);
        return socket;
    }

    public static String read(Socket socket) throws IOException {
        socket.setSoTimeout(5_000);
        var text = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            int n;
            while ((n = socket.getInputStream().read(buffer)) > 0) {
                socket.setSoTimeout(400);
                text.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (java.net.SocketTimeoutException silent) {
            return text.toString();
        }
        return text.toString();
    }
}
