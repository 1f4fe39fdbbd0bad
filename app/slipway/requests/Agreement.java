package slipway.requests;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.compare.Answer;
import slipway.compare.Answers;
import slipway.compare.Comparison;
import slipway.compare.ShadowReport;
import slipway.compare.Tolerance;
import slipway.requests.AgreementPair.Side;
import slipway.requests.AgreementPair.Verdict;

/// The pairs of one run. They can be judged anew by another tolerance without being sent again, for as many as there is
/// room to hold their answers. Any thread.
public final class Agreement {
    /// Of answers, in bytes; a pair beyond keeps its first verdict.
    static final long HELD = 64L << 20;

    private final long room;
    private final List<Entry> entries = new ArrayList<>();
    private ShadowReport report = new ShadowReport();
    private Tolerance tolerance;
    private long held;
    private long fixed;

    /// A pair; its two answers, or the comparison where they are not held. All null where neither was asked.
    private record Entry(AgreementPair pair, @Nullable Answer a, @Nullable Answer b, @Nullable Comparison kept) {}

    public Agreement(Tolerance tolerance) {
        this(tolerance, HELD);
    }

    Agreement(Tolerance tolerance, long room) {
        this.tolerance = tolerance;
        this.room = room;
    }

    /// Both were asked; `idA` and `idB` are where the answers stand in the history.
    synchronized void add(String name, Exchange a, long idA, Exchange b, long idB, boolean aFirst) {
        Answer one = answer(a);
        Answer other = answer(b);
        Comparison found = Answers.compare(one, other, tolerance);
        var pair = new AgreementPair(entries.size() + 1L, name, Side.of(a, idA), Side.of(b, idB), aFirst,
                Verdict.BOTH_FAILED, 0, 0, null).judged(found);
        long weight = one.body().length() + (long) other.body().length();
        boolean fits = held + weight <= room;
        if (fits) held += weight;
        else
            fixed++;
        entries.add(new Entry(pair, fits ? one : null, fits ? other : null, fits ? null : found));
        report(pair, found);
    }

    /// There was no request to send.
    synchronized void unsent(String name, Problem problem) {
        Side side = Side.unasked(problem);
        entries.add(new Entry(new AgreementPair(entries.size() + 1L, name, side, side, true, Verdict.BOTH_FAILED, 0, 0,
                null), null, null, null));
    }

    private void report(AgreementPair pair, Comparison found) {
        if (pair.verdict().counts()) report.add(pair.name(), found, pair.a().nanos(), pair.b().nanos());
    }

    /// A body that is only compared by its digest is not held.
    private static Answer answer(Exchange exchange) {
        Problem problem = exchange.problem();
        if (problem != null) return Answer.failed(problem.what(), exchange.totalNanos());
        String type = exchange.header("content-type");
        return exchange.body().length() > Answer.COMPARED
                ? Answer.digested(exchange.status(), type, exchange.body().length(), exchange.body().sha256(), exchange
                        .totalNanos())
                : Answer.of(exchange.status(), type, exchange.body(), exchange.totalNanos());
    }

    /// Judges every pair anew. Takes seconds for many long answers.
    public synchronized void judge(Tolerance next) {
        tolerance = next;
        report = new ShadowReport();
        entries.replaceAll(entry -> {
            Answer a = entry.a();
            Answer b = entry.b();
            Comparison found = a == null || b == null ? entry.kept() : Answers.compare(a, b, next);
            if (found == null) return entry;
            AgreementPair pair = entry.pair().judged(found);
            report(pair, found);
            return new Entry(pair, a, b, entry.kept());
        });
    }

    public synchronized Tolerance tolerance() {
        return tolerance;
    }

    /// In the order of sending.
    public synchronized List<AgreementPair> pairs() {
        return entries.stream().map(Entry::pair).toList();
    }

    public synchronized AgreementSummary summary() {
        return AgreementSummary.of(pairs(), report.view(), fixed);
    }
}
