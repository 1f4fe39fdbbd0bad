package slipway.serve;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

/// What the network sink reads from the first bytes of others.
class SinkTest {
    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// The first message of the JDK's own TLS.
    private static byte[] hello(String host) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        var engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        if (!host.isEmpty()) {
            var parameters = engine.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            engine.setSSLParameters(parameters);
        }
        var out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), out);
        return Arrays.copyOf(out.array(), out.position());
    }

    @Test
    void theHostLineIsFoundWhereverTheBytesAreCut() throws Exception {
        String head = "GET http://x/ HTTP/1.1\r\nAccept: */*\r\nHOST: Models.example.com:8443\r\n\r\n";
        assertEquals("models.example.com", SinkNames.host(text(head)));
        for (int at = 1; at < head.length(); at++) {
            assertEquals("models.example.com", SinkNames.host(new SequenceInputStream(text(head.substring(0, at)),
                    text(head.substring(at)))));
        }
        assertEquals("", SinkNames.host(text("GET / HTTP/1.0\r\n\r\n")));
        assertEquals("a??b", SinkNames.host(text("GET / HTTP/1.0\r\nhost: a\"\u001bb\r\n")),
                "fit for JSON and a terminal");
        assertEquals("", SinkNames.host(text("")));
    }

    @Test
    void theServerNameOfTlsIsFound() throws Exception {
        byte[] hello = hello("api.example.com");
        assertEquals("api.example.com", SinkNames.host(new ByteArrayInputStream(hello)));
        var halves = new SequenceInputStream(new ByteArrayInputStream(hello, 0, 60),
                new ByteArrayInputStream(hello, 60, hello.length - 60));
        assertEquals("api.example.com", SinkNames.host(halves));
        assertEquals("", SinkNames.host(new ByteArrayInputStream(hello(""))));
        assertEquals("", SinkNames.host(new ByteArrayInputStream(hello, 0, 60)), "cut off");
        byte[] damaged = hello.clone();
        Arrays.fill(damaged, 43, damaged.length, (byte) 0xFF);
        assertEquals("", SinkNames.host(new ByteArrayInputStream(damaged)));
    }

    private static byte[] question(int type) {
        return ByteBuffer.allocate(28).putShort((short) 0x1234).putShort((short) 0x0100).putShort((short) 1)
                .putShort((short) 0).putInt(0).put((byte) 7).put("EXAMPLE".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 2).put("de".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).putShort((short) type)
                .putShort((short) 1).array();
    }

    @Test
    void everyNameHasTheSinksAddress() {
        var asked = Objects.requireNonNull(SinkQuestion.read(question(1), 28));
        assertEquals("example.de A", asked.name() + " " + asked.typeName());
        byte[] address = {10, 1, 2, 3};
        byte[] answer = asked.answer(address);
        assertEquals(0x1234, ByteBuffer.wrap(answer).getShort(0));
        assertEquals(1, answer[7], "one answer");
        assertArrayEquals(address, Arrays.copyOfRange(answer, answer.length - 4, answer.length));
        var other = Objects.requireNonNull(SinkQuestion.read(question(28), 28));
        assertEquals("AAAA", other.typeName());
        assertEquals(0, other.answer(address)[7], "the name is there and has no such address");
        assertEquals(0, other.answer(address)[3] & 0x0F);
        assertEquals(3, Objects.requireNonNull(SinkQuestion.read(question(12), 28)).answer(address)[3] & 0x0F);
    }

    @Test
    void whatIsNoQuestionIsNotAnswered() {
        for (int length = 0; length < 28; length++)
            assertNull(SinkQuestion.read(question(1), length));
        byte[] loop = question(1);
        loop[12] = (byte) 0xC0;
        assertNull(SinkQuestion.read(loop, 28));
        byte[] answer = question(1);
        answer[2] |= (byte) 0x80;
        assertNull(SinkQuestion.read(answer, 28));
    }
}
