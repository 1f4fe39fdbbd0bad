package slipway.compare;

import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// A [ShadowReport] at one moment. Counts are pairs of answers.
///
/// @param agreeing       nothing differs beyond the tolerance
/// @param labelled       those with labels on both sides; of these all labels of `labelsAgreeing` are the same
/// @param furtherFields  how often a field differed that found no room in `fields`
/// @param examples       the newest that differ
/// @param noise          null without a twin of the live version
/// @param missed         requests of the whole endpoint that could not be compared
public record ShadowView(long compared, long agreeing, long labelled, long labelsAgreeing, long statusDiffering,
        long schemaDiffering, List<Field> fields, long furtherFields, List<Example> examples, Latency live,
        Latency copies, @Nullable Noise noise, ShadowPairs.Counts missed) {
    public ShadowView {
        fields = List.copyOf(fields);
        examples = List.copyOf(examples);
    }

    /// Without a twin.
    public ShadowView(long compared, long agreeing, long labelled, long labelsAgreeing, long statusDiffering,
            long schemaDiffering, List<Field> fields, long furtherFields, List<Example> examples, Latency live,
            Latency copies) {
        this(compared, agreeing, labelled, labelsAgreeing, statusDiffering, schemaDiffering, fields, furtherFields,
                examples, live, copies, null, ShadowPairs.Counts.NONE);
    }

    /// What `twin`, which runs the live version, shows of chance alone, and so what really differs ([NoiseFloor]).
    ///
    /// @param problem why nothing can be judged by the twin; then `judged` is empty
    public record Noise(String twin, ShadowView view, List<NoiseFloor.Judged> judged, @Nullable Problem problem) {
        public Noise {
            judged = List.copyOf(judged);
        }
    }

    /// This view with the noise that `view` of `twin` shows.
    public ShadowView against(String twin, ShadowView view) {
        return with(new Noise(twin, view, NoiseFloor.judge(this, view), null));
    }

    /// This view with a twin by which nothing can be judged.
    public ShadowView without(String twin, ShadowView view, Problem problem) {
        return with(new Noise(twin, view, List.of(), problem));
    }

    private ShadowView with(Noise next) {
        return new ShadowView(compared, agreeing, labelled, labelsAgreeing, statusDiffering, schemaDiffering, fields,
                furtherFields, examples, live, copies, next, missed);
    }

    /// This view beside the requests of its endpoint that could not be compared.
    public ShadowView missing(ShadowPairs.Counts counts) {
        return new ShadowView(compared, agreeing, labelled, labelsAgreeing, statusDiffering, schemaDiffering, fields,
                furtherFields, examples, live, copies, noise, counts);
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
