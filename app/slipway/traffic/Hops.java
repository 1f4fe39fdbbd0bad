package slipway.traffic;

import java.util.concurrent.ThreadLocalRandom;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/// Headers between two hops: what belongs to one connection stays on it (RFC 9110, 7.6.1), the rest is passed on.
final class Hops {
    static final CharSequence DEPLOYMENT = HttpHeaders.createOptimized("azureml-model-deployment");
    static final CharSequence SERVED_BY = HttpHeaders.createOptimized("x-slipway-deployment");
    static final CharSequence REVISION = HttpHeaders.createOptimized("x-slipway-revision");
    static final CharSequence REROUTED = HttpHeaders.createOptimized("x-slipway-rerouted");
    static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
    static final CharSequence MIRROR = HttpHeaders.createOptimized("x-slipway-mirror");
    static final CharSequence BINARY_TENSORS = HttpHeaders.createOptimized("inference-header-content-length");
    private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("x-forwarded-for");
    private static final CharSequence FORWARDED_HOST = HttpHeaders.createOptimized("x-forwarded-host");
    private static final CharSequence FORWARDED_PROTO = HttpHeaders.createOptimized("x-forwarded-proto");
    private static final CharSequence HTTP = HttpHeaders.createOptimized("http");
    private static final CharSequence[] OF_ONE_HOP = {HttpHeaders.CONNECTION, HttpHeaders.KEEP_ALIVE,
            HttpHeaders.createOptimized("proxy-connection"), HttpHeaders.createOptimized("proxy-authenticate"),
            HttpHeaders.createOptimized("proxy-authorization"), HttpHeaders.createOptimized("te"),
            HttpHeaders.createOptimized("trailer"), HttpHeaders.TRANSFER_ENCODING, HttpHeaders.UPGRADE};

    private Hops() {}

    /// Takes away what is meant for the connection it came on, and what its `Connection` header names.
    static void strip(MultiMap headers) {
        for (String named : headers.getAll(HttpHeaders.CONNECTION)) {
            for (String name : named.split(",", -1)) {
                String plain = name.strip();
                // a client must not make us drop what frames the body
                if (!plain.isEmpty() && !plain.equalsIgnoreCase("content-length")) headers.remove(plain);
            }
        }
        for (CharSequence name : OF_ONE_HOP)
            headers.remove(name);
    }

    /// What the server gets of the client's headers.
    static void forward(HttpServerRequest in, MultiMap out, boolean withoutKey, String requestId) {
        out.setAll(in.headers());
        strip(out);
        String host = in.getHeader(HttpHeaders.HOST);
        out.remove(HttpHeaders.HOST);
        out.remove(HttpHeaders.EXPECT);
        if (withoutKey) out.remove(HttpHeaders.AUTHORIZATION);
        String peer = in.connection().remoteAddress().hostAddress();
        String before = out.get(FORWARDED_FOR);
        out.set(FORWARDED_FOR, before == null ? String.valueOf(peer) : before + ", " + peer);
        if (host != null && !out.contains(FORWARDED_HOST)) out.set(FORWARDED_HOST, host);
        if (!out.contains(FORWARDED_PROTO)) out.set(FORWARDED_PROTO, HTTP);
        out.set(REQUEST_ID, requestId);
    }

    /// Says in an answer whose it is; a server cannot speak for another.
    static void sign(MultiMap headers, String requestId, @Nullable Target by) {
        headers.set(REQUEST_ID, requestId);
        headers.remove(SERVED_BY);
        headers.remove(REVISION);
        if (by == null) return;
        headers.set(SERVED_BY, by.deployment());
        headers.set(REVISION, Long.toString(by.revision()));
    }

    /// The client's own where it is 1 to 100 visible ASCII characters, else a new one.
    static String requestId(@Nullable String given) {
        if (given != null && !given.isEmpty() && given.length() <= 100
                && given.chars().allMatch(c -> c > ' ' && c < 127)) {
            return given;
        }
        var random = ThreadLocalRandom.current();
        long high = random.nextLong();
        long low = random.nextLong();
        var id = new StringBuilder(32);
        for (int shift = 60; shift >= 0; shift -= 4)
            id.append(Character.forDigit((int) (high >>> shift) & 15, 16));
        for (int shift = 60; shift >= 0; shift -= 4)
            id.append(Character.forDigit((int) (low >>> shift) & 15, 16));
        return id.toString();
    }
}
