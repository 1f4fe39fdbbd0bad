package slipway.compare;

import java.util.List;

/// A [ShadowReport] at one moment. Counts are pairs of answers.
///
/// @param agreeing       nothing differs beyond the tolerance
/// @param labelled       those with labels on both sides; of these all labels of `labelsAgreeing` are the same
/// @param furtherFields  how often a field differed that found no room in `fields`
/// @param examples       the newest that differ
public record ShadowView(long compared, long agreeing, long labelled, long labelsAgreeing, long statusDiffering,
        long schemaDiffering, List<Field> fields, long furtherFields, List<Example> examples, Latency live,
        Latency copies) {
    public ShadowView {
        fields = List.copyOf(fields);
        examples = List.copyOf(examples);
    }

    /// In how many pairs a field differs, in how many its shape does, and how far its numbers are apart where they are
    /// not the same: on average and at most, both 0 where they are no numbers.
    public record Field(String name, long differing, long schema, double meanDelta, double maxDelta) {}

    /// A pair that differs in `differing` places, the first of them here.
    public record Example(String requestId, int differing, List<Difference> differences) {}

    /// Nanoseconds; 0 where nothing came.
    public record Latency(long p50, long p90, long p99, long max) {}

    /// 0 to 1, NaN before the first pair.
    public double agreement() {
        return compared == 0 ? Double.NaN : (double) agreeing / compared;
    }

    /// 0 to 1, NaN before the first pair with labels.
    public double labelAgreement() {
        return labelled == 0 ? Double.NaN : (double) labelsAgreeing / labelled;
    }
}
