package slipway.traffic;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/// The faults of an endpoint, one immutable value that is swapped whole.
final class Faults {
    static final Faults NONE = new Faults(List.of());

    final List<Fault> all;

    Faults(List<Fault> all) {
        this.all = List.copyOf(all);
    }

    /// What befalls the next request of `deployment`: the first fault whose share it falls into.
    @Nullable
    Fault next(String deployment) {
        if (all.isEmpty()) return null;
        for (Fault fault : all) {
            if (fault.deployment().equals(deployment) && ThreadLocalRandom.current().nextDouble() < fault.share()) {
                return fault;
            }
        }
        return null;
    }

    /// Lets it happen to `passage`, which came in by `entry`.
    static void befall(Fault fault, Backend chosen, Passage passage, Entry entry) {
        switch (fault.kind()) {
            case Fault.Failure(int status) -> passage.refuse(status, "fault", chosen.target.deployment());
            case Fault.Drop() -> {
                // the client sees the connection end without an answer
                passage.finish(502, "fault");
                passage.caller.cut();
            }
            case Fault.Delay delay -> entry.goLater(chosen, delayNanos(fault, chosen));
            case Fault.SlowStart slow -> entry.goLater(chosen, delayNanos(fault, chosen));
        }
    }

    /// How long it holds a request back, in nanoseconds.
    static long delayNanos(Fault fault, Backend backend) {
        return switch (fault.kind()) {
            case Fault.Delay delay -> delay.added().toNanos();
            case Fault.SlowStart slow -> {
                long age = System.nanoTime() - backend.offeredAt;
                long over = slow.over().toNanos();
                yield age >= over ? 0 : (long) (slow.added().toNanos() * (1 - (double) age / over));
            }
            case Fault.Failure failure -> 0;
            case Fault.Drop drop -> 0;
        };
    }
}
