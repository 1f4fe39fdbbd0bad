package slipway.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// The mirror copies of one request, each for a mirror of its own. Same event loop as the request.
final class Copies {
    private final List<MirrorCopy> all = new ArrayList<>(1);

    private Copies() {}

    /// Null where no mirror gets one; what has come of the request is in them.
    static @Nullable Copies begin(Passage of, Routing routes) {
        Copies made = null;
        for (int i = 0; i < routes.mirrors(); i++) {
            Backend mirror = routes.mirror(i);
            MirrorCopy copy = mirror == null ? null : MirrorCopy.begin(of, mirror);
            if (copy == null) continue;
            if (made == null) made = new Copies();
            made.all.add(copy);
        }
        if (made == null) return null;
        // what has come already
        long early = of.outgoing.copyTo(made);
        if (of.pace != null) of.pace.bandwidth.pass(early * made.count());
        if (of.requestEnded) made.send();
        return made;
    }

    int count() {
        return all.size();
    }

    void add(ByteBuf piece) {
        for (int i = 0; i < all.size(); i++)
            all.get(i).add(piece);
    }

    void send() {
        all.forEach(MirrorCopy::send);
    }

    void abandon() {
        all.forEach(MirrorCopy::abandon);
    }

    /// Who gets them, joined by commas.
    String names() {
        // mostly one, and asked for with every request
        if (all.size() == 1) return all.getFirst().deployment();
        return all.stream().map(MirrorCopy::deployment).collect(Collectors.joining(","));
    }
}
