package slipway.ui.endpoints;

import java.util.Map;

import slipway.base.Text;
import slipway.ui.widget.Labels;

/// What became of the mirror copies since the split was set. Pure; any thread.
///
/// @param sent    copies that went out
/// @param dropped copies that found no room, so that the live requests need not wait
/// @param failed  of the sent
/// @param live    requests that could have been copied
record MirrorSeen(long sent, long dropped, long failed, long live) {
    static MirrorSeen since(Map<String, Long> before, Map<String, Long> now, long live) {
        return new MirrorSeen(count(before, now, "sent"), count(before, now, "dropped"), count(before, now, "failed"),
                live);
    }

    /// `asked 25 % · copied 24.00 % ± 4.81 (95 %): 72 of 300, 0 dropped, 0 failed`
    String words(int asked) {
        if (live == 0) return Text.of("endpoints.mirror.seen-nothing", asked);
        // the copy of a request still under way is counted before the request
        double share = Math.min(1, (double) (sent + dropped) / live);
        return Text.of("endpoints.mirror.seen", asked, percent(share), percent(SeenShare.halfWidth(share, live)),
                Labels.count(sent), Labels.count(live), Labels.count(dropped), Labels.count(failed));
    }

    boolean lost() {
        return dropped + failed > 0;
    }

    private static String percent(double share) {
        return String.format(Text.locale(), "%.2f", share * 100);
    }

    private static long count(Map<String, Long> before, Map<String, Long> now, String what) {
        return Math.max(0, now.getOrDefault(what, 0L) - before.getOrDefault(what, 0L));
    }
}
