package slipway.load;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@SuppressWarnings("StringConcatToTextBlock") // the line ends are what is tested
class AnswerReaderTest {
    private final AnswerReader reader = new AnswerReader();

    /// However the bytes are cut, the same answer comes out.
    private Answer read(String text, boolean head, AnswerReader.Step last) {
        Answer whole = null;
        for (int cut = 1; cut <= text.length(); cut++) {
            var draft = new Answer.Draft(100);
            reader.begin(head, draft);
            AnswerReader.Step step = AnswerReader.Step.MORE;
            for (int at = 0; at < text.length() && step == AnswerReader.Step.MORE; at += cut) {
                ByteBuf part = bytes(text.substring(at, Math.min(text.length(), at + cut)));
                step = reader.read(part);
                if (step == AnswerReader.Step.DONE) assertFalse(part.isReadable(), text);
            }
            assertEquals(last, step, text + " in parts of " + cut);
            Answer answer = draft.answer(reader.status(), reader.deployment(), 2, 1);
            assertTrue(whole == null || whole.equals(answer), text);
            whole = answer;
        }
        return java.util.Objects.requireNonNull(whole);
    }

    private Answer done(String text) {
        return read(text, false, AnswerReader.Step.DONE);
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    @Test
    void bodiesOfEveryKind() {
        assertEquals("hello", done("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello").body().text());
        assertEquals("hello you", done("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5;ext=1\r\nhello\r\n4\r\n you\r\n0\r\nx-trailer: 1\r\n\r\n").body().text());
        assertEquals("", done("HTTP/1.1 204 No Content\r\n\r\n").body().text());
        assertEquals("", done("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").body().text());
        assertEquals(503, done("HTTP/1.1 503\r\ncontent-length: 2\r\n\r\nno").status());
    }

    @Test
    void aHeadRequestHasNoBodyWhateverItsLength() {
        assertEquals(200,
                read("HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n", true, AnswerReader.Step.DONE).status());
    }

    @Test
    void interimAnswersAreNoAnswers() {
        assertEquals(201, done("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n"
                + "HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n").status());
    }

    @Test
    void withoutALengthTheEndOfTheConnectionEndsTheBody() {
        Answer open = read("HTTP/1.1 200 OK\r\n\r\nall of it", false, AnswerReader.Step.MORE);
        assertEquals("all of it", open.body().text());
        assertEquals(AnswerReader.Step.DONE, reader.closed());
        assertFalse(reader.keepAlive());
        read("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nnot all", false, AnswerReader.Step.MORE);
        assertEquals(AnswerReader.Step.BAD, reader.closed());
    }

    @Test
    void saysWhoAnsweredAndWhetherTheConnectionStays() {
        Answer answer = done("HTTP/1.1 200 OK\r\nX-Slipway-Deployment:  green \r\ncontent-length: 0\r\n\r\n");
        assertEquals("green", answer.deployment());
        assertEquals(List.of(Map.entry("X-Slipway-Deployment", "green"), Map.entry("content-length", "0")),
                answer.headers());
        assertTrue(reader.keepAlive());
        done("HTTP/1.1 200 OK\r\nConnection: Close\r\ncontent-length: 0\r\n\r\n");
        assertFalse(reader.keepAlive());
        done("HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n");
        assertFalse(reader.keepAlive());
        done("HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 0\r\n\r\n");
        assertTrue(reader.keepAlive());
    }

    @Test
    void aBodyIsKeptUpToTheLimit() {
        Answer answer = done("HTTP/1.1 200 OK\r\ncontent-length: 150\r\n\r\n" + "x".repeat(150));
        assertEquals(100, answer.body().length());
        assertTrue(answer.cut());
    }

    @Test
    void whatIsNoHttpIsBad() {
        for (String bad : List.of("SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/1.1 abc OK\r\n\r\n", "HTTP/1.1 099 No\r\n\r\n",
                "HTTP/1.1 200 OK\ncontent-length: 0\n\n",
                "HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 5x\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-1\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nab\r\n")) {
            reader.begin(false, null);
            assertEquals(AnswerReader.Step.BAD, reader.read(bytes(bad)), bad);
        }
        reader.begin(false, null);
        assertEquals(AnswerReader.Step.BAD, reader.read(bytes("HTTP/1.1 200 OK\r\nx: " + "y".repeat(70_000))));
    }
}
