package slipway.traffic;

import io.vertx.core.AsyncResult;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/// The copy of one request for the mirror (A201): collected while the request passes, sent once it is whole, its
/// answer read and thrown away. Whatever becomes of it, the client does not notice. Same event loop as the request.
final class MirrorCopy implements Lane.Timed {
    private final Lane lane;
    private final Endpoint endpoint;
    private final Backend mirror;
    private final HttpMethod method;
    private final String path;
    private final String requestId;
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private final Buffer body = Buffer.buffer();
    private long reserved;
    private long begun;
    private long lastActivity;
    private long answerBytes;
    private final String target;
    private @Nullable Replica replica;
    private @Nullable HttpClientRequest up;
    private boolean over;

    private MirrorCopy(Lane lane, Backend mirror, HttpServerRequest in, String target, String requestId) {
        this.lane = lane;
        this.endpoint = lane.endpoint;
        this.mirror = mirror;
        this.method = in.method();
        this.target = target;
        String mapped = Routes.destination(in, target, mirror.target);
        this.path = mapped == null ? target : mapped;
        this.requestId = requestId;
        Hops.forward(in, headers, endpoint.routing().policy.key() != null, requestId);
        headers.remove(HttpHeaders.CONTENT_LENGTH);
        headers.set(Hops.MIRROR, "true");
    }

    /// Null where there is no room for it, or the mirror is leaving.
    static @Nullable MirrorCopy begin(Lane lane, Backend mirror, HttpServerRequest in, String target,
            String requestId) {
        if (!mirror.enter()) return null;
        if (lane.endpoint.copyBegins()) return new MirrorCopy(lane, mirror, in, target, requestId);
        mirror.leave();
        lane.endpoint.copyDropped(mirror.target.deployment());
        return null;
    }

    String deployment() {
        return mirror.target.deployment();
    }

    void add(Buffer chunk) {
        if (over) return;
        if (endpoint.copyGrows(chunk.length())) {
            reserved += chunk.length();
            body.appendBuffer(chunk);
        } else {
            abandon();
        }
    }

    /// Not enough room, or the request never became whole.
    void abandon() {
        if (over) return;
        endpoint.copyDropped(deployment());
        release();
    }

    void send() {
        if (over) return;
        begun = System.nanoTime();
        lastActivity = begun;
        Replica chosen = mirror.pick(null);
        if (chosen == null) {
            finish(0, "refused");
            return;
        }
        replica = chosen;
        chosen.begin();
        lane.add(this);
        lane.connect(chosen, method, path).onComplete(this::connected);
    }

    private void connected(AsyncResult<HttpClientRequest> result) {
        if (result.failed()) {
            if (replica != null) replica.refused();
            finish(0, "refused");
            return;
        }
        HttpClientRequest request = result.result();
        if (over) {
            request.reset();
            return;
        }
        up = request;
        lastActivity = System.nanoTime();
        request.headers().setAll(headers);
        request.exceptionHandler(failure -> finish(0, "cut"));
        request.response().onComplete(this::answered);
        request.end(body);
    }

    private void answered(AsyncResult<HttpClientResponse> result) {
        if (result.failed()) {
            finish(0, "cut");
            return;
        }
        HttpClientResponse answer = result.result();
        answer.exceptionHandler(failure -> finish(0, "cut"));
        answer.handler(chunk -> {
            lastActivity = System.nanoTime();
            answerBytes += chunk.length();
        });
        answer.endHandler(end -> finish(answer.statusCode(), null));
    }

    @Override
    public long lastActivity() {
        return lastActivity;
    }

    @Override
    public void expire() {
        finish(0, "timeout");
    }

    private void finish(int status, @Nullable String error) {
        if (over) return;
        HttpClientRequest request = up;
        long total = System.nanoTime() - begun;
        endpoint.record(new RequestRecord(endpoint.log.take(), requestId, System.currentTimeMillis(), method.name(),
                Routes.path(target), deployment(), mirror.target.revision(), status, total, total, body.length(),
                answerBytes, null, true, error));
        release();
        if (request != null && error != null) request.reset();
    }

    private void release() {
        over = true;
        lane.remove(this);
        if (replica != null) replica.end();
        mirror.leave();
        endpoint.copyEnded(reserved);
    }
}
