package slipway.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import slipway.base.Tasks;

/// Main of a side container that stands for the whole Internet on a network without a way out: as name server it
/// answers every name with its own address, on the usual ports it takes connections, reads which host is meant and
/// closes. What was tried goes to standard output, one JSON object a line; the first line says `ready`.
///
/// The same attempt is told again only when its count has doubled, so that a loop of retries fills no log.
public final class NetworkSink {
    private static final int DNS = 53;
    private static final List<Integer> PORTS = List.of(21, 22, 80, 443, 1433, 3000, 3128, 3306, 4317, 4318, 5000, 5432,
            5672, 6333, 6379, 6443, 7070, 8000, 8080, 8086, 8088, 8443, 8888, 9000, 9090, 9092, 9200, 9411, 11434,
            27017, 50051);
    private static final int KEPT = 10_000;
    private static final int LIMIT_MILLIS = 2000;

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final Tasks tasks = new Tasks();

    private NetworkSink() {}

    /// Without arguments.
    public static void main(String[] args) throws IOException {
        new NetworkSink().run(own());
    }

    private void run(InetAddress own) throws IOException {
        try (var udp = new DatagramSocket(DNS)) {
            listen(DNS, socket -> {
                byte[] question = SinkNames.prefixed(socket.getInputStream());
                socket.getOutputStream().write(SinkNames.prefixed(answered(question, question.length, own)));
            });
            for (int port : PORTS)
                listen(port, socket -> tell("tcp", "", SinkNames.host(socket.getInputStream()), port));
            System.out.println("{\"kind\":\"ready\",\"name\":\"" + own.getHostAddress() + "\"}");
            byte[] buffer = new byte[4096];
            while (true) {
                var packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                byte[] answer = answered(buffer, packet.getLength(), own);
                if (answer.length > 0) udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        }
    }

    private byte[] answered(byte[] bytes, int length, InetAddress own) {
        SinkQuestion question = SinkQuestion.read(bytes, length);
        if (question == null) return new byte[0];
        // which name an address has is asked by servers of themselves and their callers
        if (question.type() != SinkQuestion.PTR) tell("dns", question.typeName(), question.name(), DNS);
        return question.answer(own.getAddress());
    }

    /// What is done with one connection before it is closed.
    @FunctionalInterface
    private interface Talk {
        void with(Socket socket) throws IOException;
    }

    private void listen(int port, Talk talk) throws IOException {
        // held by the loop until the program ends
        @SuppressWarnings("resource")
        var server = new ServerSocket(port);
        tasks.quiet("port " + port, progress -> {
            while (true) {
                Socket socket = accepted(server);
                tasks.quiet("connection", each -> talk(talk, socket));
            }
        });
    }

    private static Socket accepted(ServerSocket server) {
        try {
            return server.accept();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void talk(Talk talk, Socket socket) {
        try (socket) {
            socket.setSoTimeout(LIMIT_MILLIS);
            talk.with(socket);
        } catch (IOException e) {
            System.err.println(e);
        }
    }

    private void tell(String kind, String type, String name, int port) {
        String key = kind + " " + type + " " + name + " " + port;
        if (counts.size() >= KEPT && !counts.containsKey(key)) return;
        int count = counts.merge(key, 1, Integer::sum);
        if (Integer.bitCount(count) != 1) return;
        System.out.println("{\"time\":" + System.currentTimeMillis() + ",\"kind\":\"" + kind + "\",\"type\":\"" + type
                + "\",\"name\":\"" + name + "\",\"port\":" + port + ",\"count\":" + count + "}");
    }

    private static InetAddress own() throws IOException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress()).findFirst()
                .orElseThrow(() -> new IOException("this container has no address"));
    }
}
