package slipway.rehearse;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import slipway.base.Text;

/// The memory that copies of a model need, with every term of the sum, and the same cores split differently. Immutable.
///
/// @param terms       what an instance needs, term by term, the headroom last
/// @param perInstance their sum
/// @param total       of all instances
/// @param host        empty where the machine is of no interest
public record MemoryPlan(MemoryNeed need, List<Term> terms, long perInstance, long total, Fit shape,
        Optional<Fit> host, List<Split> splits) {
    /// One part of the sum: `count` times `each`.
    public record Term(Part part, int count, long each) {
        public long bytes() {
            return count * each;
        }
    }

    /// What a term stands for.
    public enum Part {
        COPIES("copies", "rehearse.part.copies"), CACHE("cache", "rehearse.part.cache"),
        BASE("base", "rehearse.part.base"), HEADROOM("headroom", "rehearse.part.headroom");

        private final String word;
        private final String key;

        Part(String word, String key) {
            this.word = word;
            this.key = key;
        }

        /// As scripts read it.
        public String word() {
            return word;
        }

        /// As a person reads it.
        public String text() {
            return Text.of(key);
        }
    }

    /// The same cores in another number of instances (A099).
    ///
    /// @param left share of the copies that go on serving when one instance is lost
    public record Split(int instances, int ocpus, int copies, long need, long shapeBytes, Fit fit, double left,
            boolean chosen) {}

    public MemoryPlan {
        terms = List.copyOf(terms);
        splits = List.copyOf(splits);
    }

    public static MemoryPlan of(MemoryNeed need) {
        List<Term> terms = terms(need);
        long each = sum(terms);
        long total = each * need.replicas();
        var host = need.hostBytes() == 0
                ? Optional.<Fit>empty()
                : Optional.of(Fit.of((double) total, (double) need.hostBytes()));
        int cores = need.ocpus() * need.replicas();
        List<Split> splits = IntStream.rangeClosed(1, cores).filter(count -> cores % count == 0)
                .mapToObj(count -> split(need, count)).toList();
        return new MemoryPlan(need, terms, each, total, Fit.of((double) each, (double) need.shapeBytes()), host,
                splits);
    }

    private static List<Term> terms(MemoryNeed need) {
        var parts = List.of(new Term(Part.COPIES, need.copies(), need.copyBytes()),
                new Term(Part.CACHE, need.copies(), need.cacheBytes()), new Term(Part.BASE, 1, need.baseBytes()));
        var headroom = new Term(Part.HEADROOM, 1, Math.round(sum(parts) * need.headroom()));
        return Stream.concat(parts.stream(), Stream.of(headroom))
                .filter(term -> term.bytes() > 0).toList();
    }

    private static Split split(MemoryNeed need, int instances) {
        MemoryNeed split = need.split(instances);
        long each = sum(terms(split));
        return new Split(instances, split.ocpus(), split.copies(), each, split.shapeBytes(),
                Fit.of((double) each, (double) split.shapeBytes()), (instances - 1.0) / instances,
                instances == need.replicas());
    }

    private static long sum(List<Term> terms) {
        return terms.stream().mapToLong(Term::bytes).sum();
    }
}
