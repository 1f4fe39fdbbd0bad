package slipway.load;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import slipway.wire.BadMessage;
import slipway.wire.BodyReader;
import slipway.wire.Head;
import slipway.wire.HeadReader;
import slipway.wire.Name;

/// Reads one answer after the other off a connection, as the gateway reads them. One event loop.
final class AnswerReader {
    private static final int LONGEST_HEAD = 64 * 1024;
    private static final Name DEPLOYMENT = new Name("x-slipway-deployment");
    private static final Name CONNECTION = new Name("connection");

    /// Where reading an answer stands.
    enum Step {
        MORE, DONE, BAD
    }

    private HeadReader heads = HeadReader.answers(LONGEST_HEAD);
    private final BodyReader body = new BodyReader();
    private boolean toHead;
    private boolean inBody;
    private Answer.@Nullable Draft draft;

    private int status;
    private boolean keepAlive;
    private String deployment = "";

    int status() {
        return status;
    }

    /// Whether the connection can take another request.
    boolean keepAlive() {
        return keepAlive;
    }

    /// Empty where nobody said.
    String deployment() {
        return deployment;
    }

    /// Begins the next answer.
    ///
    /// @param asksHead it answers a HEAD request and so has no body
    /// @param into gets headers and body too, where somebody wants them
    void begin(boolean asksHead, Answer.@Nullable Draft into) {
        toHead = asksHead;
        draft = into;
        inBody = false;
        status = 0;
        deployment = "";
        if (heads.begun()) heads = HeadReader.answers(LONGEST_HEAD);
    }

    /// Takes from `in` what belongs to this answer.
    Step read(ByteBuf in) {
        try {
            while (!inBody) {
                if (!heads.read(in)) return Step.MORE;
                head(heads.head());
            }
            for (ByteBuf piece = body.next(in); piece != null; piece = body.next(in)) {
                if (draft != null) draft.body(piece, piece.readableBytes());
                piece.release();
            }
            return body.done() ? Step.DONE : Step.MORE;
        } catch (BadMessage e) {
            return Step.BAD;
        }
    }

    /// What the end of the connection makes of the answer.
    Step closed() {
        return inBody && (body.untilClose() || body.done()) ? Step.DONE : Step.BAD;
    }

    /// The headers are over: how does the body end?
    private void head(Head head) {
        status = head.status();
        boolean tunnel = status == 101;
        // an interim answer comes before the one that counts
        if (status < 200 && !tunnel) return;
        inBody = true;
        keepAlive = !tunnel && !head.hasWord(CONNECTION, "close")
                && (head.minor() > 0 || head.hasWord(CONNECTION, "keep-alive"));
        String by = head.get(DEPLOYMENT);
        deployment = by == null ? "" : by;
        for (int i = 0; draft != null && i < head.count(); i++)
            draft.header(head.name(i), head.value(i));
        if (toHead || tunnel || status == 204 || status == 304) {
            body.begin(0, false);
        } else if (head.chunked() || head.length() >= 0) {
            body.begin(head.length(), head.chunked());
        } else {
            keepAlive = false;
            body.beginUntilClose();
        }
    }
}
