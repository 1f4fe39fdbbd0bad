package slipway.rehearse;

import java.util.Arrays;
import java.util.Optional;

/// The workload sizes of Databricks Model Serving: how many requests at once they take.
public enum WorkloadSize {
    SMALL("Small", 4, 4), MEDIUM("Medium", 8, 16), LARGE("Large", 16, 64);

    private final String title;
    private final int least;
    private final int most;

    WorkloadSize(String title, int least, int most) {
        this.title = title;
        this.least = least;
        this.most = most;
    }

    /// The platform’s own word, the same in every language.
    public String title() {
        return title;
    }

    public int least() {
        return least;
    }

    public int most() {
        return most;
    }

    /// The smallest that takes `concurrency`; empty where none does.
    static Optional<WorkloadSize> of(long concurrency) {
        return Arrays.stream(values()).filter(size -> concurrency <= size.most).findFirst();
    }
}
