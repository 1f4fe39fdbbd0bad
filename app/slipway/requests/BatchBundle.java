package slipway.requests;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;

/// Sends the rows of one request; where they fail they are halved until those at fault stand alone. One thread, used
/// once.
final class BatchBundle {
    private static final int TRIES = 4;
    /// Come back later: said by the endpoint, or by the gateway while no deployment answers.
    private static final Set<Integer> NOT_NOW = Set.of(0, 429, 502, 503);
    /// What no other row would change: key, route, method, kind of body.
    private static final Set<Integer> REFUSED = Set.of(401, 403, 404, 405, 415);

    private final Sender sender;
    private final Duration pause;
    private final Batch.Plan plan;
    private final String header;
    private final List<BatchRows.Row> rows;
    private final List<Part> parts = new ArrayList<>();

    BatchBundle(Sender sender, Duration pause, Batch.Plan plan, String header, List<BatchRows.Row> rows) {
        this.sender = sender;
        this.pause = pause;
        this.plan = plan;
        this.header = header;
        this.rows = rows;
    }

    /// What came of some rows: an answer to all of them, or why the one was not taken.
    record Part(List<BatchRows.Row> rows, int status, @Nullable Exchange answer, String error) {}

    /// What came of the bundle; with an `end` only its first rows, and the run cannot go on now.
    record Done(List<Part> parts, @Nullable StudioException end) {}

    Done send() throws InterruptedException {
        try {
            send(rows);
            return new Done(parts, null);
        } catch (StudioException e) {
            return new Done(parts, e);
        }
    }

    private void send(List<BatchRows.Row> some) throws InterruptedException {
        String body;
        try {
            body = body(plan, header, some);
        } catch (StudioException e) {
            if (some.size() > 1) halves(some);
            else
                parts.add(new Part(some, 0, null, e.problem().what() + ". " + e.problem().why()));
            return;
        }
        Exchange answer = answer(body);
        Problem half = answer.problem();
        boolean good = half == null && answer.status() >= 200 && answer.status() < 300;
        if (good) parts.add(new Part(some, answer.status(), answer, ""));
        else if (some.size() > 1) halves(some);
        else
            parts.add(new Part(some, answer.status(), null, half == null ? answer.body().text() : half.what()));
    }

    /// The body of one request.
    ///
    /// @throws StudioException where a row does not fit the form, or all are over the limit
    static String body(Batch.Plan plan, String header, List<BatchRows.Row> rows) {
        String body = plan.form().body(header, rows);
        if (body.getBytes(StandardCharsets.UTF_8).length <= plan.limits().maxBytes()) return body;
        throw StudioException.of("requestedit.batch-large", plan.limits().maxBytes());
    }

    private void halves(List<BatchRows.Row> some) throws InterruptedException {
        int middle = some.size() / 2;
        send(List.copyOf(some.subList(0, middle)));
        send(List.copyOf(some.subList(middle, some.size())));
    }

    /// An answer that says “not now”, or none, is waited for; then the run stops, to go on later.
    private Exchange answer(String body) throws InterruptedException {
        Draft draft = draft(plan, body);
        String last = "";
        for (int i = 0; i < TRIES; i++) {
            if (i > 0) Tasks.pause(pause.multipliedBy(i));
            if (Thread.interrupted()) throw new InterruptedException();
            Exchange answer = sender.sendText(plan.endpoint(), draft);
            Problem problem = answer.problem();
            if (problem != null && Sender.UNSENDABLE.contains(problem.code())) throw new StudioException(problem);
            if (REFUSED.contains(answer.status())) {
                throw new StudioException(Problem.of("requestedit.batch-refused", plan.endpoint(), answer.status())
                        .withDetail(answer.body().text()));
            }
            if (!NOT_NOW.contains(answer.status())) return answer;
            last = problem == null ? "HTTP " + answer.status() + " " + answer.body().text() : problem.what();
        }
        throw new StudioException(Problem.of("requestedit.batch-stopped", plan.endpoint(), plan.output()).withDetail(
                last));
    }

    /// The request that carries `body`.
    static Draft draft(Batch.Plan plan, String body) {
        Draft request = plan.request();
        var headers = new LinkedHashMap<>(request.headers());
        headers.keySet().removeIf("content-type"::equalsIgnoreCase);
        headers.put("Content-Type", plan.form().contentType());
        return new Draft(request.name(), request.method(), request.url(), headers, body);
    }
}
