package slipway.testkit.seeded;

import java.util.function.Supplier;

/// Things that should be listed, of which one is not, for the self-test of `ListedTest`.
public interface Unlisted {
    /// Listed through a reference to its constructor.
    record Constructed() implements Unlisted {}

    /// Listed through a call of its constructor.
    record Called() implements Unlisted {}

    /// Listed nowhere.
    record Forgotten() implements Unlisted {}

    /// Needs no place in a list: nobody can make one.
    abstract class Half implements Unlisted {}

    /// Where the listed ones are made.
    final class Home {
        private Home() {}

        static Unlisted of() {
            return new Called();
        }

        static Supplier<Unlisted> other() {
            return Constructed::new;
        }
    }
}
