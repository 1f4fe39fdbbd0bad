package slipway.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;

/// An examiner that answers what it is told and remembers what it was asked.
public final class FakeExaminer implements Examiner {
    public final List<String> asked = new CopyOnWriteArrayList<>();
    /// A permit lets one contract through, while set.
    public volatile @Nullable Semaphore gate;
    public volatile @Nullable Problem problem;
    public final CountDownLatch interrupted = new CountDownLatch(1);
    public volatile BiFunction<CheckTarget, String, ContractResult> answer = (target, contract) -> Passports
            .many(contract, contract, 3, 0, 0);

    @Override
    public Passport examine(CheckTarget target, List<String> contracts, Consumer<ContractResult> each,
            Progress progress) throws InterruptedException {
        asked.add(target.name() + " " + contracts);
        Problem failing = problem;
        if (failing != null) throw new StudioException(failing);
        var results = new ArrayList<ContractResult>();
        for (String contract : contracts) {
            Semaphore waits = gate;
            try {
                if (waits != null) waits.acquire();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            ContractResult result = answer.apply(target, contract);
            results.add(result);
            each.accept(result);
        }
        return new Passport(target.name(), target.kind(), Passports.DIGEST, java.time.Instant.now(), 12,
                Map.of("cpus", "2"), results);
    }
}
