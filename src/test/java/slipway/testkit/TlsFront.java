package slipway.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/// A loopback port that speaks TLS, wants a certificate of the caller, and passes all on to a plain one, as `dockerd
/// --tlsverify` does. Its certificates are made by `openssl` in a folder of the test.
public final class TlsFront implements AutoCloseable {
    private static final char[] WORD = "changeit".toCharArray();

    private final SSLServerSocket server;
    private final int target;

    private TlsFront(SSLServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    /// Makes `ca.pem`, `cert.pem` and `key.pem` of a caller in `folder`, and what the server needs.
    public static void certificates(Path folder) {
        certificates(folder, "127.0.0.1", 2);
    }

    /// As [#certificates], for a server at `address` whose certificate is good for so many days; with 0 it has run out
    /// a second later.
    public static void certificates(Path folder, String address, int days) {
        Shell.ok("""
                set -e; cd %1$s
                openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test-ca -keyout ca-key.pem -out ca.pem
                printf 'subjectAltName=IP:%2$s\\n' > san
                for who in server client; do
                  openssl req -newkey rsa:2048 -nodes -subj /CN=$who -keyout $who-key.pem -out $who.csr
                  openssl x509 -req -days %3$d -in $who.csr -CA ca.pem -CAkey ca-key.pem -CAcreateserial -extfile san \
                    -out $who.pem
                done
                openssl pkcs12 -export -in server.pem -inkey server-key.pem -passout pass:changeit -out server.p12
                openssl pkcs12 -export -nokeys -in ca.pem -jdktrust anyExtendedKeyUsage -passout pass:changeit \
                  -out trust.p12 || keytool -importcert -noprompt -alias ca -file ca.pem -keystore trust.p12 \
                  -storepass changeit
                mv client.pem cert.pem; mv client-key.pem key.pem""".formatted(folder, address, days));
    }

    /// Listens with the certificates in `folder` for what listens plainly on `target`.
    public static TlsFront open(Path folder, int target) throws IOException, GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(folder.resolve("server.p12")), WORD);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store(folder.resolve("trust.p12")));
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        var server = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 50,
                InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(true);
        var front = new TlsFront(server, target);
        Thread.ofVirtual().name("tls front").start(front::accept);
        return front;
    }

    private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, WORD);
        }
        return store;
    }

    public URI host() {
        return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                var far = new Socket(InetAddress.getLoopbackAddress(), target);
                Thread.ofVirtual().start(() -> pump(near, far));
                Thread.ofVirtual().start(() -> pump(far, near));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException | UncheckedIOException gone) {
            // the other side is closed with this one
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
