package slipway.engine.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.UnixSocket;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.ClassicHttpResponse;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.ContentType;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.Header;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.HttpEntity;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.HttpException;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.config.Http1Config;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/// docker-java's client for a unix socket, with one difference: what streams to the engine goes in blocks of [#BLOCK]
/// bytes over a connection of its own. docker-java's writes 4 KiB at a time, and a context of 500 MB takes it a third
/// longer than the docker CLI; and a kept connection that died with its engine cannot be told from a good one before
/// the body is half gone. Any thread.
final class SocketHttp implements DockerHttpClient {
    private static final int BLOCK = 1 << 17;
    private static final Http1Config WIDE = Http1Config.custom().setBufferSize(BLOCK).setChunkSizeHint(BLOCK).build();

    private final DockerHttpClient usual;
    private final String socket;

    /// @param socket path of the engine's unix socket
    SocketHttp(DockerHttpClient usual, String socket) {
        this.usual = usual;
        this.socket = socket;
    }

    @Override
    public Response execute(Request request) {
        InputStream body = request.body();
        if (body == null || request.hijackedInput() != null) return usual.execute(request);
        try {
            return send(request, body);
        } catch (IOException | HttpException e) {
            // as docker-java’s own clients do
            throw new IllegalStateException(e);
        }
    }

    private Response send(Request request, InputStream body) throws IOException, HttpException {
        var connection = new DefaultBHttpClientConnection(WIDE);
        try {
            connection.bind(UnixSocket.get(socket));
            var message = new BasicClassicHttpRequest(request.method(), request.path());
            request.headers().forEach(message::setHeader);
            message.setHeader("Host", "docker");
            message.setHeader("Transfer-Encoding", "chunked");
            message.setEntity(new Blocks(body));
            connection.sendRequestHeader(message);
            ClassicHttpResponse response = answer(connection, message);
            connection.receiveResponseEntity(response);
            return new Answer(connection, response);
        } catch (IOException | HttpException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /// An engine that refuses says so and reads no further: then its word counts, not that the rest could not be sent.
    private static ClassicHttpResponse answer(DefaultBHttpClientConnection connection, BasicClassicHttpRequest message)
            throws IOException, HttpException {
        try {
            connection.sendRequestEntity(message);
            connection.flush();
        } catch (UnsentException e) {
            throw e.reason;
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) throw e;
            try {
                return connection.receiveResponseHeader();
            } catch (IOException | HttpException none) {
                e.addSuppressed(none);
                throw e;
            }
        }
        return connection.receiveResponseHeader();
    }

    @Override
    public void close() throws IOException {
        usual.close();
    }

    /// What was to be sent cannot be read.
    private static final class UnsentException extends IOException {
        private static final long serialVersionUID = 1;
        private final IOException reason;

        UnsentException(IOException reason) {
            this.reason = reason;
        }
    }

    /// The body, read and written in whole blocks.
    private static final class Blocks extends AbstractHttpEntity {
        private final InputStream body;

        Blocks(InputStream body) {
            super((ContentType) null, null, true);
            this.body = body;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            byte[] block = new byte[BLOCK];
            for (int count = fill(block); count > 0; count = fill(block))
                out.write(block, 0, count);
        }

        private int fill(byte[] block) throws IOException {
            try {
                return body.readNBytes(block, 0, block.length);
            } catch (IOException e) {
                throw new UnsentException(e);
            }
        }

        @Override
        public InputStream getContent() {
            return body;
        }

        @Override
        public boolean isStreaming() {
            return true;
        }

        @Override
        public long getContentLength() {
            return -1;
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    /// The engine's answer; closing it ends the connection.
    private record Answer(DefaultBHttpClientConnection connection, ClassicHttpResponse response) implements Response {
        @Override
        public int getStatusCode() {
            return response.getCode();
        }

        @Override
        public Map<String, List<String>> getHeaders() {
            var headers = new LinkedHashMap<String, List<String>>();
            for (Header header : response.getHeaders())
                headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
            return headers;
        }

        @Override
        public @Nullable String getHeader(String name) {
            Header header = response.getFirstHeader(name);
            return header == null ? null : header.getValue();
        }

        @Override
        public InputStream getBody() {
            HttpEntity entity = response.getEntity();
            try {
                return entity == null ? InputStream.nullInputStream() : entity.getContent();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            // hard: the rest of an answer that nobody wants need not be read
            connection.close(com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.io.CloseMode.IMMEDIATE);
        }
    }
}
