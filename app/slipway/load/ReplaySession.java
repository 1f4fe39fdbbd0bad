package slipway.load;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import slipway.base.Bytes;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.compare.Answer;
import slipway.compare.Answers;
import slipway.compare.ShadowReport;
import slipway.compare.ShadowView;
import slipway.compare.Tolerance;
import slipway.record.Entry;
import slipway.record.Recording;
import slipway.record.Redaction;

/// What one replay sends, and how its answers compare: with the recorded ones, or those of two servers with each other.
/// The thread of the replay.
public final class ReplaySession {
    private final Recording recording;
    private final Tolerance tolerance;
    private final ShadowReport report = new ShadowReport();
    /// Under way: a request is equal to another that was recorded, so it is itself that counts.
    private final Map<ReplayItem, Entry> sent = Collections.synchronizedMap(new IdentityHashMap<>());
    private long skipped;
    private long notCompared;

    public ReplaySession(Recording recording, Tolerance tolerance) {
        this.recording = recording;
        this.tolerance = tolerance;
    }

    /// The requests that can be sent again: mirror copies cannot, nor those whose bodies are not all there.
    public Iterator<ReplayItem> items(Stream<Entry> entries) {
        return entries.filter(this::whole).map(this::item).iterator();
    }

    private boolean whole(Entry entry) {
        boolean whole = !entry.request().cut() && !entry.request().withheld();
        if (!whole) skipped++;
        return whole && !entry.copy();
    }

    private ReplayItem item(Entry entry) {
        List<Map.Entry<String, String>> headers = entry.requestHeaders().stream()
                .filter(header -> !Redaction.isRedacted(header.getValue())).toList();
        var item = new ReplayItem(entry.offset(), entry.method(), entry.target(), headers,
                () -> recording.body(entry.request()));
        sent.put(item, entry);
        return item;
    }

    public void answered(ReplayItem item, slipway.load.Answer one, slipway.load.@Nullable Answer other) {
        Entry entry = sent.remove(item);
        if (entry == null) return;
        Answer first = other == null ? recorded(entry) : answer(one);
        Answer second = answer(other == null ? one : other);
        if (first == null || second == null) {
            notCompared++;
            return;
        }
        report.add(entry.requestId(), Answers.compare(first, second, tolerance), first.nanos(), second.nanos());
    }

    /// Null where it is longer than what is compared.
    private static @Nullable Answer answer(slipway.load.Answer answer) {
        if (answer.status() == 0) return Answer.failed(answer.error(), answer.serviceNanos());
        if (answer.cut()) return null;
        return Answer.of(answer.status(), type(answer.headers()), answer.body(), answer.serviceNanos());
    }

    /// Null where it was recorded in part, or without its secrets.
    private @Nullable Answer recorded(Entry entry) {
        Entry.Place body = entry.answer();
        if (entry.status() == 0 || body.cut() || body.redacted() || body.length() > Answer.COMPARED) return null;
        try (var in = recording.body(body)) {
            return Answer.of(entry.status(), type(entry.answerHeaders()), Bytes.owning(in.readAllBytes()),
                    entry.totalNanos());
        } catch (java.io.IOException e) {
            throw new StudioException(Problem.of("record.unreadable", recording.name()), e);
        }
    }

    private static String type(List<Map.Entry<String, String>> headers) {
        String type = Entry.header(headers, "content-type");
        return type == null ? "" : type;
    }

    /// What the answers say so far.
    public ShadowView view() {
        return report.view();
    }

    /// Requests that could not be sent again.
    public long skipped() {
        return skipped;
    }

    /// Answers that were not whole on both sides.
    public long notCompared() {
        return notCompared;
    }
}
