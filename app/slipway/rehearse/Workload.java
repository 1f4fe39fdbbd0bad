package slipway.rehearse;

import java.util.Arrays;
import java.util.List;

/// The workload types of Databricks Model Serving by their hardware (A144); the documents lost their names.
public enum Workload {
    CPU("cpu", "CPU", 4), T4("t4", "1 × T4", 16), A10G("a10g", "1 × A10G", 24), A10G_4("a10g-4", "4 × A10G", 96),
    A10G_8("a10g-8", "8 × A10G", 192);

    private static final long GB = 1_000_000_000;

    private final String id;
    private final String title;
    private final long bytes;

    Workload(String id, String title, int gigabytes) {
        this.id = id;
        this.title = title;
        this.bytes = gigabytes * GB;
    }

    public String id() {
        return id;
    }

    /// The hardware’s own name, the same in every language.
    public String title() {
        return title;
    }

    /// Memory, of CPU for each unit of concurrency.
    public long bytes() {
        return bytes;
    }

    /// Whether a model that needs `bytes` to answer one request fits.
    public Fit fit(long need) {
        return Fit.of((double) need, (double) bytes);
    }

    public static List<Workload> all() {
        return Arrays.asList(values());
    }
}
