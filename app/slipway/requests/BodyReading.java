package slipway.requests;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// Reads one body to its end, decoded, into a [KeptBody]; whatever ends it early becomes a problem beside what came.
/// One thread.
final class BodyReading {
    private final FramedBody framed;
    private final KeptBody kept;
    private final String encoding;

    BodyReading(FramedBody framed, AnswerHead head, KeptBody kept) {
        this.framed = framed;
        this.kept = kept;
        String named = head.value("content-encoding").strip().toLowerCase(Locale.ROOT);
        this.encoding = named.equals("identity") ? "" : named;
    }

    /// Null where the body came whole.
    @Nullable
    Problem readTo(Arrivals arrivals) {
        byte[] buffer = new byte[64 << 10];
        try (kept) {
            InputStream in = decoded();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                boolean all = kept.take(buffer, n);
                arrivals.bytes(buffer, n);
                if (!all) return Problem.of("requests.answer-cut", kept.size() / 1_000_000);
                // a stream that never pauses notices no interruption
                if (Thread.interrupted()) return stopped();
            }
            // a decoder may be satisfied before the frame ends
            for (int n = framed.read(buffer); n >= 0; n = framed.read(buffer));
            if (framed.surplus() > 0) return Problem.of("requests.answer-more", framed.told(), framed.surplus());
            if (!encoding.isEmpty() && !isDecoded()) return Problem.of("requests.answer-coding", encoding);
            return null;
        } catch (FramedBody.Half e) {
            return e.told() < 0
                    ? Problem.of("requests.answer-open", e.came())
                    : Problem.of("requests.answer-half", e.came(), e.told());
        } catch (IOException e) {
            // closed by interruption
            if (Thread.interrupted()) return stopped();
            if (e instanceof KeptBody.Unwritten)
                return Problem.of("requests.answer-disk", kept.size()).withDetail(e
                        .toString());
            boolean coding = e instanceof ZipException || e instanceof java.io.EOFException;
            Problem problem = coding
                    ? Problem.of("requests.answer-coding", encoding)
                    : Problem.of("requests.answer-broken", framed.count());
            return problem.withDetail(e.toString());
        }
    }

    private Problem stopped() {
        return Problem.of("requests.answer-stopped", kept.size());
    }

    private boolean isDecoded() {
        return List.of("gzip", "x-gzip", "deflate").contains(encoding);
    }

    private InputStream decoded() throws IOException {
        if (!isDecoded() || framed.told() == 0) return framed;
        // closing a decoder must leave the frame open
        var own = new FilterInputStream(framed) {
            @Override
            public void close() {}
        };
        return encoding.equals("deflate") ? new InflaterInputStream(own) : new GZIPInputStream(own, 32 << 10);
    }

    long wire() {
        return framed.count();
    }

    String encoding() {
        return encoding;
    }

    Map<String, List<String>> trailers() {
        return framed.trailers();
    }
}
