package slipway.base;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/// The latest value of something that changes, owned and written by one class; `T` must be immutable.
///
/// The signal carries no value: a listener is told that there is news and reads [#get] when it is ready, so an old
/// value never overtakes a new one and bursts merge. Listeners run on the writer's thread and must return at once.
public final class Live<T> {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile T value;

    public Live(T initial) {
        this.value = initial;
    }

    public T get() {
        return value;
    }

    public void set(T next) {
        update(old -> next);
    }

    /// Replaces the value by `step` applied to it, atomically among writers; an equal value gives no signal.
    public void update(UnaryOperator<T> step) {
        synchronized (listeners) {
            T next = step.apply(value);
            if (Objects.equals(next, value)) return;
            value = next;
        }
        listeners.forEach(Runnable::run);
    }

    /// Calls `listener` after every change until the answer is closed.
    public Subscription onChange(Runnable listener) {
        // a new object each time, so that the same listener registered twice ends once for each close
        Runnable own = () -> listener.run();
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    /// Ends what it stands for; closing twice is harmless.
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
