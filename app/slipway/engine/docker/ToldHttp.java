package slipway.engine.docker;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import com.github.dockerjava.transport.DockerHttpClient;

import slipway.base.Deed;
import slipway.network.Way;

/// A client that tells the action under way of each request: method, path and status, never headers or bodies, which
/// may hold secrets. Any thread.
///
/// @param way asked before each request, which may need a connection
record ToldHttp(DockerHttpClient http, Way way) implements DockerHttpClient {
    private static final Pattern VALUES = Pattern.compile("\\b(buildargs|labels|remote)=[^&]*");
    private static final int LONGEST = 300;

    @Override
    public Response execute(Request request) {
        way.open();
        long begin = System.nanoTime();
        int status = 0;
        try {
            Response answer = http.execute(request);
            status = answer.getStatusCode();
            return answer;
        } catch (RuntimeException e) {
            way.failed();
            throw e;
        } finally {
            Deed.called(request.method(), readable(request.path()), status, System.nanoTime() - begin);
        }
    }

    /// As a person reads it; values that a build is given may be secrets.
    static String readable(String path) {
        String hidden = VALUES.matcher(path).replaceAll("$1=•••");
        String plain = hidden.contains("%") ? decoded(hidden) : hidden;
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path; // a percent sign of its own
        }
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
