package slipway.requests;

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Text;

/// Sends every request of a set to two deployments of an endpoint, one at a time, and keeps each answer in the history.
/// Who is asked first alternates, so that nobody always finds what the other has warmed up. A request that fails costs
/// no other. Blocking; one run at a time.
public final class TwoTargets {
    /// Names the deployment that is to answer, as Azure ML has it (A207).
    public static final String NAME_HEADER = "azureml-model-deployment";
    /// The most of a set that is sent.
    public static final int MOST = 5_000;

    private final Line line;
    private final @Nullable History history;

    /// How a request is sent: [Sender#send], with what the caller notes beside it.
    @FunctionalInterface
    public interface Line {
        Exchange send(String endpoint, Draft draft) throws InterruptedException;
    }

    /// What is sent to whom.
    ///
    /// @param ready a draft as it goes out, with its variables filled in; what it throws is that request’s failure
    public record Plan(String endpoint, String a, String b, AgreementSet set, UnaryOperator<Draft> ready) {}

    /// @param history null where the answers are not to be kept
    public TwoTargets(Line line, @Nullable History history) {
        this.line = line;
        this.history = history;
    }

    /// Adds a pair for each request to `into` and then calls `news`. Interrupted it leaves what is there; the set is
    /// closed either way.
    ///
    /// @return requests of the set that were left out, beyond [#MOST]
    /// @throws StudioException `requests.ab-file` where the set cannot be read on
    public long run(Plan plan, Agreement into, Progress progress, Runnable news) throws InterruptedException {
        try (AgreementSet set = plan.set()) {
            long size = set.size();
            long total = Math.min(size, MOST);
            progress.stage("requests.ab.sending", plan.endpoint(), plan.a(), plan.b());
            progress.count(0, total, Progress.Unit.REQUESTS);
            for (long done = 0; done < total;) {
                AgreementSet.Item item = set.next();
                if (item == null) break;
                send(plan, item, done % 2 == 0, into);
                progress.count(++done, total, Progress.Unit.REQUESTS);
                news.run();
            }
            return size - total;
        }
    }

    private void send(Plan plan, AgreementSet.Item item, boolean aFirst, Agreement into) throws InterruptedException {
        Draft written;
        Draft ready;
        try {
            written = item.draft().get();
            ready = plan.ready().apply(written);
        } catch (StudioException e) {
            into.unsent(item.name(), e.problem());
            return;
        }
        if (Thread.interrupted()) throw new InterruptedException();
        Exchange first = sent(plan, ready, written, aFirst ? plan.a() : plan.b());
        Exchange second = sent(plan, ready, written, aFirst ? plan.b() : plan.a());
        Exchange a = aFirst ? first : second;
        Exchange b = aFirst ? second : first;
        into.add(item.name(), a, kept(plan, a), b, kept(plan, b), aFirst);
    }

    private Exchange sent(Plan plan, Draft ready, Draft written, String deployment) throws InterruptedException {
        return line.send(plan.endpoint(), ready.with(NAME_HEADER, deployment)).withDraft(written.with(NAME_HEADER,
                deployment));
    }

    /// A history that cannot be written to costs no comparison.
    private long kept(Plan plan, Exchange exchange) {
        History into = history;
        if (into == null) return 0;
        try {
            long id = into.add(exchange).id();
            into.name(id, Text.of("requests.ab.named", plan.set().name(), plan.a(), plan.b()));
            return id;
        } catch (StudioException e) {
            System.getLogger(TwoTargets.class.getName()).log(System.Logger.Level.INFO, "an answer is not kept", e);
            return 0;
        }
    }
}
