package slipway.requests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;

/// Sends a file row by row or many rows at once, as SageMaker’s batch transform does, and writes a line for each row
/// into the result file, in their order. What is done stands in a state file beside it: a run that was cancelled or
/// crashed goes on where it was. Blocking; one run at a time on a result file.
public final class Batch {
    /// What SageMaker takes where nothing is said.
    public static final int USUAL_MEGABYTES = 6;
    /// SageMaker’s limit on requests at once times megabytes of each.
    public static final int MEGABYTES_AT_ONCE = 100;

    private final Sender sender;
    private final Duration pause;

    public Batch(Sender sender) {
        this(sender, Duration.ofSeconds(1));
    }

    /// @param pause before a request is tried again, longer each time
    Batch(Sender sender, Duration pause) {
        this.sender = sender;
        this.pause = pause;
    }

    /// SageMaker’s `SingleRecord` and `MultiRecord`.
    public enum Strategy {
        SINGLE_RECORD, MULTI_RECORD
    }

    /// What is sent where, and where the result goes.
    ///
    /// @param request where the rows go: method, address, headers; its body is left out
    public record Plan(String endpoint, Draft request, Path input, Path output, BatchForm form, Limits limits) {}

    /// How rows become requests.
    ///
    /// @param maxRows  of a request, 0 for as many as fit
    /// @param maxBytes of a request’s body
    /// @param atOnce   requests under way, from 1
    public record Limits(Strategy strategy, int maxRows, long maxBytes, int atOnce) {}

    /// A row that got no good answer; `status` is 0 where none was asked for.
    public record Failure(long row, int status, String reason) {}

    /// How far a run is, or how it ended.
    ///
    /// @param done     rows of `total`, of these `failed` with an error
    /// @param failures the first of them
    public record Result(Path output, long done, long failed, long total, List<Failure> failures) {}

    /// What an earlier run into a result file left.
    ///
    /// @param same whether the input is still what it was then
    public record Left(long done, long failed, boolean same) {}

    /// Where an earlier run over `input` into `output` was left before its end; null where none was.
    public static @Nullable Left left(Path input, Path output) {
        try {
            BatchState state = BatchState.read(output);
            if (state == null) return null;
            boolean same = Files.exists(input) && state.sameInput(BatchState.begin(input));
            return new Left(state.done(), state.failed(), same);
        } catch (IOException e) {
            return null;
        }
    }

    /// Runs `plan` to its end, from where an earlier run of the same input was left.
    ///
    /// @param watch is told after each request
    /// @throws StudioException `requestedit.batch-changed` where the input is not what it was then,
    ///                         `requestedit.batch-stopped` where nobody answers any more; both can go on later
    public Result run(Plan plan, Progress progress, Consumer<Result> watch) throws InterruptedException {
        if (!Files.isReadable(plan.input())) throw StudioException.of("requestedit.batch-gone", plan.input());
        try (BatchRows rows = BatchRows.open(plan.input());
                BatchOutput out = BatchOutput.open(plan.input(), plan.output())) {
            long total = BatchRows.count(plan.input());
            progress.stage("requestedit.batch.sending", plan.endpoint());
            Runnable tell = () -> {
                progress.count(out.done(), total, Progress.Unit.REQUESTS);
                watch.accept(out.result(total));
            };
            tell.run();
            for (long i = 0; i < out.done(); i++)
                rows.next();
            send(plan, rows, out, tell);
            return out.finish(total);
        } catch (IOException e) {
            throw new StudioException(Problem.of("requestedit.batch-file", plan.input(), plan.output()).withDetail(e
                    .toString()), e);
        }
    }

    private void send(Plan plan, BatchRows rows, BatchOutput out, Runnable tell) throws IOException,
            InterruptedException {
        var bundles = new BatchBundles(rows, plan.limits());
        Deque<Future<BatchBundle.Done>> flying = new ArrayDeque<>();
        try {
            for (List<BatchRows.Row> next = bundles.next(); next != null || !flying.isEmpty();) {
                if (next != null && flying.size() < plan.limits().atOnce()) {
                    var bundle = new BatchBundle(sender, pause, plan, rows.header(), next);
                    flying.add(Tasks.beside("batch", bundle::send));
                    next = bundles.next();
                } else {
                    written(flying.remove(), out, tell);
                }
            }
        } finally {
            flying.forEach(each -> each.cancel(true));
        }
    }

    private static void written(Future<BatchBundle.Done> turn, BatchOutput out, Runnable tell) throws IOException,
            InterruptedException {
        try {
            BatchBundle.Done done = turn.get();
            for (BatchBundle.Part part : done.parts())
                out.write(part);
            tell.run();
            StudioException end = done.end();
            if (end != null) throw end;
        } catch (InterruptedException e) {
            turn.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
