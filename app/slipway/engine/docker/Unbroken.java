package slipway.engine.docker;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.base.Tasks;

/// Calls that are let come to their end when the caller is cancelled: what the engine then has must be known, or it
/// could not be taken back. Stateless.
final class Unbroken {
    private static final System.Logger LOG = System.getLogger(Unbroken.class.getName());

    private Unbroken() {}

    /// As [#call], for an end that must be made and can wait for later where it fails.
    static void quietly(Tasks tasks, String name, Callable<?> work) {
        try {
            call(tasks, name, () -> {
                work.call();
                return true;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StudioException e) {
            LOG.log(System.Logger.Level.INFO, name + ": " + e.getMessage());
        }
    }

    /// Runs `work`, which has a limit of its own, on another thread; an interruption is kept as the caller's flag.
    static <T extends @Nullable Object> T call(Tasks tasks, String name, Callable<T> work)
            throws InterruptedException {
        var answer = new CompletableFuture<T>();
        tasks.quiet(name, progress -> {
            try {
                answer.complete(work.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException cut) throw cut;
            if (e.getCause() instanceof StudioException known) throw known;
            throw EngineErrors.of(e.getCause() == null ? e : e.getCause());
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
