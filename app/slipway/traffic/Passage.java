package slipway.traffic;

import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

import slipway.contract.Signature;

/// One request on its way through, from its head to the answer's last byte, on its connection's event loop. Bodies
/// are passed on piece by piece in both directions, each side slowed down to what the other takes.
final class Passage implements Lane.Timed {
    private static final System.Logger LOG = System.getLogger(Passage.class.getName());
    /// nginx's status for a client that went away before its answer; it is nobody's failure.
    private static final int CLIENT_GONE = 499;

    private final Lane lane;
    private final Endpoint endpoint;
    private final HttpServerRequest in;
    private final HttpServerResponse out;
    private final long epochMillis = System.currentTimeMillis();
    private final long begun = System.nanoTime();
    private final String requestId;
    private final String target;
    private final Routing routing;
    private final long length;
    private long lastActivity = begun;
    private @Nullable Backend backend;
    private @Nullable Replica replica;
    private @Nullable HttpClientRequest up;
    private @Nullable MirrorCopy copy;
    private long sentAt;
    private long answeredAt;
    private long requestBytes;
    private long answerBytes;
    private long answerLength = -1;
    private boolean requestEnded;
    private boolean retried;
    private boolean healthAsked;
    private @Nullable Translation translation;
    private @Nullable Buffer body;
    private boolean over;

    Passage(Lane lane, HttpServerRequest in) {
        this.lane = lane;
        this.endpoint = lane.endpoint;
        this.in = in;
        this.out = in.response();
        this.requestId = Hops.requestId(in.getHeader(Hops.REQUEST_ID));
        this.target = Routes.target(in.uri());
        this.routing = endpoint.routing();
        String length = in.getHeader(HttpHeaders.CONTENT_LENGTH);
        this.length = length == null ? -1 : Long.parseLong(length);
    }

    void begin() {
        in.pause();
        lane.add(this);
        out.closeHandler(closed -> clientGone());
        out.exceptionHandler(failure -> clientGone());
        in.exceptionHandler(failure -> clientGone());
        if (Framing.isBad(in, target)) {
            refuse(400, "bad-request", "");
            // what follows on this connection may not be what it looks like
            in.connection().close();
            return;
        }
        if (!routing.admits(in.getHeader(HttpHeaders.AUTHORIZATION))) {
            refuse(401, "unauthorized", "");
            return;
        }
        choose(routing);
    }

    private void choose(Routing now) {
        switch (now.choose(in.getHeader(Hops.DEPLOYMENT))) {
            case Routing.Choice.Nobody(int status, String code, String argument) -> refuse(status, code, argument);
            case Routing.Choice.To(Backend chosen, boolean named) -> {
                if (!chosen.enter()) {
                    // withdrawn between the look and the step: what came after it decides
                    choose(endpoint.routing());
                    return;
                }
                backend = chosen;
                if (!named) {
                    endpoint.routed(chosen.target.deployment());
                    Backend mirror = now.mirror();
                    if (mirror != null) copy = MirrorCopy.begin(lane, mirror, in, target, requestId);
                }
                Signature bodies = chosen.target.bodiesFor();
                if (bodies != null && Routes.isPrediction(in.method(), target, chosen.target))
                    collect(chosen, new Translation(chosen.target, bodies));
                else
                    connect(chosen, null);
            }
        }
    }

    /// For a server whose bodies are mapped: nothing is sent before the request is whole.
    private void collect(Backend to, Translation mapped) {
        Untranslatable refused = Translation.refusal(in.headers(), length);
        if (refused != null) refuse(refused);
        if (over) return;
        translation = mapped;
        if (in.headers().contains(HttpHeaders.EXPECT, "100-continue", true)) out.writeContinue();
        var whole = Buffer.buffer();
        in.handler(chunk -> {
            lastActivity = System.nanoTime();
            requestBytes += chunk.length();
            if (copy != null) copy.add(chunk);
            if (over) return;
            whole.appendBuffer(chunk);
            if (requestBytes > Translation.LARGEST) refuse(Untranslatable.large());
        });
        in.endHandler(end -> {
            requestEnded = true;
            if (copy != null) copy.send();
            lane.work(() -> mapped.request(whole, in.headers())).onFailure(why -> refuse(Untranslatable.of(why)))
                    .onSuccess(text -> {
                        body = text;
                        if (!over) connect(to, null);
                    });
        });
        in.resume();
    }

    private void connect(Backend to, @Nullable Replica not) {
        String path = Routes.destination(in, target, to.target);
        if (path == null) refuse(400, "triton-header", "");
        if (path == null) return;
        Replica chosen = to.pick(not);
        if (chosen == null) {
            refuse(502, "refused", to.target.deployment());
            return;
        }
        replica = chosen;
        chosen.begin();
        lane.connect(chosen, in.method(), path).onComplete(result -> connected(to, chosen, result));
    }

    private void connected(Backend to, Replica chosen, AsyncResult<HttpClientRequest> result) {
        lastActivity = System.nanoTime();
        if (result.failed()) {
            if (over) return;
            replica = null;
            chosen.end();
            chosen.refused();
            // nothing was sent yet, so another replica may have it
            if (!retried) {
                retried = true;
                connect(to, chosen);
            } else {
                refuse(502, "refused", to.target.deployment());
            }
            return;
        }
        take(result.result());
    }

    private void take(HttpClientRequest request) {
        up = request;
        if (over) request.reset();
        else
            send(request);
    }

    private void send(HttpClientRequest request) {
        Hops.forward(in, request.headers(), routing.policy.key() != null, requestId);
        request.response().onComplete(this::answered);
        request.exceptionHandler(failure -> upstreamFailed());
        sentAt = System.nanoTime();
        if (body != null && translation != null) {
            translation.head(request.headers(), body.length());
            request.end(body);
            return;
        }
        if (healthAsked) {
            request.end();
            return;
        }
        boolean chunked = in.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        if (chunked) request.setChunked(true);
        if (in.headers().contains(HttpHeaders.EXPECT, "100-continue", true)) out.writeContinue();
        if (!chunked && length <= 0) {
            if (HttpMethod.POST.equals(in.method()) && length < 0)
                request.headers().set(HttpHeaders.CONTENT_LENGTH, "0");
            request.end();
        } else {
            in.handler(chunk -> pass(request, chunk));
        }
        in.endHandler(end -> requestEnded(request));
        in.resume();
    }

    private void pass(HttpClientRequest request, Buffer chunk) {
        lastActivity = System.nanoTime();
        requestBytes += chunk.length();
        if (copy != null) copy.add(chunk);
        if (over) return;
        if (requestBytes == length) {
            request.end(chunk);
            return;
        }
        request.write(chunk);
        if (request.writeQueueFull()) {
            in.pause();
            request.drainHandler(drained -> in.resume());
        }
    }

    private void requestEnded(HttpClientRequest request) {
        requestEnded = true;
        if (copy != null) copy.send();
        if (length < 0 && in.headers().contains(HttpHeaders.TRANSFER_ENCODING) && !over) request.end();
    }

    private void answered(AsyncResult<HttpClientResponse> result) {
        if (over) return;
        lastActivity = System.nanoTime();
        if (result.failed()) {
            upstreamFailed();
            return;
        }
        HttpClientResponse answer = result.result();
        if (answer.statusCode() == 404 && requestEnded && !healthAsked && backend != null
                && Routes.isAzureHealth(in.method(), target, backend.target)) {
            askHealth(answer, backend.target);
            return;
        }
        out.setStatusCode(answer.statusCode());
        if (answer.statusMessage() != null) out.setStatusMessage(answer.statusMessage());
        out.headers().setAll(answer.headers());
        Hops.strip(out.headers());
        sign();
        answer.exceptionHandler(failure -> upstreamFailed());
        if (translation != null && translation.changed()) {
            collect(answer, translation);
            return;
        }
        String known = answer.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean bodiless = HttpMethod.HEAD.equals(in.method()) || answer.statusCode() == 204
                || answer.statusCode() == 304;
        if (known != null) answerLength = bodiless ? 0 : Long.parseLong(known);
        if (known == null && !bodiless && in.version() == HttpVersion.HTTP_1_1) out.setChunked(true);
        answer.handler(chunk -> passBack(answer, chunk));
        answer.endHandler(end -> answerEnded(answer));
    }

    /// The whole answer, to be told in the asker's words.
    private void collect(HttpClientResponse answer, Translation mapped) {
        var whole = Buffer.buffer();
        int status = answer.statusCode();
        answer.handler(chunk -> {
            if (over) return;
            lastActivity = System.nanoTime();
            whole.appendBuffer(chunk);
            if (whole.length() > Translation.LARGEST_ANSWER) refuse(502, "map-answer", "");
        });
        answer.endHandler(end -> {
            if (over) return;
            answeredAt = System.nanoTime();
            lane.work(() -> mapped.answer(status, whole)).onComplete(done -> {
                if (over) return;
                Buffer text = done.succeeded() ? done.result() : whole;
                answerBytes = text.length();
                mapped.head(out.headers(), text.length());
                out.end(text);
                finish(status, null);
            });
        });
    }

    /// The server has nothing at Azure's health route: its own is asked instead.
    private void askHealth(HttpClientResponse nothing, Target to) {
        healthAsked = true;
        nothing.endHandler(end -> {
            Replica asked = replica;
            if (over || asked == null) return;
            lane.connect(asked, HttpMethod.GET, to.livePath()).onComplete(result -> {
                if (result.failed()) upstreamFailed();
                else
                    take(result.result());
            });
        });
        nothing.resume();
    }

    private void passBack(HttpClientResponse answer, Buffer chunk) {
        if (over) return;
        lastActivity = System.nanoTime();
        answerBytes += chunk.length();
        if (answerBytes == answerLength) {
            // head, body and end leave in one piece
            out.end(chunk);
            return;
        }
        out.write(chunk);
        if (out.writeQueueFull()) {
            answer.pause();
            out.drainHandler(drained -> {
                lastActivity = System.nanoTime();
                answer.resume();
            });
        }
    }

    private void answerEnded(HttpClientResponse answer) {
        if (over) return;
        answeredAt = System.nanoTime();
        if (!out.ended()) {
            if (out.isChunked() && !answer.trailers().isEmpty()) out.trailers().setAll(answer.trailers());
            out.end();
        }
        finish(answer.statusCode(), null);
    }

    /// Who answered, on every answer; a server cannot speak for another.
    private void sign() {
        var headers = out.headers();
        Hops.sign(headers, requestId, backend == null ? null : backend.target);
        if (routing.missing != null) headers.set(Hops.REROUTED, routing.missing);
        if (endpoint.closing()) headers.set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }

    private void upstreamFailed() {
        if (over) return;
        String name = backend == null ? "" : backend.target.deployment();
        if (!out.headWritten()) {
            refuse(502, "cut", name);
        } else {
            // the client must see that this is not the whole answer
            finish(out.getStatusCode() < 500 ? 502 : out.getStatusCode(), "cut");
            out.reset();
        }
    }

    @Override
    public void expire() {
        if (over) return;
        LOG.log(System.Logger.Level.DEBUG, "timeout of " + requestId);
        if (!out.headWritten()) {
            refuse(504, "timeout", backend == null ? "" : backend.target.deployment());
        } else {
            finish(504, "timeout");
            out.reset();
        }
    }

    @Override
    public long lastActivity() {
        return lastActivity;
    }

    private void clientGone() {
        if (!over) finish(CLIENT_GONE, "client-gone");
    }

    private void refuse(Untranslatable why) {
        if (!over) refuse(why.status, why.code, why.argument);
    }

    /// Answers in the place of a server.
    private void refuse(int status, String code, String argument) {
        finish(status, code);
        out.headers().clear();
        if (status == 400) out.headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        if (status == 401) out.headers().set(Refusal.AUTHENTICATE, "Bearer");
        sign();
        Refusal.send(out, status, code, argument);
    }

    private void finish(int status, @Nullable String error) {
        over = true;
        lane.remove(this);
        HttpClientRequest request = up;
        // an unfinished exchange would poison the connection for the next request; closing it also tells the server
        if (request != null && (error != null || !requestEnded)) request.reset();
        if (replica != null) replica.end();
        if (backend != null) backend.leave();
        if (!requestEnded) {
            if (copy != null) copy.abandon();
            in.handler(rest -> {});
            in.endHandler(end -> {});
            in.resume();
        }
        long now = System.nanoTime();
        long upstream = sentAt == 0 ? 0 : (answeredAt == 0 ? now : answeredAt) - sentAt;
        endpoint.record(new RequestRecord(endpoint.log.take(), requestId, epochMillis, in.method().name(),
                Routes.path(target), backend == null ? "" : backend.target.deployment(),
                backend == null ? 0 : backend.target.revision(), status, now - begun, upstream, requestBytes,
                answerBytes, copy == null ? null : copy.deployment(), false, error));
    }
}
